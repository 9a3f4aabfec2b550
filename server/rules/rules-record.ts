import { model, Schema } from 'mongoose';
import type { Rule } from '../../shared/rules.ts';
import type { ObjectId } from '../db/id.ts';

/** The rules of a group, by its id. Its version is also on the group, so that posting where there are none reads nothing more. */
export type RulesRecord = {
  _id: ObjectId;
  version: number;
  items: Rule[];
  preapprove: number;
  /** Since when first posts are held: of those who joined after that. */
  since: Date | null;
  changedAt: Date | null;
};

const schema = new Schema<RulesRecord>(
  {
    version: { type: Number, required: true },
    items: { type: [Object], required: true } as never,
    preapprove: { type: Number, required: true },
    since: { type: Date, default: null },
    changedAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
export const RulesModel = model<RulesRecord>('Rules', schema, 'rules');

/** The rules of a group as they are now. */
export async function rulesRecordOf({ _id }: { _id: ObjectId }): Promise<RulesRecord> {
  const none = { _id, version: 0, items: [], preapprove: 0, since: null, changedAt: null };
  return (await RulesModel.findById(_id).lean<RulesRecord>()) ?? none;
}
