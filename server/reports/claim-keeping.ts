import type { Stream } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { found } from '../lib/errors.ts';
import { CLAIM_MS, release } from './claim.ts';
import { queueStream } from './filing.ts';
import { ReportModel, type ReportRecord } from './report.ts';

/** How much of a claim is left when it is put off again: a node may be late by as much. */
const DUE_MS = 45_000;

/** How long a claim outlasts the last socket of who holds it: time enough to load a page again, or to come back elsewhere. */
const AWAY_MS = 5_000;

/** A claim, with the stream on which it is told: who holds it is there as long as a socket of theirs listens to that. */
export type KeptClaim = { report: ObjectId; holder: ObjectId; stream: Stream };

/** All claims; their index holds nothing else. When they end lies in the store and goes by its clock. */
const CLAIMED = { 'claimed.until': { $gt: new Date(0) } };
const endsWithin = (ms: number) => ({ $expr: { $lte: ['$claimed.until', { $add: ['$$NOW', ms] }] } });
const inAWhile = (ms: number) => ({ $add: ['$$NOW', ms] });

/** The claims that are over, or will be before long. */
export async function claimsDue(): Promise<KeptClaim[]> {
  return (await ReportModel.find({ ...CLAIMED, ...endsWithin(DUE_MS) }).lean()).map(kept);
}

/** Makes claims last, if they still are whose they were. */
export async function putOff(claims: KeptClaim[]): Promise<void> {
  if (claims.length === 0) return;
  const held = claims.map(({ report, holder }) => ({ _id: report, 'claimed.by': holder }));
  await ReportModel.updateMany({ $or: held }, [{ $set: { 'claimed.until': inAWhile(CLAIM_MS) } }], {
    updatePipeline: true,
  });
}

/** Lets someone's claims in a queue end soon. Where they are still there in another way, those are put off once more. */
export async function letEnd(holder: ObjectId, group: ObjectId | null): Promise<void> {
  const soon = { $min: ['$claimed.until', inAWhile(AWAY_MS)] };
  await ReportModel.updateMany({ ...CLAIMED, group, 'claimed.by': holder }, [{ $set: { 'claimed.until': soon } }], {
    updatePipeline: true,
  });
}

/** Releases those of these claims that are over. Several nodes may come to it at once: it happens once, and is told once. */
export async function releaseOver(claims: KeptClaim[]): Promise<void> {
  const over = { ...CLAIMED, ...endsWithin(0) };
  const ids = claims.map(({ report }) => report);
  if (ids.length > 0) await releaseAll({ ...over, _id: { $in: ids } });
}

/** Releases what someone holds in a queue who no longer may. */
export const releaseOf = (holder: ObjectId, group: ObjectId | null): Promise<void> =>
  releaseAll({ ...CLAIMED, group, 'claimed.by': holder });

async function releaseAll(where: object): Promise<void> {
  for (const { _id, group } of await ReportModel.find(where).lean()) {
    await write([queueStream({ group })], async () => {
      const report = await ReportModel.findOne({ ...where, $and: [{ _id }] }).lean();
      if (report) await release(found(await AccountModel.findById(report.claimed!.by).lean()), report);
    });
  }
}

const kept = (report: ReportRecord): KeptClaim => ({
  report: report._id,
  holder: report.claimed!.by,
  stream: queueStream(report),
});
