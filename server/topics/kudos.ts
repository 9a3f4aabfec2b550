import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';

type KudosRecord = { _id: ObjectId; post: ObjectId; giver: ObjectId };
/** How many kudos one member has standing with another: what distinct givers are counted by. */
type GiverRecord = { _id: ObjectId; receiver: ObjectId; giver: ObjectId; kudos: number };

const id = { type: Schema.Types.ObjectId, required: true };
const kudosSchema = new Schema<KudosRecord>({ post: id, giver: id }, { versionKey: false });
kudosSchema.index({ post: 1, giver: 1 }, { unique: true });

const giverSchema = new Schema<GiverRecord>(
  { receiver: id, giver: id, kudos: { type: Number, required: true } },
  { versionKey: false },
);
giverSchema.index({ receiver: 1, giver: 1 }, { unique: true });

export const KudosModel = model<KudosRecord>('Kudos', kudosSchema, 'kudos');
const GiverModel = model<GiverRecord>('Giver', giverSchema, 'givers');

/** Which of these posts the viewer gave kudos to, as a set of ids. */
export async function kudosBy(giver: ObjectId, posts: ObjectId[]): Promise<Set<string>> {
  const given = await KudosModel.find({ giver, post: { $in: posts } }).lean();
  return new Set(given.map(({ post }) => post.toString()));
}

/** Moves the tally between two members; answers by how much the receiver's number of distinct givers changes. */
export async function tally(receiver: ObjectId, giver: ObjectId, by: 1 | -1): Promise<number> {
  const after = await GiverModel.findOneAndUpdate(
    { receiver, giver },
    { $inc: { kudos: by } },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  if (by === 1) return after!.kudos === 1 ? 1 : 0;
  return after!.kudos === 0 ? -1 : 0;
}
