import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';

/** The experts that some of a partner's visitors are shown, until the period ends. */
export type DealRecord = {
  _id: ObjectId;
  partner: ObjectId;
  period: string;
  bucket: number;
  experts: ObjectId[];
  until: Date;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<DealRecord>(
  {
    partner: id,
    period: { type: String, required: true },
    bucket: { type: Number, required: true },
    experts: { type: [Schema.Types.ObjectId], required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ partner: 1, period: 1, bucket: 1 }, { unique: true });
schema.index({ partner: 1, until: 1 });

export const DealModel = model<DealRecord>('Deal', schema, 'deals');
