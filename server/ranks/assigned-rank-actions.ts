import { RankKey } from '../../shared/rank-key.ts';
import type { AssignedRank, AssignedRankChanges } from '../../shared/ranks.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { afterCommit, append, write } from '../events/write.ts';
import { AppError, authorize, invalidField } from '../lib/errors.ts';
import { assignedRank, assignedRanks, putAssignedRank } from './assigned-rank.ts';
import { latestLadder, wasRung } from './ladder.ts';
import { canDecideRanks } from './policy.ts';
import { recalculate } from './recalculating.ts';
import { tellAllGroups } from './tell-ranks.ts';

/** So many ranks can be given: all of them go to everyone with the ladder. */
const LIMIT = 50;

/**
 * Makes a rank that can be given, or names it anew. The staff hear of it at once, all groups soon after.
 * @throws AppError forbidden, invalid_request, rank_in_use, limit_reached
 */
export async function changeAssignedRank(
  viewer: AccountRecord,
  key: string,
  changes: AssignedRankChanges,
): Promise<AssignedRank> {
  authorize(canDecideRanks(viewer));
  const rank: AssignedRank = { key: checked(key), ...changes };
  try {
    await write([STAFF_STREAM], () => change(viewer, rank));
  } catch (error) {
    if (duplicateOf(error)?.includes('titleKey')) throw invalidField('title', 'is there already');
    throw error;
  }
  return rank;
}

async function change(viewer: AccountRecord, rank: AssignedRank): Promise<void> {
  const known = await assignedRank(rank.key);
  if (known?.title === rank.title && known.description === rank.description) return;
  if (!known) await refuseNew(rank);
  await putAssignedRank(rank);
  const by = presentActor(viewer);
  append(STAFF_STREAM, 'ranks.changed', by, { ladderVersion: (await latestLadder()).version });
  await tellAllGroups(by);
  afterCommit(recalculate);
}

/** A name that was a rung's stays that rung's: it stands in histories. */
async function refuseNew({ key }: AssignedRank): Promise<void> {
  if (await wasRung(key)) throw new AppError('rank_in_use');
  const detail = `There are ${LIMIT} ranks that can be given, and no more.`;
  if ((await assignedRanks()).length >= LIMIT) throw new AppError('limit_reached', detail);
}

function checked(key: string): RankKey {
  const { success, error } = RankKey.safeParse(key);
  if (!success) throw invalidField('key', error.issues[0]!.message);
  return key;
}
