import { groupStream } from '../shared/streams.ts';
import { Author, type Person } from './author.ts';
import { makeGroups, makeMembers } from './community.ts';
import { GuildhallNode } from './node.ts';
import type { Options } from './options.ts';
import { Redis } from './redis.ts';

/** Two nodes on one store, joined by Redis, with one group and its topic. */
export type Pair = {
  redis: Redis;
  first: GuildhallNode;
  second: GuildhallNode;
  /** Members of the group who only listen. */
  listeners: Person[];
  stream: string;
  /** Each posts as another member to the first node, and comes back with the post's client id. */
  posts: (() => Promise<string>)[];
};

const WARM_UP = 12;

export async function openPair(options: Options, authors: number, listening: number): Promise<Pair> {
  const redis = await Redis.start();
  const first = await GuildhallNode.start(options, { redisUrl: redis.url });
  const second = await GuildhallNode.start(options, { redisUrl: redis.url, beside: first });
  const [group] = await makeGroups(first, 1);
  const people = await makeMembers(first, [group!], authors + listening);
  const writers = people.slice(0, authors).map((person) => new Author(first.url, person));
  const topic = await writers[0]!.startTopic(group!);
  const posts = writers.map((writer) => async () => (await writer.reply(topic)).clientId);
  for (let round = 0; round < WARM_UP; round += 1) await Promise.all(posts.map((post) => post()));
  return { redis, first, second, listeners: people.slice(authors), stream: groupStream(group!.id), posts };
}

export async function closePair({ redis, first, second }: Pair): Promise<void> {
  // The first has the store.
  await second.stop();
  await first.stop();
  await redis.stop();
}
