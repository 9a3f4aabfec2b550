import { model, Schema } from 'mongoose';
import type { Access, Category, GroupRef } from '../../shared/memberships.ts';
import { groupStream, leadersStream } from '../../shared/streams.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';

export type GroupRecord = {
  _id: ObjectId;
  slug: string;
  name: string;
  category: Category;
  description: string;
  access: Access;
  /** Who may come in, for those who ask to join a closed group. */
  criteria: string;
  beta: boolean;
  /** Set while the group can be read and no more. */
  archivedAt: Date | null;
  /** Counted from 1; with an empty text there are none. */
  guidelines: { version: number; text: string };
  memberCount: number;
  topicCount: number;
  createdAt: Date;
  /** How many seconds lie at least between two posts of a member; missing or 0: no matter. */
  slowSeconds?: number;
  /** The version of its rules and how many first posts wait for approval, of those who joined `since`; missing where there never were any. */
  rules?: { version: number; preapprove: number; since: Date | null };
  /** Whether a post was ever held here. */
  holds?: boolean;
};

const schema = new Schema<GroupRecord>(
  {
    slug: { type: String, required: true },
    name: { type: String, required: true },
    category: { type: String, required: true },
    description: { type: String, required: true },
    access: { type: String, required: true, default: 'open' },
    criteria: { type: String, default: '' },
    beta: { type: Boolean, default: false },
    archivedAt: { type: Date, default: null },
    guidelines: {
      version: { type: Number, required: true },
      text: { type: String, default: '' },
    },
    memberCount: { type: Number, default: 0 },
    topicCount: { type: Number, default: 0 },
    createdAt: { type: Date, required: true, default: () => new Date() },
    slowSeconds: { type: Number, default: 0 },
    rules: { type: Object, default: undefined },
    holds: { type: Boolean, default: undefined },
  },
  { versionKey: false },
);
schema.index({ slug: 1 }, { unique: true });
schema.index({ createdAt: 1, _id: 1 });
schema.index({ category: 1, createdAt: 1, _id: 1 });

export const GroupModel = model<GroupRecord>('Group', schema, 'groups');

/** Gives groups that were made before there were closed ones what they lack. */
export async function completeGroups(): Promise<void> {
  const missing = { access: 'open' as const, criteria: '', beta: false, archivedAt: null };
  await GroupModel.updateMany({ access: { $exists: false } }, { $set: missing });
}

/** @throws AppError not_found */
export async function groupBySlug(slug: string): Promise<GroupRecord> {
  return found(await GroupModel.findOne({ slug }).lean());
}

/** @throws AppError not_found */
export async function groupById(id: ObjectId): Promise<GroupRecord> {
  return found(await GroupModel.findById(id).lean());
}

export const streamOf = (group: { _id: ObjectId }) => groupStream(group._id.toString());
export const leadersStreamOf = (group: { _id: ObjectId }) => leadersStream(group._id.toString());

export function presentGroupRef({ _id, slug, name, category }: GroupRecord): GroupRef {
  return { id: _id.toString(), slug, name, category };
}
