import { model, Schema } from 'mongoose';
import type { JoinRequestState } from '../../shared/joining.ts';
import type { ObjectId } from '../db/id.ts';

export type JoinRequestRecord = {
  _id: ObjectId;
  group: ObjectId;
  account: ObjectId;
  message: string;
  state: JoinRequestState;
  reason: string | null;
  createdAt: Date;
  decidedAt: Date | null;
  decidedBy: ObjectId | null;
  /** By which it was approved or denied; null where something else came of it. */
  act: ObjectId | null;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<JoinRequestRecord>(
  {
    group: id,
    account: id,
    message: { type: String, required: true },
    state: { type: String, required: true },
    reason: { type: String, default: null },
    createdAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    decidedBy: { type: Schema.Types.ObjectId, default: null },
    act: { type: Schema.Types.ObjectId, default: null },
  },
  { versionKey: false },
);
// One at a time waits, whatever happens at once.
schema.index({ group: 1, account: 1 }, { unique: true, partialFilterExpression: { state: 'pending' } });
schema.index({ group: 1, state: 1, createdAt: 1, _id: 1 });
schema.index({ account: 1, group: 1, createdAt: -1 });

export const JoinRequestModel = model<JoinRequestRecord>('JoinRequest', schema, 'joinrequests');

/** The last request someone has made to a group. */
export function lastRequest(group: ObjectId, account: ObjectId): Promise<JoinRequestRecord | null> {
  return JoinRequestModel.findOne({ group, account }).sort({ createdAt: -1, _id: -1 }).lean().exec();
}
