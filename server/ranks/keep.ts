import type { Actor } from '../../shared/accounts.ts';
import { type Ladder, level } from '../../shared/ladder.ts';
import { accountStream, type Stream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { groupStreamsOf } from '../groups/membership.ts';
import { HistoryModel, type HistoryRecord, presentHistory } from './history.ts';
import { shownRank } from './judge.ts';
import { presentStanding } from './present.ts';
import { RankUpModel } from './rank-up.ts';
import { isAsBefore, type Settlement } from './settle.ts';
import { metricsOf, StandingModel } from './standing.ts';

/**
 * How much is told: `announced` is a rise that is told as one; `quiet` only changes labels; `own` tells nobody but the member
 * (many members' labels are then fetched afresh in one go).
 */
export type Telling = 'announced' | 'quiet' | 'own';

/** By what it is kept and told. `actor`: who of the staff did it; without one it is the members' own doing. */
type Keeping = { ladder: Ladder; now: Date; telling: Telling; actor?: Actor };

/**
 * Writes down what standings have been settled to, in the transaction at hand, and appends what is to be told of it.
 * However many they are, it takes the same number of operations of the store, but for the groups of those whose label changes.
 */
export async function keep(
  settlements: Settlement[],
  ladder: Ladder,
  now: Date,
  how: { telling: Telling; actor?: Actor },
): Promise<void> {
  const keeping = { ladder, now, ...how };
  const changed = settlements.filter(isChange);
  if (changed.length > 0) await StandingModel.bulkWrite(changed.map(keepStanding));
  const moved = changed.filter(({ happened }) => happened.length > 0);
  if (moved.length === 0) return;
  const accounts = await AccountModel.find({ _id: { $in: moved.map(({ after }) => after._id) } }).lean();
  const byId = new Map(accounts.map((account) => [account._id.toString(), account]));
  const moves = moved.flatMap((settlement) => {
    const account = byId.get(settlement.after._id.toString());
    // Of an account that is gone nothing is told.
    return account ? [moveOf(settlement, account)] : [];
  });
  if (moves.length === 0) return;
  await record(moves, keeping);
  const relabelled = moves.filter(({ is, was }) => is.rank !== was.rank || is.source !== was.source);
  const fresh = await reachRanks(moves, keeping);
  if (relabelled.length === 0) return;
  await AccountModel.bulkWrite(relabelled.map(relabel));
  for (const move of relabelled) await tell(move, keeping, fresh);
}

/** What happened to a member's rank, as they were and are called. */
type Move = Settlement & { was: Shown; is: Shown; face: Actor };
type Shown = ReturnType<typeof shownRank>;

function moveOf(settlement: Settlement, account: AccountRecord): Move {
  const [was, is] = [shownRank(settlement.before), shownRank(settlement.after)];
  return { ...settlement, was, is, face: { ...presentActor(account), rank: is.rank } };
}

/** What is as it was needs no writing. */
const isChange = (settlement: Settlement): boolean =>
  !isAsBefore(settlement) || settlement.before.ladderVersion !== settlement.after.ladderVersion;

function keepStanding({ after }: Settlement) {
  const { rank, grace, assigned, lock, ladderVersion, dueAt, lines } = after;
  const $set = { rank, grace, assigned, lock, ladderVersion, dueAt, lines };
  return { updateOne: { filter: { _id: after._id }, update: { $set } } };
}

/** Writes what happened into the members' histories, and tells them. */
async function record(moves: Move[], { ladder, now, actor }: Keeping): Promise<void> {
  const recorded = moves.map((move) => ({ ...move, lines: linesOf(move, ladder, now) }));
  await HistoryModel.insertMany(recorded.flatMap(({ lines }) => lines));
  for (const { after, face, lines } of recorded) {
    const standing = presentStanding(after, ladder, now);
    for (const line of lines)
      append(accountStream(face.id), 'rank.recorded', actor ?? face, { line: presentHistory(line), standing });
  }
}

function linesOf({ before, after, happened }: Settlement, ladder: Ladder, now: Date): HistoryRecord[] {
  return happened.map((happening, index) => ({
    ...happening,
    _id: newId(),
    account: after._id,
    number: before.lines + index + 1,
    at: now,
    metrics: metricsOf(after, now),
    ladderVersion: ladder.version,
  }));
}

/** The ranks that were reached for the first time, as `<account> <rank>`. */
type Fresh = Set<string>;

/** Notes which ranks were reached, all below the highest too; each once for ever, so that each is announced once at most. */
async function reachRanks(settlements: Settlement[], { ladder, now }: Keeping): Promise<Fresh> {
  const reached = settlements.flatMap(({ before, after }) =>
    ladder.rungs.slice(level(ladder, before.rank) + 1, level(ladder, after.rank) + 1).map(({ key }) => ({
      account: after._id,
      rank: key,
      at: now,
      ladderVersion: ladder.version,
      metrics: metricsOf(after, now),
    })),
  );
  if (reached.length === 0) return new Set();
  const known = await RankUpModel.find({ account: { $in: reached.map(({ account }) => account) } }).lean();
  const before = new Set(known.map(({ account, rank }) => `${account} ${rank}`));
  const fresh = reached.filter(({ account, rank }) => !before.has(`${account} ${rank}`));
  if (fresh.length > 0) await RankUpModel.insertMany(fresh);
  return new Set(fresh.map(({ account, rank }) => `${account} ${rank}`));
}

function relabel({ after, is: { rank, source } }: Move) {
  return { updateOne: { filter: { _id: after._id }, update: { $set: { rank, rankSource: source } } } };
}

/** A rise is announced where it is the earned rank that is seen to rise. */
async function tell({ after, was, is, face }: Move, { telling, actor }: Keeping, fresh: Fresh): Promise<void> {
  const { id: accountId, username, displayName } = face;
  const own: Stream = accountStream(accountId);
  const streams = telling === 'own' ? [own] : [own, ...(await groupStreamsOf(after._id))];
  const earned = was.source === 'earned' && is.source === 'earned';
  const announced = telling === 'announced' && earned && fresh.has(`${accountId} ${is.rank}`);
  for (const stream of streams) {
    if (announced) append(stream, 'rank.up', face, { accountId, username, displayName, from: was.rank, to: is.rank });
    else append(stream, 'rank.changed', actor ?? face, { accountId, ...is });
  }
}
