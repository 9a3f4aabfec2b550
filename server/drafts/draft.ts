import { model, Schema } from 'mongoose';
import { beginningOf, type Draft, type DraftLine, type DraftPlace } from '../../shared/drafts.ts';
import type { ObjectId } from '../db/id.ts';

/** Nobody but its author ever sees a draft. */
export type DraftRecord = {
  _id: ObjectId;
  account: ObjectId;
  place: DraftPlace;
  title: string;
  body: string;
  /** Also the version's name: it grows with each. */
  updatedAt: Date;
};

const schema = new Schema<DraftRecord>(
  {
    account: { type: Schema.Types.ObjectId, required: true },
    place: { type: String, required: true },
    title: { type: String, default: '' },
    body: { type: String, default: '' },
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ account: 1, place: 1 }, { unique: true });
schema.index({ account: 1, updatedAt: -1 });

export const DraftModel = model<DraftRecord>('Draft', schema, 'drafts');

export const presentDraft = ({ place, title, body, updatedAt }: DraftRecord): Draft => ({
  place,
  title,
  body,
  updatedAt: updatedAt.toISOString(),
});

export const presentLine = ({ place, title, body, updatedAt }: DraftRecord): DraftLine => ({
  place,
  title,
  beginning: beginningOf(body),
  updatedAt: updatedAt.toISOString(),
});
