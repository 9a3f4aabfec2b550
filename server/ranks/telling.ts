import { model, Schema } from 'mongoose';
import type { Actor } from '../../shared/accounts.ts';
import type { ObjectId } from '../db/id.ts';

/** That all groups are to be told that ranks are new: there until the last has been. `after`: the last that was. */
export type TellingRecord = { _id: string; by: Actor; after: ObjectId | null };

const schema = new Schema<TellingRecord>(
  {
    _id: String,
    by: { type: Object, required: true },
    after: { type: Schema.Types.ObjectId, default: null },
  },
  { versionKey: false },
);
export const TellingModel = model<TellingRecord>('Telling', schema, 'tellings');
