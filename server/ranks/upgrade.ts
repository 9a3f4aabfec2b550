import { FIRST_RANK, type RankKey } from '../../shared/rank-key.ts';
import type { ObjectId } from '../db/id.ts';
import { newId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { HistoryModel, type HistoryRecord } from './history.ts';
import { RankUpModel, type RankUpRecord } from './rank-up.ts';
import { NOTHING_MORE } from './settle.ts';
import { StandingModel } from './standing.ts';

const BATCH = 500;
/** All were judged by the first ladder. */
const LADDER_VERSION = 1;
const INCOMPLETE = { ladderVersion: null };

/** Gives standings from before there were histories what they lack; the ranks that were reached become their history. */
export async function completeStandings(): Promise<void> {
  while (await StandingModel.exists(INCOMPLETE)) await write([], completeSome);
}

/** Another node may have been first. */
async function completeSome(): Promise<void> {
  const standings = await StandingModel.find(INCOMPLETE, { _id: 1 }).limit(BATCH).lean();
  if (standings.length === 0) return;
  const reached = await RankUpModel.find({ account: { $in: standings.map(({ _id }) => _id) } })
    .sort({ account: 1, at: 1, _id: 1 })
    .lean();
  const histories = new Map(standings.map(({ _id }) => [_id.toString(), [] as HistoryRecord[]]));
  for (const rankUp of reached) add(histories.get(rankUp.account.toString())!, rankUp);
  const lines = [...histories.values()].flat();
  if (lines.length > 0) await HistoryModel.insertMany(lines);
  await StandingModel.bulkWrite(standings.map(({ _id }) => complete(_id, histories.get(_id.toString())!.length)));
}

/** Ranks that were reached at once are one line, as they were announced. */
function add(history: HistoryRecord[], { account, rank, at, ladderVersion, metrics }: RankUpRecord): void {
  const last = history.at(-1);
  if (last?.at.getTime() === at.getTime()) last.rank = rank;
  else
    history.push({
      ...rise(rank, last?.rank ?? FIRST_RANK),
      account,
      number: history.length + 1,
      at,
      metrics,
      ladderVersion,
    });
}

const rise = (rank: RankKey, from: RankKey) => ({
  ...NOTHING_MORE,
  _id: newId(),
  kind: 'up' as const,
  rank,
  from,
  cause: 'activity' as const,
});

function complete(account: ObjectId, lines: number) {
  const $set = { ladderVersion: LADDER_VERSION, lines, grace: null, assigned: null, lock: null };
  return { updateOne: { filter: { _id: account }, update: { $set } } };
}
