import { METRICS, missing, nextRung } from '../../shared/ladder.ts';
import type { MyRank, Ranks } from '../../shared/ranks.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { currentLadder } from './ladder.ts';
import { RankUpModel, type RankUpRecord } from './rank-up.ts';
import { metricsOf, StandingModel } from './standing.ts';

export async function readRanks(): Promise<Ranks> {
  return { ladder: await currentLadder() };
}

/** The viewer's rank, how far each metric is from the next, and how they came here. */
export async function readMyRank(viewer: AccountRecord): Promise<MyRank> {
  const ladder = await currentLadder();
  const standing = await StandingModel.findById(viewer._id).lean();
  const metrics = metricsOf(standing ?? newcomer(viewer));
  const next = nextRung(ladder, viewer.rank);
  const history = await RankUpModel.find({ account: viewer._id }).sort({ _id: -1 }).limit(100).lean();
  return {
    rank: viewer.rank,
    source: 'earned',
    next,
    nearest: next ? (missing(next, metrics)[0] ?? null) : null,
    metrics: METRICS.map((metric) => ({ metric, value: metrics[metric], threshold: next?.thresholds[metric] ?? null })),
    history: history.map(presentRankUp),
  };
}

const presentRankUp = ({ rank, at, ladderVersion }: RankUpRecord) => ({ rank, at: at.toISOString(), ladderVersion });

const newcomer = ({ _id, createdAt, rank }: AccountRecord) => ({
  _id,
  registeredAt: createdAt,
  rank,
  lastVisitDay: '',
  daysVisited: 0,
  topicsViewed: 0,
  posts: 0,
  kudosReceived: 0,
  distinctGivers: 0,
  dueAt: null,
});
