import type { Message, MessageReport, MessageReportQuery, MessageReports } from '../../shared/messages.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { type AccountRecord, membersById, presentActor } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { beyond } from '../db/beyond.ts';
import { newId, toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { cut } from '../lib/cursor.ts';
import { authorize, found } from '../lib/errors.ts';
import { MessageModel } from './message.ts';
import { sideIn } from './participation.ts';
import { MessageReportModel, type MessageReportRecord } from './report.ts';
import { presentMessages } from './views.ts';

/** How many messages before a reported one are shown with it. */
const CONTEXT = 5;

/**
 * Shows a private message to the site's staff, with the few before it: that is the only way they get to see any.
 * @throws AppError not_found, forbidden (one's own), already_reported
 */
export async function reportMessage(viewer: AccountRecord, messageId: string, reason: string): Promise<void> {
  const message = found(await MessageModel.findById(toId(messageId)).lean());
  await sideIn(message.conversation, viewer._id);
  authorize(!message.author.equals(viewer._id), 'forbidden', 'This is your own message.');
  await write([STAFF_STREAM], async () => {
    const key = { message: message._id, reporter: viewer._id };
    authorize((await MessageReportModel.exists(key)) === null, 'already_reported');
    const report = { ...key, _id: newId(), reason, state: 'open' as const, handledBy: null, createdAt: new Date() };
    await MessageReportModel.create([report]);
    append(STAFF_STREAM, 'message.reported', presentActor(viewer), await present(report));
  });
}

/** Notes that a report needs nothing more. @throws AppError not_found (also for others than staff), already_decided */
export async function handleReport(viewer: AccountRecord, reportId: string): Promise<MessageReport> {
  authorize(isStaff(viewer), 'not_found');
  const _id = toId(reportId);
  return write([STAFF_STREAM], async () => {
    const report = found(await MessageReportModel.findById(_id).lean());
    authorize(report.state === 'open', 'already_decided');
    const handled = { state: 'handled' as const, handledBy: viewer._id };
    await MessageReportModel.updateOne({ _id }, { $set: handled });
    const shown = await present({ ...report, ...handled });
    append(STAFF_STREAM, 'message_report.handled', presentActor(viewer), shown);
    return shown;
  });
}

/** Reports in a state, the oldest first; for staff. @throws AppError forbidden */
export async function readReports(
  viewer: AccountRecord,
  { cursor, limit, state }: MessageReportQuery,
): Promise<MessageReports> {
  authorize(isStaff(viewer));
  const head = await headOf(STAFF_STREAM);
  const reports = await MessageReportModel.find({ state, ...beyond('createdAt', 'ascending', cursor) })
    .sort({ createdAt: 1, _id: 1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(reports, limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  return { items: await presentReports(page), next, head };
}

async function present(report: MessageReportRecord): Promise<MessageReport> {
  return (await presentReports([report]))[0]!;
}

async function presentReports(reports: MessageReportRecord[]): Promise<MessageReport[]> {
  const messages = await reported(reports);
  const members = await membersById(reports.flatMap(({ reporter, handledBy }) => [reporter, handledBy ?? reporter]));
  return reports.map(({ _id, message: id, reporter, reason, state, handledBy, createdAt }) => {
    const message = found(messages.find((other) => other.id === id.toString()));
    return {
      id: _id.toString(),
      reporter: found(members.get(reporter.toString())),
      reason,
      message,
      context: messages.filter((other) => isContext(message, other)),
      state,
      handledBy: handledBy && found(members.get(handledBy.toString())),
      createdAt: createdAt.toISOString(),
    };
  });
}

/** The messages reported and those before them, each conversation's in their order. */
async function reported(reports: MessageReportRecord[]): Promise<Message[]> {
  if (reports.length === 0) return [];
  const records = await MessageModel.find({ _id: { $in: reports.map(({ message }) => message) } }).lean();
  const runs = records.map(({ conversation, number }) => ({
    conversation,
    number: { $gte: number - CONTEXT, $lte: number },
  }));
  return presentMessages(await MessageModel.find({ $or: runs }).sort({ number: 1 }).lean());
}

const isContext = (message: Message, { conversationId, number }: Message): boolean =>
  conversationId === message.conversationId && number < message.number && number >= message.number - CONTEXT;
