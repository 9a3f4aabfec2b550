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
import type { Settlement } from './settle.ts';
import { metricsOf, StandingModel } from './standing.ts';

/**
 * How much is told: `announced` is a rise that is told as one; `quiet` only changes labels; `own` tells nobody but the member
 * (many members' labels are then fetched afresh in one go).
 */
export type Telling = 'announced' | 'quiet' | 'own';

/**
 * Writes down what standings have been settled to, in the transaction at hand, and appends what is to be told of it.
 * However many they are, it takes the same number of operations of the store, but for the groups of those whose label changes.
 * @param actor who of the staff did it; without one it is the members' own doing.
 */
export async function keep(
  settlements: Settlement[],
  ladder: Ladder,
  now: Date,
  { telling, actor }: { telling: Telling; actor?: Actor },
): Promise<void> {
  await StandingModel.bulkWrite(settlements.map(keepStanding));
  const moved = settlements.filter(({ happened }) => happened.length > 0);
  if (moved.length === 0) return;
  const fresh = await reachRanks(moved, ladder, now);
  const accounts = await AccountModel.find({ _id: { $in: moved.map(({ after }) => after._id) } }).lean();
  await AccountModel.bulkWrite(moved.map((settlement) => relabel(settlement, ladder)));
  const byId = new Map(accounts.map((account) => [account._id.toString(), account]));
  const standings = new Map(moved.map(({ after }) => [after._id.toString(), presentStanding(after, ladder, now)]));
  const lines = moved.flatMap((settlement) => linesOf(settlement, ladder, now));
  await HistoryModel.insertMany(lines);
  for (const line of lines) {
    const face = byId.get(line.account.toString())!;
    append(accountStream(line.account.toString()), 'rank.recorded', actor ?? presentActor(face), {
      line: presentHistory(line),
      standing: standings.get(line.account.toString())!,
    });
  }
  for (const settlement of moved) {
    const account = byId.get(settlement.after._id.toString())!;
    await tell(settlement, account, ladder, { telling, actor, fresh });
  }
}

/** The ranks that were reached for the first time, as `<account> <rank>`. */
type Fresh = Set<string>;

async function tell(
  { before, after }: Settlement,
  account: AccountRecord,
  ladder: Ladder,
  { telling, actor, fresh }: { telling: Telling; actor?: Actor; fresh: Fresh },
): Promise<void> {
  const [was, is] = [shownRank(before, ladder), shownRank(after, ladder)];
  if (was.rank === is.rank && was.source === is.source) return;
  const face = { ...presentActor(account), rank: is.rank };
  const { id: accountId, username, displayName } = face;
  const own: Stream = accountStream(accountId);
  const streams = telling === 'own' ? [own] : [own, ...(await groupStreamsOf(account._id))];
  const earned = was.source === 'earned' && is.source === 'earned';
  const announced = telling === 'announced' && earned && fresh.has(`${accountId} ${is.rank}`);
  for (const stream of streams) {
    if (announced) append(stream, 'rank.up', face, { accountId, username, displayName, from: was.rank, to: is.rank });
    else append(stream, 'rank.changed', actor ?? face, { accountId, ...is });
  }
}

/** Notes which ranks were reached, all below the highest too; each once for ever, so that each is announced once at most. */
async function reachRanks(settlements: Settlement[], ladder: Ladder, now: Date): Promise<Fresh> {
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
  await RankUpModel.insertMany(fresh);
  return new Set(fresh.map(({ account, rank }) => `${account} ${rank}`));
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

function keepStanding({ before, after, happened }: Settlement) {
  const { rank, grace, assigned, lock, ladderVersion, dueAt } = after;
  const lines = before.lines + happened.length;
  const $set = { rank, grace, assigned, lock, ladderVersion, dueAt, lines };
  return { updateOne: { filter: { _id: after._id }, update: { $set } } };
}

function relabel({ after }: Settlement, ladder: Ladder) {
  const { rank, source } = shownRank(after, ladder);
  return { updateOne: { filter: { _id: after._id }, update: { $set: { rank, rankSource: source } } } };
}
