import { groupStream } from '../shared/streams.ts';
import { Author, type Person } from './author.ts';
import { makeGroups, makeMembers } from './community.ts';
import { Crowd } from './crowd.ts';
import { GuildhallNode, type NodeSettings } from './node.ts';
import type { Options } from './options.ts';

/** A node with one group, its first topic, and members who write there. */
export type Stage = { node: GuildhallNode; authors: Author[]; topic: string; crowd: Crowd };

/**
 * Starts a node and fills it.
 * @param authors how many write.
 * @param watching how many members have a socket that watches the group; each is someone else.
 */
export async function openStage(
  options: Options,
  authors: number,
  watching: number,
  settings: NodeSettings = {},
): Promise<Stage> {
  const node = await GuildhallNode.start(options, settings);
  const [group] = await makeGroups(node, 1);
  const people = await makeMembers(node, [group!], authors + watching);
  const writers = people.slice(0, authors).map((person) => new Author(node.url, person));
  const crowd = new Crowd();
  await crowd.open(node.url, watchers(people.slice(authors), [groupStream(group!.id)]));
  return { node, authors: writers, topic: await writers[0]!.startTopic(group!), crowd };
}

export async function closeStage({ node, crowd }: Stage): Promise<void> {
  await crowd.stop();
  await node.stop();
}

/** How these people's sockets introduce themselves, each to watch these streams. */
export const watchers = (people: Person[], streams: string[]) =>
  people.map(({ token }) => ({ socketIo: true as const, token, streams }));
