import { model, Schema } from 'mongoose';
import { daysBetween, type Ladder, METRICS, type Metrics, nextRung, type RankKey } from '../../shared/ladder.ts';
import type { ObjectId } from '../db/id.ts';

/** What a member has done that counts, and the rank it has earned. Its id is the account's. */
export type StandingRecord = {
  _id: ObjectId;
  registeredAt: Date;
  lastVisitDay: string;
  daysVisited: number;
  topicsViewed: number;
  posts: number;
  kudosReceived: number;
  distinctGivers: number;
  rank: RankKey;
  /** When the rank should next be looked at: at once after a metric crossed a threshold, or when age alone promotes. */
  dueAt: Date | null;
};

/** The metrics that are counted; days registered follow from the calendar. */
export type Counted = Exclude<keyof Metrics, 'daysRegistered'>;

const count = { type: Number, default: 0 };
const schema = new Schema<StandingRecord>(
  {
    registeredAt: { type: Date, required: true },
    lastVisitDay: { type: String, default: '' },
    daysVisited: count,
    topicsViewed: count,
    posts: count,
    kudosReceived: count,
    distinctGivers: count,
    rank: { type: String, required: true },
    dueAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } });

export const StandingModel = model<StandingRecord>('Standing', schema, 'standings');

export function metricsOf(standing: StandingRecord, now = new Date()): Metrics {
  const { daysVisited, topicsViewed, posts, kudosReceived, distinctGivers, registeredAt } = standing;
  return {
    daysRegistered: daysBetween(registeredAt, now),
    daysVisited,
    topicsViewed,
    posts,
    kudosReceived,
    distinctGivers,
  };
}

/** The moment from which age alone lifts the member to the next rung, or null while something else is missing too. */
export function agePromotionAt(standing: StandingRecord, ladder: Ladder): Date | null {
  const next = nextRung(ladder, standing.rank);
  if (!next) return null;
  const metrics = metricsOf(standing);
  const missing = METRICS.filter((metric) => metrics[metric] < next.thresholds[metric]);
  if (missing.some((metric) => metric !== 'daysRegistered')) return null;
  return new Date(standing.registeredAt.getTime() + next.thresholds.daysRegistered * 86_400_000);
}
