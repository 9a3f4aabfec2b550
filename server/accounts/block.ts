import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';

/** That one account wants to hear nothing from another. */
type BlockRecord = { _id: ObjectId; blocker: ObjectId; blocked: ObjectId; createdAt: Date };

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<BlockRecord>(
  { blocker: id, blocked: id, createdAt: { type: Date, required: true, default: () => new Date() } },
  { versionKey: false },
);
schema.index({ blocker: 1, blocked: 1 }, { unique: true });

export const BlockModel = model<BlockRecord>('Block', schema, 'blocks');

/** How many accounts one can block. */
export const BLOCK_LIMIT = 1_000;

/** Whom an account blocks. */
export async function blocksOf(blocker: ObjectId): Promise<ObjectId[]> {
  const blocks = await BlockModel.find({ blocker }, { blocked: 1 }).limit(BLOCK_LIMIT).lean();
  return blocks.map(({ blocked }) => blocked);
}

/** Which of these accounts one account blocks, by id. */
export async function blockedBy(blocker: ObjectId, among: ObjectId[]): Promise<Set<string>> {
  const blocks = await BlockModel.find({ blocker, blocked: { $in: among } }, { blocked: 1 }).lean();
  return new Set(blocks.map(({ blocked }) => blocked.toString()));
}

/** Whether either of two accounts blocks the other. */
export async function blockBetween(one: ObjectId, other: ObjectId): Promise<boolean> {
  const either = [
    { blocker: one, blocked: other },
    { blocker: other, blocked: one },
  ];
  return (await BlockModel.exists({ $or: either })) !== null;
}

/** Which of these accounts block which of those, as `<blocker> <blocked>`. */
export async function blocksBetween(blockers: ObjectId[], blocked: ObjectId[]): Promise<Set<string>> {
  const blocks = await BlockModel.find({ blocker: { $in: blockers }, blocked: { $in: blocked } }).lean();
  return new Set(blocks.map((block) => `${block.blocker} ${block.blocked}`));
}
