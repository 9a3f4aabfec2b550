import { model, Schema } from 'mongoose';
import { VIEW_SECONDS } from '../../shared/ladder.ts';
import { duplicateOf } from '../db/duplicate.ts';
import type { ObjectId } from '../db/id.ts';

/** Which topic an account said last that it is on, and since when. Its id is the account's: nobody is on two at a time. */
type ViewingRecord = { _id: ObjectId; topic: ObjectId; since: Date; at: Date };

const schema = new Schema<ViewingRecord>(
  {
    topic: { type: Schema.Types.ObjectId, required: true },
    since: { type: Date, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);

export const ViewingModel = model<ViewingRecord>('Viewing', schema, 'viewings');

/**
 * Notes that an account is on a topic now, which begins anew when it was on another one; answers how many seconds it has
 * still to stay until that is a view. It is kept in the store and goes by the store's clock, since the next word of it may come to
 * another node.
 */
export async function stay(account: ObjectId, topic: ObjectId): Promise<number> {
  const same = { $eq: ['$topic', topic] };
  const now = { topic, since: { $cond: [same, '$since', '$$NOW'] }, at: '$$NOW' };
  const note = () =>
    ViewingModel.findOneAndUpdate({ _id: account }, [{ $set: now }], {
      upsert: true,
      updatePipeline: true,
      returnDocument: 'after',
    }).lean();
  const viewing = await note().catch((error) => {
    // The account's first two words came at once.
    if (duplicateOf(error)) return note();
    throw error;
  });
  return secondsLeft(viewing!.since, viewing!.at);
}

/** How many seconds one has still to stay who is on a topic since then, in whole ones; a clock that was set back asks for no more. */
export function secondsLeft(since: Date, now: Date): number {
  const left = VIEW_SECONDS - (now.getTime() - since.getTime()) / 1_000;
  return Math.ceil(Math.min(VIEW_SECONDS, Math.max(0, left)));
}
