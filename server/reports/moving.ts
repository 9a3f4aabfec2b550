import { type AccountRecord, presentActor } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { queueOf, queueStream, tellReport } from './filing.ts';
import { ReportModel, type ReportRecord } from './report.ts';

/**
 * Takes the reports of these posts that wait along to another group, in the transaction at hand. Who looked at one there may be
 * nobody here: it is to be claimed anew.
 */
export async function moveReports(viewer: AccountRecord, posts: ObjectId[], to: ObjectId): Promise<void> {
  const reports = await ReportModel.find({ 'post.id': { $in: posts }, kind: 'report', state: 'open' }).lean();
  for (const report of reports) await move(viewer, report, await queueOf({ author: report.post!.author, group: to }));
}

async function move(viewer: AccountRecord, report: ReportRecord, group: ObjectId | null): Promise<void> {
  if (queueStream(report) === queueStream({ group })) return;
  const now = { group, claimed: null };
  await ReportModel.updateOne({ _id: report._id }, { $set: now });
  await tellReport('report.left', presentActor(viewer), { ...report, claimed: null });
  await tellReport('report.arrived', presentActor(viewer), { ...report, ...now });
}
