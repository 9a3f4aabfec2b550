import { countPosts } from '../ranks/metrics.ts';
import { PostModel, type PostRecord } from './post.ts';
import { ReadMarkerModel } from './read-marker.ts';
import { fingerprint } from './repeat.ts';
import { TopicModel } from './topic.ts';

/** Keeps posts that were added to topics, in their order, in the transaction at hand. */
export async function keepReplies(posts: PostRecord[]): Promise<void> {
  const last = new Map(posts.map((post) => [post.topic.toString(), post]));
  const topics = [...last].map(([id, { topic, createdAt, author, body }]) => {
    const by = posts.filter((post) => post.topic.toString() === id).length;
    const now = { lastPostAt: createdAt, lastPostBy: author, lastText: fingerprint(body) };
    const update = { $inc: { lastNumber: by }, $set: now };
    return { updateOne: { filter: { _id: topic }, update } };
  });
  await TopicModel.bulkWrite(topics);
  await PostModel.insertMany(posts, { lean: true });
  await countPosts(tally(posts.map(({ author }) => author.toString())));
  await moveMarkers(posts);
}

/** Whoever had read all before their own post has read all after it, too. */
async function moveMarkers(posts: PostRecord[]): Promise<void> {
  const moves = posts.map(({ author, topic, number }) => {
    const filter = { account: author, topic, number: number - 1 };
    return { updateOne: { filter, update: { $set: { number } } } };
  });
  await ReadMarkerModel.bulkWrite(moves);
}

function tally(ids: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
