import { model, Schema } from 'mongoose';
import type { Sanction } from '../../shared/sanctions.ts';
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

/** Whether it was lifted, or is over by itself. */
export const isOver = ({ liftedAt, until }: Pick<SanctionRecord, 'liftedAt' | 'until'>, now = new Date()): boolean =>
  liftedAt !== null || (until !== null && until <= now);

/** The sanction of a kind that is in force for someone; there is one at most. */
export function sanctionInForce(
  group: ObjectId,
  account: ObjectId,
  kind: Sanction['kind'],
): Promise<SanctionRecord | null> {
  return SanctionModel.findOne({ group, account, kind, ...inForce() })
    .lean()
    .exec();
}

/** A later sanction stands in the place of an earlier one of its kind. */
export async function replaceEarlier({ group, account, kind, createdAt }: SanctionRecord): Promise<void> {
  await SanctionModel.updateMany({ group, account, kind, liftedAt: null }, { $set: { liftedAt: createdAt } });
}
