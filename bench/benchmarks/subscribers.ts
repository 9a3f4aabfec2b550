import { createHash } from 'node:crypto';
import mongoose, { Types } from 'mongoose';
import type { Group } from '../../shared/groups.ts';
import { Author, type Person } from '../author.ts';
import { enrol, inStore, makeGroups, makePeople } from '../community.ts';
import { GuildhallNode, used } from '../node.ts';
import type { Options } from '../options.ts';
import type { Result, Row } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';

type Place = { members: number; topic: string };
/** For a reply: the median time until it is acknowledged, and the mean CPU time. */
type Run = { ms: number; cpuMs: number };

const SIZES = [10, 1_000, 100_000];
const WARM_UP = 150;

/** What a reply costs in groups of different size. Nobody is connected. */
export async function subscribers(options: Options): Promise<Result> {
  const node = await GuildhallNode.start(options);
  const groups = await makeGroups(node, SIZES.length);
  const [person] = await inStore(node, () => makePeople(1));
  await inStore(node, () => fill(groups, person!));
  const author = new Author(node.url, person!);
  const places: Place[] = [];
  for (const [index, group] of groups.entries())
    places.push({ members: SIZES[index]!, topic: await author.startTopic(group) });
  for (let sent = 0; sent < WARM_UP; sent += 1) await author.reply(places[sent % places.length]!.topic);
  const runs = places.map((): Run[] => []);
  for (let round = 0; round < options.repeats; round += 1) {
    for (const [index, { topic }] of places.entries()) runs[index]!.push(await run(node, author, topic, options.posts));
  }
  const written: number[] = [];
  for (const { topic } of places) written.push(await inStore(node, () => documentsWritten(() => author.reply(topic))));
  await node.stop();
  const rows = (kind: keyof Run, unit: (index: number) => string): Row[] => {
    const figures = runs.map((ofPlace) => ofPlace.map((run) => run[kind]));
    return places.map(({ members }, index) => {
      const own = figures[index]!;
      return {
        what: `${members} members`,
        figure: spreadOf(own),
        unit: unit(index),
        ratio: ratiosOf(own, figures[0]!),
      };
    });
  };
  return {
    about: `one reply in groups of different size, ${options.posts} replies a round, one after the other`,
    rows: [
      ...rows('ms', (index) => `ms to acknowledge, ${written[index]} documents written`),
      ...rows('cpuMs', () => 'ms of CPU, node and store'),
    ],
    notes: ['Documents written: all of the store before and after one reply, compared.'],
  };
}

/** Of the members one exists and writes; the others are only in the store as such, which is all a reply could meet. */
async function fill(groups: Group[], author: Person): Promise<void> {
  for (const [index, group] of groups.entries()) {
    const others = Array.from({ length: SIZES[index]! - 1 }, () => new Types.ObjectId().toString());
    await enrol(group, [author.id, ...others]);
  }
}

async function run(node: GuildhallNode, author: Author, topic: string, posts: number): Promise<Run> {
  const before = await node.cpuMs();
  const times: number[] = [];
  while (times.length < posts) {
    const sent = performance.now();
    await author.reply(topic);
    times.push(performance.now() - sent);
  }
  const cpu = used(before, await node.cpuMs());
  return {
    ms: quantile(
      times.sort((a, b) => a - b),
      0.5,
    ),
    cpuMs: (cpu.node + cpu.store) / posts,
  };
}

/** How many documents are there afterwards that were not, or were others. */
async function documentsWritten(work: () => Promise<unknown>): Promise<number> {
  const before = await fingerprints();
  await work();
  const after = await fingerprints();
  return [...after].filter(([place, print]) => before.get(place) !== print).length;
}

async function fingerprints(): Promise<Map<string, string>> {
  const prints = new Map<string, string>();
  const db = mongoose.connection.db!;
  for (const { name } of await db.listCollections().toArray()) {
    for await (const document of db.collection(name).find()) {
      prints.set(`${name} ${document._id}`, createHash('sha1').update(JSON.stringify(document)).digest('base64'));
    }
  }
  return prints;
}
