import { model, Schema } from 'mongoose';
import { daysBetween, type Metric, type Metrics } from '../../shared/ladder.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import type { HistoryCause } from '../../shared/ranks.ts';
import type { ObjectId } from '../db/id.ts';

/** The time someone has who fell too far below their rank, and in what. */
export type Grace = { since: Date; until: Date; lost: Metric[]; cause: HistoryCause };

/** What staff decided; without an end it lasts until they take it back. */
export type Decision = { rank: RankKey; reason: string; at: Date; until: Date | null };

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
  /** The earned rank, whatever is shown. */
  rank: RankKey;
  grace: Grace | null;
  assigned: Decision | null;
  lock: Decision | null;
  /** By which ladder it was last judged. */
  ladderVersion: number;
  /** How many lines the member's history has. */
  lines: number;
  /** When it should next be looked at: at once after a metric crossed a threshold, or when time alone changes something. */
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
    grace: { type: Object, default: null },
    assigned: { type: Object, default: null },
    lock: { type: Object, default: null },
    ladderVersion: { type: Number, required: true },
    lines: count,
    dueAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ ladderVersion: 1 });
schema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } });

export const StandingModel = model<StandingRecord>('Standing', schema, 'standings');

/** The standing of one who has done nothing yet. @param ladderVersion none where it is not going to be kept. */
export function newStanding({
  _id,
  registeredAt,
  rank,
  ladderVersion = 0,
}: Pick<StandingRecord, '_id' | 'registeredAt' | 'rank'> & { ladderVersion?: number }): StandingRecord {
  return {
    _id,
    registeredAt,
    rank,
    lastVisitDay: '',
    daysVisited: 0,
    topicsViewed: 0,
    posts: 0,
    kudosReceived: 0,
    distinctGivers: 0,
    grace: null,
    assigned: null,
    lock: null,
    ladderVersion,
    lines: 0,
    dueAt: null,
  };
}

/** The metrics as they are at a moment. */
export function metricsOf(standing: StandingRecord, now: Date): Metrics {
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
