import { model, Schema } from 'mongoose';
import type { ObjectId } from '../db/id.ts';
import { count } from '../ranks/metrics.ts';
import { countedKudos } from './counted-kudos.ts';
import { KudosModel } from './kudos.ts';
import type { PostRecord } from './post.ts';

/**
 * How many kudos of one member stand with another, and how many of those count. It is written with each of them: two
 * transactions that change the same pair's run into each other here, and one of them is done again.
 */
type TallyRecord = { _id: ObjectId; receiver: ObjectId; giver: ObjectId; kudos: number; counted: number };

const id = { type: Schema.Types.ObjectId, required: true };
const number = { type: Number, required: true };
const schema = new Schema<TallyRecord>(
  { receiver: id, giver: id, kudos: number, counted: number },
  { versionKey: false },
);
schema.index({ receiver: 1, giver: 1 }, { unique: true });

export const TallyModel = model<TallyRecord>('Giver', schema, 'givers');

/** What kudos make of a member's metrics, or by how much they change them. */
type KudosMetrics = { kudosReceived: number; distinctGivers: number };

/**
 * Counts the kudos that members have given another anew, in the transaction that changes them: how many count, and how many members
 * have any that stand. It reads all that stand between these pairs, and takes the same number of operations of the store however
 * many pairs they are.
 */
export async function countKudos(receiver: ObjectId, givers: ObjectId[]): Promise<void> {
  if (givers.length === 0) return;
  const change = await settleTallies(receiver, givers);
  if (change.kudosReceived !== 0 || change.distinctGivers !== 0) await count(receiver, change);
}

/**
 * Lets the kudos on posts of one author count no longer, since the posts are removed, or again. They stay on the posts either way.
 * @returns by how much the author's metrics change, to be counted with what else changes.
 */
export async function standKudos(author: ObjectId, posts: PostRecord[], stands: boolean): Promise<KudosMetrics> {
  const given = { post: { $in: posts.filter(({ kudosCount }) => kudosCount > 0).map(({ _id }) => _id) } };
  if (given.post.$in.length === 0) return { kudosReceived: 0, distinctGivers: 0 };
  const kudos = await KudosModel.find(given, { _id: 0, giver: 1 }).lean();
  await KudosModel.updateMany(given, { $set: { stands } });
  const givers = new Map(kudos.map(({ giver }) => [giver.toString(), giver]));
  return settleTallies(author, [...givers.values()]);
}

/** Writes the tallies of these pairs as they should be; answers by how much the receiver's metrics change. */
export async function settleTallies(receiver: ObjectId, givers: ObjectId[]): Promise<KudosMetrics> {
  const pairs = { receiver, giver: { $in: givers } };
  const standing = await KudosModel.find({ ...pairs, stands: true }, { _id: 0, giver: 1, at: 1 }).lean();
  const before = await TallyModel.find(pairs).lean();
  const times = new Map(givers.map((giver) => [giver.toString(), [] as Date[]]));
  for (const { giver, at } of standing) times.get(giver.toString())!.push(at);
  const after = givers.map((giver) => {
    const of = times.get(giver.toString())!;
    return { giver, kudos: of.length, counted: countedKudos(of) };
  });
  await TallyModel.bulkWrite(
    after.map(({ giver, ...tally }) => ({
      updateOne: { filter: { receiver, giver }, update: { $set: tally }, upsert: true },
    })),
  );
  const [was, is] = [metricsOf(before), metricsOf(after)];
  return {
    kudosReceived: is.kudosReceived - was.kudosReceived,
    distinctGivers: is.distinctGivers - was.distinctGivers,
  };
}

/** A tally that does not say how many count is from when all did. */
export function metricsOf(tallies: { kudos: number; counted?: number }[]): KudosMetrics {
  return {
    kudosReceived: tallies.reduce((sum, { kudos, counted = kudos }) => sum + counted, 0),
    distinctGivers: tallies.filter(({ kudos }) => kudos > 0).length,
  };
}
