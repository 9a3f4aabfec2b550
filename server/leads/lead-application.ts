import { model, Schema } from 'mongoose';
import type { LeadState, NewLeadApplication } from '../../shared/leads.ts';
import type { ObjectId } from '../db/id.ts';

export type LeadApplicationRecord = NewLeadApplication & {
  _id: ObjectId;
  account: ObjectId;
  state: LeadState;
  /** What staff say about it to each other. */
  note: string | null;
  /** Of the group it led to. */
  slug: string | null;
  createdAt: Date;
  decidedAt: Date | null;
  decidedBy: ObjectId | null;
};

const text = { type: String, required: true };
const schema = new Schema<LeadApplicationRecord>(
  {
    account: { type: Schema.Types.ObjectId, required: true },
    name: text,
    category: text,
    access: text,
    description: text,
    motivation: text,
    state: text,
    note: { type: String, default: null },
    slug: { type: String, default: null },
    createdAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    decidedBy: { type: Schema.Types.ObjectId, default: null },
  },
  { versionKey: false },
);
schema.index({ state: 1, createdAt: 1, _id: 1 });
schema.index({ account: 1, createdAt: -1, _id: -1 });

export const LeadApplicationModel = model<LeadApplicationRecord>('LeadApplication', schema, 'leadapplications');
