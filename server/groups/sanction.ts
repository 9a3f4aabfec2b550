import { model, Schema } from 'mongoose';
import type { NewSanction, Sanction } from '../../shared/sanctions.ts';
import type { ObjectId } from '../db/id.ts';

/** A record of what was imposed, for those who lead. What it forbids is decided by the membership, which says so, too. */
export type SanctionRecord = {
  _id: ObjectId;
  group: ObjectId;
  account: ObjectId;
  kind: Sanction['kind'];
  reason: string;
  by: ObjectId;
  /** Imposed by staff: leaders cannot lift it. */
  byStaff: boolean;
  createdAt: Date;
  until: Date | null;
  liftedAt: Date | null;
  /** The act by which it was imposed. */
  act?: ObjectId | null;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<SanctionRecord>(
  {
    group: id,
    account: id,
    kind: { type: String, required: true },
    reason: { type: String, required: true },
    by: id,
    byStaff: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    until: { type: Date, default: null },
    liftedAt: { type: Date, default: null },
    act: { type: Schema.Types.ObjectId, default: null },
  },
  { versionKey: false },
);
schema.index({ group: 1, liftedAt: 1, createdAt: -1, _id: -1 });
schema.index({ group: 1, account: 1, liftedAt: 1 });

export const SanctionModel = model<SanctionRecord>('Sanction', schema, 'sanctions');

/** What has not been lifted and is not over by itself. */
export const inForce = (now = new Date()) => ({
  liftedAt: null,
  $and: [{ $or: [{ until: null }, { until: { $gt: now } }] }],
});

/** A later sanction stands in the place of an earlier one of its kind. */
export async function replaceEarlier(
  group: ObjectId,
  account: ObjectId,
  kind: NewSanction['kind'],
  at: Date,
): Promise<void> {
  await SanctionModel.updateMany({ group, account, kind, liftedAt: null }, { $set: { liftedAt: at } });
}
