import { model, Schema } from 'mongoose';
import type { Bytes } from '../db/bytes.ts';
import type { ObjectId } from '../db/id.ts';

/** A partner's picture. Another one has another id, so that whoever has one never need ask again. */
export type LogoRecord = { _id: ObjectId; partner: ObjectId; type: string; content: Bytes };

const schema = new Schema<LogoRecord>(
  {
    partner: { type: Schema.Types.ObjectId, required: true },
    type: { type: String, required: true },
    content: { type: Buffer, required: true },
  },
  { versionKey: false },
);
schema.index({ partner: 1 });

export const LogoModel = model<LogoRecord>('Logo', schema, 'logos');
