import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';

/** That someone would like to be a partner's expert. One for each partner and account; a withdrawn one may be expressed again. */
export type InterestRecord = {
  _id: ObjectId;
  partner: ObjectId;
  account: ObjectId;
  message: string;
  at: Date;
  withdrawn: boolean;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<InterestRecord>(
  {
    partner: id,
    account: id,
    message: { type: String, required: true },
    at: { type: Date, required: true },
    withdrawn: { type: Boolean, default: false },
  },
  { versionKey: false },
);
schema.index({ partner: 1, account: 1 }, { unique: true });
schema.index({ account: 1 });
schema.index({ partner: 1, withdrawn: 1, at: -1, _id: -1 });

export const InterestModel = model<InterestRecord>('Interest', schema, 'interests');
