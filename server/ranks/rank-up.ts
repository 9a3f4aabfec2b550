import { model, Schema } from 'mongoose';
import type { Metrics } from '../../shared/ladder.ts';
import type { RankKey } from '../../shared/rank-key.ts';
import type { ObjectId } from '../db/id.ts';

/** That an account reached a rank: written once for ever, which is why it is announced once for ever. */
export type RankUpRecord = {
  _id: ObjectId;
  account: ObjectId;
  rank: RankKey;
  at: Date;
  ladderVersion: number;
  metrics: Metrics;
};

const schema = new Schema<RankUpRecord>(
  {
    account: { type: Schema.Types.ObjectId, required: true },
    rank: { type: String, required: true },
    at: { type: Date, required: true },
    ladderVersion: { type: Number, required: true },
    metrics: { type: Object, required: true },
  },
  { versionKey: false },
);
schema.index({ account: 1, rank: 1 }, { unique: true });

export const RankUpModel = model<RankUpRecord>('RankUp', schema, 'rankups');
