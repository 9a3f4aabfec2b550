import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';

/** What a member gave for a post. `stands`: not while the post is removed. */
type KudosRecord = {
  _id: ObjectId;
  post: ObjectId;
  giver: ObjectId;
  /** Who wrote the post. */
  receiver: ObjectId;
  at: Date;
  stands: boolean;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<KudosRecord>(
  {
    post: id,
    giver: id,
    receiver: id,
    at: { type: Date, required: true },
    stands: { type: Boolean, required: true, default: true },
  },
  { versionKey: false },
);
schema.index({ post: 1, giver: 1 }, { unique: true });
// All that counting the kudos between two members asks for.
schema.index({ receiver: 1, giver: 1, stands: 1, at: 1 });

export const KudosModel = model<KudosRecord>('Kudos', schema, 'kudos');

/** Which of these posts the viewer gave kudos to, as a set of ids. */
export async function kudosBy(giver: ObjectId, posts: ObjectId[]): Promise<Set<string>> {
  const given = await KudosModel.find({ giver, post: { $in: posts } }, { _id: 0, post: 1 }).lean();
  return new Set(given.map(({ post }) => post.toString()));
}
