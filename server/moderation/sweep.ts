import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';
import type { Removal } from '../topics/post-removal.ts';

/** Whose posts, and of which group; null for all groups. */
export type Swept = { author: ObjectId; group: ObjectId | null };

/** All that an act removes of what someone has posted, or gives back: a task that is there as soon as the act is, and outlives its node. */
export type SweepRecord = Swept & {
  /** The act's. */
  _id: ObjectId;
  state: 'removing' | 'restoring' | 'done';
  /** How far it has come, in the order of the posts' `clientId`: of an author's posts there is an index in that order. */
  cursor: string;
  removal: Removal;
  /** In whose name it goes on: who acted, or who took it back. */
  by: ObjectId;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<SweepRecord>(
  {
    author: id,
    group: { type: Schema.Types.ObjectId, default: null },
    state: { type: String, required: true },
    cursor: { type: String, default: '' },
    removal: { type: Object, required: true },
    by: id,
  },
  { versionKey: false },
);
schema.index({ state: 1, _id: 1 });

export const SweepModel = model<SweepRecord>('Sweep', schema, 'sweeps');

/** The oldest task there is something left to do of. */
export function nextSweep(): Promise<SweepRecord | null> {
  return SweepModel.findOne({ state: { $in: ['removing', 'restoring'] } })
    .sort({ _id: 1 })
    .lean()
    .exec();
}
