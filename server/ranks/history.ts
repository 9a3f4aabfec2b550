import { model, Schema } from 'mongoose';
import type { Actor } from '../../shared/accounts.ts';
import type { Metric, Metrics } from '../../shared/ladder.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import { HISTORY_SHOWN, type HistoryCause, type HistoryEntry, type HistoryKind } from '../../shared/ranks.ts';
import type { ObjectId } from '../db/id.ts';

/** What happens to a rank. `by`: who of the staff did it, as they were called then. */
export type Happening = {
  kind: HistoryKind;
  rank: RankKey;
  from: RankKey | null;
  cause: HistoryCause;
  reason: string;
  until: Date | null;
  lost: Metric[];
  by: Actor | null;
};

/** A line of a member's history: never changed. */
export type HistoryRecord = Happening & {
  _id: ObjectId;
  account: ObjectId;
  /** Its place in the history, from 1. */
  number: number;
  at: Date;
  metrics: Metrics;
  ladderVersion: number;
};

const schema = new Schema<HistoryRecord>(
  {
    account: { type: Schema.Types.ObjectId, required: true },
    number: { type: Number, required: true },
    at: { type: Date, required: true },
    kind: { type: String, required: true },
    rank: { type: String, required: true },
    from: { type: String, default: null },
    cause: { type: String, required: true },
    reason: { type: String, default: '' },
    until: { type: Date, default: null },
    lost: { type: [String], default: [] },
    metrics: { type: Object, required: true },
    ladderVersion: { type: Number, required: true },
    by: { type: Object, default: null },
  },
  { versionKey: false },
);
schema.index({ account: 1, number: 1 }, { unique: true });

export const HistoryModel = model<HistoryRecord>('RankHistory', schema, 'rankhistory');

/** A member's history, the latest first. */
export async function historyOf(account: ObjectId): Promise<HistoryEntry[]> {
  const lines = await HistoryModel.find({ account }).sort({ number: -1 }).limit(HISTORY_SHOWN).lean();
  return lines.map(presentHistory);
}

export function presentHistory({ _id, account: _account, at, until, ...line }: HistoryRecord): HistoryEntry {
  return { ...line, at: at.toISOString(), until: until?.toISOString() ?? null };
}
