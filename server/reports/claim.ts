import type { AccountRecord } from '../accounts/account.ts';
import { presentActor } from '../accounts/account.ts';
import { AppError } from '../lib/errors.ts';
import { tellReport } from './filing.ts';
import { presentReport } from './present.ts';
import { ReportModel, type ReportRecord, reportById } from './report.ts';

/** For how long a claim holds that nobody puts off. */
export const CLAIM_MS = 60_000;

// In the transaction at hand.

/** Takes a report out of the queue for someone to look at; once is as good as twice. @throws AppError claimed */
export async function claim(viewer: AccountRecord, report: ReportRecord): Promise<ReportRecord> {
  await refuseClaimed(viewer, report);
  const claimed = { by: viewer._id, at: report.claimed?.at ?? new Date() };
  const until = { $add: ['$$NOW', CLAIM_MS] };
  await ReportModel.updateOne({ _id: report._id }, [{ $set: { claimed: { ...claimed, until } } }], {
    updatePipeline: true,
  });
  const now = await reportById(report._id);
  if (report.claimed) return now;
  await tellReport('report.claimed', presentActor(viewer), now);
  return now;
}

/** Puts a report back. What the viewer does not hold is nothing to put back. @throws AppError claimed */
export async function putBack(viewer: AccountRecord, report: ReportRecord): Promise<ReportRecord> {
  await refuseClaimed(viewer, report);
  return report.claimed ? release(viewer, report) : report;
}

/** @param holder whose claim ends. */
export async function release(holder: AccountRecord, report: ReportRecord): Promise<ReportRecord> {
  const now = { ...report, claimed: null };
  await ReportModel.updateOne({ _id: report._id }, { $set: { claimed: null } });
  await tellReport('report.released', presentActor(holder), now);
  return now;
}

/** Refuses what someone else looks at. A claim that is over holds until it is released, which any node does within a second or two. @throws AppError claimed with the report as `current` */
export async function refuseClaimed(viewer: Pick<AccountRecord, '_id'>, report: ReportRecord): Promise<void> {
  const { claimed } = report;
  if (!claimed || claimed.by.equals(viewer._id)) return;
  const current = await presentReport(report);
  const { by, at } = current.claimed!;
  throw new AppError('claimed', `${by.displayName} has been looking at this since ${at}.`, { current });
}
