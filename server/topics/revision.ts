import { model, Schema } from 'mongoose';
import type { Revision } from '../../shared/topics.ts';
import type { ObjectId } from '../db/id.ts';

/** What a post said until it was edited. */
export type RevisionRecord = { _id: ObjectId; post: ObjectId; body: string; replacedAt: Date };

const schema = new Schema<RevisionRecord>(
  {
    post: { type: Schema.Types.ObjectId, required: true },
    body: { type: String, required: true },
    replacedAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ post: 1, _id: -1 });

export const RevisionModel = model<RevisionRecord>('Revision', schema, 'revisions');

export const presentRevision = ({ body, replacedAt }: RevisionRecord): Revision => ({
  body,
  replacedAt: replacedAt.toISOString(),
});
