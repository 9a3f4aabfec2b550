import type { Actor } from '../../shared/accounts.ts';
import type { ObjectId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { GroupModel, streamOf } from '../groups/group.ts';
import { latestLadder } from './ladder.ts';
import { TellingModel, type TellingRecord } from './telling.ts';

const RANKS = 'ranks';
/** As many groups as a transaction tells: each has its writers wait for it. */
const GROUPS = 10;

/** All groups are to be told, in the transaction at hand; where they are being told already, it begins anew. */
export async function tellAllGroups(by: Actor): Promise<void> {
  await TellingModel.updateOne({ _id: RANKS }, { $set: { by, after: null } }, { upsert: true });
}

export const groupsToTell = async (): Promise<boolean> => (await TellingModel.exists({ _id: RANKS })) !== null;

/** Tells the next groups. To be told twice does no harm. @returns false when all have been told. */
export async function tellSomeGroups(): Promise<boolean> {
  const telling = await TellingModel.findById(RANKS).lean();
  if (!telling) return false;
  const { after } = telling;
  const groups = await GroupModel.find(after ? { _id: { $gt: after } } : {}, { _id: 1 })
    .sort({ _id: 1 })
    .limit(GROUPS)
    .lean();
  const last = groups.at(-1);
  if (!last) await TellingModel.deleteOne({ _id: RANKS, after });
  else await write(groups.map(streamOf), () => tell(groups, telling, last._id));
  return true;
}

async function tell(groups: { _id: ObjectId }[], { by, after }: TellingRecord, last: ObjectId): Promise<void> {
  const moved = await TellingModel.updateOne({ _id: RANKS, after }, { $set: { after: last } });
  // Another node told these, or it was begun anew.
  if (moved.matchedCount === 0) return;
  const { version } = await latestLadder();
  for (const group of groups) append(streamOf(group), 'ranks.changed', by, { ladderVersion: version });
}
