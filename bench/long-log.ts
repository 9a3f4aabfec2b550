import mongoose, { Types } from 'mongoose';
// For its models.
import '../server/events/log.ts';
import { SubscriptionModel } from '../server/subscriptions/subscription.ts';
import { ReadMarkerModel } from '../server/topics/read-marker.ts';
import { TopicModel } from '../server/topics/topic.ts';
import type { EventType, LoggedEvent } from '../shared/events.ts';
import type { Group } from '../shared/groups.ts';
import { channelsOf } from '../shared/notices/channels.ts';
import { groupStream } from '../shared/streams.ts';
import type { Person } from './author.ts';

/** A topic of a community with a long past. */
export type OldTopic = { id: string; groupId: string; forumId: string; author: string; posts: number };

const BATCH = 5_000;
const DAY_MS = 86_400_000;
/** The past is so long. */
const SPAN_MS = 30 * DAY_MS;

/** Makes topics straight in the store, in turn in each of the groups, by these authors. */
export async function makeTopics(groups: Group[], authors: Person[], count: number): Promise<OldTopic[]> {
  const createdAt = new Date(Date.now() - SPAN_MS);
  const topics = Array.from({ length: count }, (_, index): OldTopic => {
    const group = groups[index % groups.length]!;
    const author = authors[index % authors.length]!.id;
    return { id: new Types.ObjectId().toString(), groupId: group.id, forumId: group.forums[0]!.id, author, posts: 50 };
  });
  const records = topics.map(({ id, groupId, forumId, author, posts }) => ({
    _id: new Types.ObjectId(id),
    group: new Types.ObjectId(groupId),
    forum: new Types.ObjectId(forumId),
    author: new Types.ObjectId(author),
    clientId: id,
    title: 'A topic to measure in',
    createdAt,
    lastNumber: posts,
    lastPostAt: new Date(),
    lastPostBy: new Types.ObjectId(author),
  }));
  await TopicModel.insertMany(records, { lean: true });
  return topics;
}

/**
 * Fills the log with a month's past: of a hundred events 70 replies, 5 new topics, and what nobody is told of. Each lies
 * in a group's stream, after what is there.
 */
export async function fillLog(count: number, topics: OldTopic[], authors: Person[]): Promise<void> {
  const from = Date.now() - SPAN_MS;
  const seqs = new Map<string, number>();
  for (let done = 0; done < count; done += BATCH) {
    const events = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => {
      const place = done + index;
      const topic = topics[Math.floor(Math.random() * topics.length)]!;
      const seq = (seqs.get(topic.groupId) ?? 1_000) + 1;
      seqs.set(topic.groupId, seq);
      const author = authors[place % authors.length]!.id;
      return record(place % 100, topic, author, seq, new Date(from + (place / count) * SPAN_MS));
    });
    await mongoose.models.Event!.insertMany(events, { lean: true });
  }
  const streams = [...seqs].map(([groupId, seq]) => {
    const update = { $set: { seq, at: new Date() } };
    return { updateOne: { filter: { _id: groupStream(groupId) }, update, upsert: true } };
  });
  await mongoose.models.Stream!.bulkWrite(streams);
}

function record(share: number, topic: OldTopic, author: string, seq: number, at: Date) {
  const type: EventType = share < 5 ? 'topic.created' : share < 75 ? 'post.created' : 'kudos.given';
  const actor = { id: author, username: 'someone', displayName: 'Someone', rank: 'forum-explorer' };
  const member = { ...actor, role: 'member', memberSince: at.toISOString() };
  const base = {
    ...topic,
    title: 'A topic to measure in',
    createdAt: at.toISOString(),
    postCount: topic.posts,
    read: 0,
  };
  const shown = {
    ...base,
    author: { ...member, id: topic.author },
    lastPost: { number: 9, at: at.toISOString(), author: actor },
  };
  const post = {
    id: new Types.ObjectId().toString(),
    topicId: topic.id,
    number: 9,
    author: member,
    body: 'A reply. '.repeat(22),
  };
  const data =
    type === 'kudos.given'
      ? { topicId: topic.id, postId: post.id, number: 9, accountId: author, count: 1 }
      : { topicId: topic.id, topic: shown, post, postCount: 9, repliesTo: null, mentions: [] };
  const event = { stream: groupStream(topic.groupId), seq, type, actor, data } as unknown as LoggedEvent;
  const about = channelsOf(event);
  return { ...event, at, ...(about.length > 0 && { about }) };
}

/** Subscribes someone to topics straight in the store, a month ago, half of which they have read. */
export async function subscribe({ id }: Person, topics: OldTopic[]): Promise<void> {
  const account = new Types.ObjectId(id);
  const choices = [{ since: new Date(Date.now() - SPAN_MS), level: 'on' as const, mute: null }];
  const rows = topics.map((topic) => ({
    account,
    type: 'topic' as const,
    target: new Types.ObjectId(topic.id),
    group: new Types.ObjectId(topic.groupId),
    choices,
  }));
  await SubscriptionModel.insertMany(rows, { lean: true });
  const read = topics.filter((_, index) => index % 2 === 0);
  const markers = read.map(({ id: topic, posts }) => ({
    account,
    topic: new Types.ObjectId(topic),
    number: posts - 3,
  }));
  await ReadMarkerModel.insertMany(markers, { lean: true });
}
