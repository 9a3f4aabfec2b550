import type { Resolution } from '../../shared/reports.ts';
import { AccountModel, type AccountRecord, presentActor } from '../accounts/account.ts';
import { actById } from '../acts/act.ts';
import type { ObjectId } from '../db/id.ts';
import { AppError, found } from '../lib/errors.ts';
import { noteAppeal } from './appeal.ts';
import { tellReport } from './filing.ts';
import { presentReport } from './present.ts';
import { ReportModel, type ReportRecord } from './report.ts';

/** How a report was decided. `act`: the first of the acts by which it was, if any. */
export type Closing = { resolution: Resolution; reason: string; act?: ObjectId | null };

// In the transaction at hand.

/** Decides a report that waits, and tells those who see the queue. */
export async function closeReport(
  viewer: AccountRecord,
  report: ReportRecord,
  { resolution, reason, act = null }: Closing,
): Promise<ReportRecord> {
  const closed = {
    state: 'resolved' as const,
    claimed: null,
    resolution,
    reason,
    resolvedBy: viewer._id,
    resolvedAt: new Date(),
    decidedBy: act,
  };
  await ReportModel.updateOne({ _id: report._id }, { $set: closed });
  const now = { ...report, ...closed };
  await tellReport('report.resolved', presentActor(viewer), now);
  return now;
}

/** Decides the reports of posts that have just been taken away, by whomever: of each there is one at most that waits. */
export async function closeRemoved(
  posts: ObjectId[],
  { account, act, reason = '' }: { account: ObjectId; act?: ObjectId; reason?: string },
): Promise<void> {
  const reports = await ReportModel.find({ 'post.id': { $in: posts }, state: 'open', kind: 'report' }).lean();
  if (reports.length === 0) return;
  const viewer = found(await AccountModel.findById(account).lean());
  for (const report of reports) await closeReport(viewer, report, { resolution: 'removed', reason, act });
}

/** Lets reports wait again whose decision has been undone. */
export async function reopen(viewer: AccountRecord, acts: ObjectId[]): Promise<ReportRecord[]> {
  const reports = await ReportModel.find({ decidedBy: { $in: acts } }).lean();
  const open = {
    state: 'open' as const,
    resolution: null,
    reason: '',
    resolvedBy: null,
    resolvedAt: null,
    decidedBy: null,
  };
  const again = reports.map((report) => ({ ...report, ...open }));
  for (const report of again) {
    await ReportModel.updateOne({ _id: report._id }, { $set: open });
    if (report.act) await noteAppeal(viewer, await actById(report.act), 'open');
    await tellReport('report.reopened', presentActor(viewer), report);
  }
  return again;
}

/** @throws AppError already_decided with who and how, and the report as `current` */
export async function refuseClosed(report: ReportRecord): Promise<void> {
  if (report.state === 'open') return;
  const current = await presentReport(report);
  const who = current.resolvedBy?.displayName ?? 'Someone';
  const why = current.reason && `: “${current.reason}”`;
  throw new AppError('already_decided', `${who} has decided this already (${current.resolution})${why}.`, { current });
}
