import type { Actor } from '../../shared/accounts.ts';
import type { EventType } from '../../shared/events.ts';
import { leadersStream, STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { membershipOf } from '../groups/membership.ts';
import { say } from '../groups/policy.ts';
import { found } from '../lib/errors.ts';
import { presentReport } from './present.ts';
import { type EntryRecord, ReportModel, type ReportRecord } from './report.ts';

/** What is put into a queue; what it leaves out there is none of. */
export type Filing = Pick<ReportRecord, 'kind' | 'group'> &
  Partial<Pick<ReportRecord, 'post' | 'act' | 'held' | 'message'>> & { entry?: EntryRecord };

/** A report of one post gathers at most so many; what comes after that changes nothing. */
const ENTRIES = 50;

/**
 * Puts something into the queue of a group or of staff, in the transaction at hand. What is reported and waits already gets one more
 * entry. @param actor who it comes from: a rule's reports come from the author.
 */
export async function fileReport(actor: Actor, { entry, ...filing }: Filing): Promise<ReportRecord> {
  const waiting = filing.kind === 'report' && (await openReportOf(filing.post!.id!));
  if (waiting && waiting.entries.length >= ENTRIES) return waiting;
  const report = waiting ? await addEntry(waiting, entry!) : await create(filing, entry);
  await tellReport('report.filed', actor, report);
  return report;
}

/** The report of a post that waits, if there is one. */
export function openReportOf(post: ObjectId): Promise<ReportRecord | null> {
  return ReportModel.findOne({ 'post.id': post, kind: 'report', state: 'open' }).lean().exec();
}

type ReportEvent = EventType & `report.${string}`;

/** Shows a report to those who decide it, as it is now. */
export async function tellReport(type: ReportEvent, actor: Actor, report: ReportRecord): Promise<void> {
  append(queueStream(report), type, actor, await presentReport(report));
}

export const queueStream = ({ group }: Pick<ReportRecord, 'group'>): Stream =>
  group ? leadersStream(group.toString()) : STAFF_STREAM;

/**
 * Where reports of a post wait: in its group; for staff (null) where its author leads the group or looks after the site: no
 * leader could decide it, and who was reported would see by whom.
 */
export async function queueOf({ author, group }: { author: ObjectId; group: ObjectId }): Promise<ObjectId | null> {
  const { role } = found(await AccountModel.findById(author).lean());
  return say(role, await membershipOf(group, author)) > 0 ? null : group;
}

async function addEntry(report: ReportRecord, entry: EntryRecord): Promise<ReportRecord> {
  await ReportModel.updateOne({ _id: report._id }, { $push: { entries: entry } });
  return { ...report, entries: [...report.entries, entry] };
}

async function create(filing: Omit<Filing, 'entry'>, entry: EntryRecord | undefined): Promise<ReportRecord> {
  const report: ReportRecord = {
    post: null,
    act: null,
    held: null,
    message: '',
    ...filing,
    _id: newId(),
    entries: entry ? [entry] : [],
    state: 'open',
    claimed: null,
    resolution: null,
    resolvedBy: null,
    resolvedAt: null,
    reason: '',
    createdAt: new Date(),
  };
  await ReportModel.create([report]);
  return report;
}
