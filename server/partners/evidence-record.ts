import { model, Schema } from 'mongoose';
import type { EvidenceFile } from '../../shared/partners/applications.ts';
import type { Bytes } from '../db/bytes.ts';
import type { ObjectId } from '../db/id.ts';

/** A file a member has handed in. `looseSince`: belongs to no application since then; missing while it belongs to one. */
export type EvidenceRecord = {
  _id: ObjectId;
  owner: ObjectId;
  name: string;
  /** As its contents tell. */
  type: string;
  size: number;
  looseSince?: Date;
  content: Bytes;
};

const schema = new Schema<EvidenceRecord>(
  {
    owner: { type: Schema.Types.ObjectId, required: true },
    name: { type: String, required: true },
    type: { type: String, required: true },
    size: { type: Number, required: true },
    looseSince: Date,
    content: { type: Buffer, required: true },
  },
  { versionKey: false },
);
schema.index({ owner: 1 });
schema.index({ looseSince: 1 }, { partialFilterExpression: { looseSince: { $gt: new Date(0) } } });

export const EvidenceModel = model<EvidenceRecord>('Evidence', schema, 'evidence');

/** What is known of a file without its contents, which are large. */
export const WITHOUT_CONTENT = { content: 0 } as const;

export const presentFile = ({ _id, name, type, size }: Omit<EvidenceRecord, 'content'>): EvidenceFile => ({
  id: _id.toString(),
  name,
  type,
  size,
});
