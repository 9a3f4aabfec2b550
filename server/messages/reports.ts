import type { MessageReport, MessageReportQuery, MessageReports } from '../../shared/messages.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { type AccountRecord, membersById, presentActor } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { beyond } from '../db/beyond.ts';
import { newId, toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { cut } from '../lib/cursor.ts';
import { authorize, found } from '../lib/errors.ts';
import { MessageModel, type MessageRecord } from './message.ts';
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
  const items: MessageReport[] = [];
  for (const report of page) items.push(await present(report));
  return { items, next, head };
}

async function present(report: MessageReportRecord): Promise<MessageReport> {
  const { _id, message, reporter, reason, state, handledBy, createdAt } = report;
  const run = await presentMessages(await upTo(found(await MessageModel.findById(message).lean())));
  const members = await membersById([reporter, handledBy ?? reporter]);
  return {
    id: _id.toString(),
    reporter: found(members.get(reporter.toString())),
    reason,
    message: run.at(-1)!,
    context: run.slice(0, -1),
    state,
    handledBy: handledBy && found(members.get(handledBy.toString())),
    createdAt: createdAt.toISOString(),
  };
}

/** A message after the few before it. */
function upTo({ conversation, number }: MessageRecord): Promise<MessageRecord[]> {
  return MessageModel.find({ conversation, number: { $gte: number - CONTEXT, $lte: number } })
    .sort({ number: 1 })
    .lean()
    .exec();
}
