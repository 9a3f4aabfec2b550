import type { Rung } from '../../shared/ladder.ts';
import type { LadderVersion, NewLadder } from '../../shared/ladder-versions.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { afterCommit, append, write } from '../events/write.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { assignedRanks, EARNED_AND_GIVEN } from './assigned-rank.ts';
import {
  adoptLadder,
  LadderModel,
  type LadderRecord,
  ladderOf,
  latestVersion,
  NOT_BEGUN,
  presentLadder,
} from './ladder.ts';
import { canDecideRanks } from './policy.ts';
import { recalculate } from './recalculating.ts';

/**
 * Puts a new ladder in force: from then on everyone is judged by it. Those it moves are gone through by the recalculation,
 * which begins at once.
 * @throws AppError forbidden, invalid_request, ladder_changed with the latest in `current`
 */
export async function putUpLadder(viewer: AccountRecord, draft: NewLadder): Promise<LadderVersion> {
  authorize(canDecideRanks(viewer));
  try {
    return await write([STAFF_STREAM], () => succeed(viewer, draft));
  } catch (error) {
    // Another node put one up in the same moment, under the same version.
    if (duplicateOf(error)) throw changed(await latestVersion());
    throw error;
  }
}

/** Refuses rungs that are called by the name of a rank staff give, which nobody can earn. */
export async function refuseGivenKeys(rungs: Rung[]): Promise<void> {
  const given = new Set((await assignedRanks()).map(({ key }) => key));
  given.delete(EARNED_AND_GIVEN);
  const errors = rungs.flatMap(({ key }, at) =>
    given.has(key) ? [{ path: `rungs.${at}.key`, message: 'belongs to a rank that is given' }] : [],
  );
  if (errors.length > 0) throw new AppError('invalid_request', undefined, { errors });
}

async function succeed(viewer: AccountRecord, { rungs, basedOn, note }: NewLadder): Promise<LadderVersion> {
  await refuseGivenKeys(rungs);
  const latest = await latestVersion();
  if (latest._id !== basedOn) throw changed(latest);
  const by = presentActor(viewer);
  const recalculation = { ...NOT_BEGUN, toldAt: new Date() };
  const ladder: LadderRecord = { _id: latest._id + 1, rungs, note, by, createdAt: new Date(), recalculation };
  await endRecalculation(latest, viewer);
  await LadderModel.create([ladder]);
  append(STAFF_STREAM, 'ladder.changed', by, presentLadder(ladder));
  afterCommit(async () => {
    adoptLadder(ladderOf(ladder));
    await recalculate();
  });
  return presentLadder(ladder);
}

/** One that is still going on is over: everyone is gone through again by the new ladder. */
async function endRecalculation(latest: LadderRecord, viewer: AccountRecord): Promise<void> {
  if (latest.recalculation.state === 'done') return;
  const recalculation = { ...latest.recalculation, state: 'done' as const, finishedAt: new Date() };
  await LadderModel.updateOne({ _id: latest._id }, { $set: { recalculation } });
  append(STAFF_STREAM, 'ladder.changed', presentActor(viewer), presentLadder({ ...latest, recalculation }));
}

const changed = (latest: LadderRecord): AppError =>
  new AppError('ladder_changed', `${latest.by?.displayName ?? 'Someone'} has put up version ${latest._id} meanwhile.`, {
    current: presentLadder(latest),
  });
