import { model, Schema } from 'mongoose';
import type { Erasure } from '../../shared/staff.ts';
import type { ObjectId } from '../db/id.ts';

/** The erasure of a member's data: a task that outlives its node. */
export type ErasureRecord = {
  /** The account's. */
  _id: ObjectId;
  /** The act it came by, and whose it is. */
  act: ObjectId;
  by: ObjectId;
  posts: 'keep' | 'remove';
  /** What they were called, for as long as it takes to find that; null once it is done. */
  was: { username: string; displayName: string; email: string } | null;
  /** Which step is next, by its name, and where that goes on. */
  step: string;
  cursor: string;
  startedAt: Date;
  finishedAt: Date | null;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<ErasureRecord>(
  {
    act: id,
    by: id,
    posts: { type: String, required: true },
    was: { type: Object, default: null },
    step: { type: String, required: true },
    cursor: { type: String, default: '' },
    startedAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ finishedAt: 1, startedAt: 1 });

export const ErasureModel = model<ErasureRecord>('Erasure', schema, 'erasures');

/** The oldest one that is not done. */
export const nextErasure = (): Promise<ErasureRecord | null> =>
  ErasureModel.findOne({ finishedAt: null }).sort({ startedAt: 1 }).lean().exec();

export const presentErasure = ({ _id, startedAt, finishedAt }: ErasureRecord): Erasure => ({
  accountId: _id.toString(),
  startedAt: startedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});
