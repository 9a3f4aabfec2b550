import { NEW_DAYS, PENDING_LIMIT } from '../../shared/subscriptions.ts';
import type { ObjectId } from '../db/id.ts';
import { PostModel } from '../topics/post.ts';
import { readMarkers } from '../topics/read-marker.ts';
import { TopicModel } from '../topics/topic.ts';
import type { Surroundings, Thing } from './things.ts';

/** Something that is told of, since when. */
export type Told = Thing & { since: Date };

/** What is new there to one who is told of it: how much, and of what is not counted by numbers alone which. */
export type Pending = { unread: number; pending: (number | string)[] };

type NewTopic = { _id: ObjectId; group: ObjectId; forum: ObjectId; createdAt: Date };

const DAY_MS = 86_400_000;
/** So many new topics are looked at for all groups together, the latest. */
const NEW_TOPICS = 2_000;
/** So many replies are counted for all posts together. */
const REPLIES = 5_000;

/**
 * What a member has not read of the things they are told of, in the order of those. It comes from sequence numbers: one query
 * for topics, one for replies, one for how far was read, however many things there are.
 */
export async function pendingOf(viewer: ObjectId, things: Told[], around: Surroundings): Promise<Pending[]> {
  const fresh = await newTopics(viewer, things);
  const read = await readMarkers(
    viewer,
    [...around.topics.values(), ...fresh].map(({ _id }) => _id),
  );
  const replies = await repliesTo(viewer, things, around, read);
  const unopened = fresh.filter(({ _id }) => !read.has(_id.toString()));
  return things.map(({ type, target, since }) => {
    const id = target.toString();
    if (type === 'topic') return { unread: Math.max(0, lastNumber(around, id) - (read.get(id) ?? 0)), pending: [] };
    if (type === 'post') return counted(replies.get(id) ?? []);
    const inside = unopened.filter((topic) => topic[type].equals(target) && topic.createdAt > since);
    return counted(inside.map(({ _id }) => _id.toString()));
  });
}

const lastNumber = ({ topics }: Surroundings, id: string): number => topics.get(id)?.lastNumber ?? 0;

/** @param all the latest last. */
function counted(all: (number | string)[]): Pending {
  const pending = all.slice(-PENDING_LIMIT);
  return { unread: pending.length, pending };
}

/** Topics others have started of late in any of the groups or forums, the oldest first. */
async function newTopics(viewer: ObjectId, things: Told[]): Promise<NewTopic[]> {
  const wide = things.filter(({ type }) => type === 'group' || type === 'forum');
  if (wide.length === 0) return [];
  const oldest = Math.min(...wide.map(({ since }) => since.getTime()));
  const from = new Date(Math.max(oldest, Date.now() - NEW_DAYS * DAY_MS));
  const groups = [...new Map(wide.map(({ group }) => [group.toString(), group])).values()];
  const topics = await TopicModel.find(
    { group: { $in: groups }, createdAt: { $gte: from }, removed: null, mergedInto: null },
    { group: 1, forum: 1, author: 1, createdAt: 1 },
  )
    .sort({ createdAt: -1 })
    .limit(NEW_TOPICS)
    .lean();
  return topics.filter(({ author }) => !author.equals(viewer)).reverse();
}

/** The numbers of others' replies to each of the posts that are past what was read, by the post's id. */
async function repliesTo(
  viewer: ObjectId,
  things: Told[],
  { posts }: Surroundings,
  read: Map<string, number>,
): Promise<Map<string, number[]>> {
  const known = things.filter(({ type }) => type === 'post').map(({ target }) => posts.get(target.toString())!);
  if (known.length === 0) return new Map();
  const places = known.map(({ topic, number }) => ({
    topic,
    replyTo: number,
    number: { $gt: read.get(topic.toString()) ?? 0 },
  }));
  const replies = await PostModel.find({ $or: places }, { topic: 1, replyTo: 1, number: 1, author: 1 })
    .limit(REPLIES)
    .lean();
  const others = replies.filter(({ author }) => !author.equals(viewer)).sort((a, b) => a.number - b.number);
  const answering = (post: (typeof known)[number]) =>
    others.filter(({ topic, replyTo }) => topic.equals(post.topic) && replyTo === post.number);
  return new Map(known.map((post) => [post._id.toString(), answering(post).map(({ number }) => number)]));
}
