import { model, Schema } from 'mongoose';
import type { Forum } from '../../shared/groups.ts';
import type { ObjectId } from '../db/id.ts';

export type ForumRecord = {
  _id: ObjectId;
  group: ObjectId;
  slug: string;
  name: string;
  description: string;
  createdAt: Date;
};

const schema = new Schema<ForumRecord>(
  {
    group: { type: Schema.Types.ObjectId, required: true },
    slug: { type: String, required: true },
    name: { type: String, required: true },
    description: { type: String, default: '' },
    createdAt: { type: Date, required: true, default: () => new Date() },
  },
  { versionKey: false },
);
schema.index({ group: 1, slug: 1 }, { unique: true });
schema.index({ group: 1, createdAt: 1, _id: 1 });

export const ForumModel = model<ForumRecord>('Forum', schema, 'forums');

/** A group's forums, the first made first: topics go there when nothing else is said. */
export function forumsOf(group: ObjectId): Promise<ForumRecord[]> {
  return ForumModel.find({ group }).sort({ createdAt: 1, _id: 1 }).lean().exec();
}

export function presentForum({ _id, slug, name, description }: ForumRecord): Forum {
  return { id: _id.toString(), slug, name, description };
}
