import { createHash } from 'node:crypto';
import mongoose, { Types } from 'mongoose';
import type { Group } from '../../shared/groups.ts';
import { Author, type Person } from '../author.ts';
import { enrol, inStore, makeGroups, makePeople } from '../community.ts';
import { GuildhallNode, used } from '../node.ts';
import type { Options } from '../options.ts';
import type { Result, Row } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';

type Place = { members: number; group: Group; topic: string };
/** Something a member does in a group. */
type Act = { what: string; sizes: number[]; do(author: Author, place: Place): Promise<unknown> };
/** For each time it is done: the median time until it is acknowledged, and the mean CPU time. */
type Run = { ms: number; cpuMs: number };

const REPLY: Act = {
  what: 'reply',
  sizes: [10, 1_000, 100_000, 1_000_000],
  do: (author, { topic }) => author.reply(topic),
};
const TOPIC: Act = { what: 'topic', sizes: [10, 100_000], do: (author, { group }) => author.startTopic(group) };

/** A round goes through the groups so often, each time beginning with another. */
const PASSES = 3;
const WARM_UP = 150;

/** What a reply costs in groups of different size. Nobody is connected. */
export const subscribers = (options: Options): Promise<Result> => measure(options, REPLY);

/** What a topic costs that all members of its group are told of. */
export const subscribed = (options: Options): Promise<Result> => measure(options, TOPIC);

async function measure(options: Options, act: Act): Promise<Result> {
  const node = await GuildhallNode.start(options);
  const groups = await makeGroups(node, act.sizes.length);
  const [person] = await inStore(node, () => makePeople(1));
  const from = performance.now();
  await inStore(node, () => fill(groups, act.sizes, person!));
  const filled = (performance.now() - from) / 1_000;
  const author = new Author(node.url, person!);
  const places: Place[] = [];
  for (const [index, group] of groups.entries())
    places.push({ members: act.sizes[index]!, group, topic: await author.startTopic(group) });
  for (let sent = 0; sent < WARM_UP; sent += 1) await act.do(author, places[sent % places.length]!);
  const runs = places.map((): Run[] => []);
  for (let round = 0; round < options.repeats; round += 1) {
    const taken = await passes(node, (place) => act.do(author, place), places, options.posts);
    for (const [index, run] of taken.entries()) runs[index]!.push(run);
  }
  const written = await inStore(node, () => documentsWritten(places.map((place) => () => act.do(author, place))));
  await node.stop();
  return result(act.what, options, places, runs, written, filled);
}

function result(
  what: string,
  { posts }: Options,
  places: Place[],
  runs: Run[][],
  written: number[],
  filled: number,
): Result {
  const rows = (kind: keyof Run, unit: (index: number) => string): Row[] => {
    const figures = runs.map((ofPlace) => ofPlace.map((run) => run[kind]));
    return places.map(({ members }, index) => {
      const own = figures[index]!;
      return {
        what: `${members.toLocaleString('en')} members`,
        figure: spreadOf(own),
        unit: unit(index),
        ratio: ratiosOf(own, figures[0]!),
      };
    });
  };
  return {
    about: `one ${what} in groups of different size, ${posts} in each in a round, one after the other`,
    rows: [
      ...rows('ms', (index) => `ms to acknowledge, ${written[index]} documents written`),
      ...rows('cpuMs', () => 'ms of CPU, node and store'),
    ],
    notes: [
      `Documents written: all of the store before and after one ${what}, compared; of the memberships together.`,
      `To put the members into the store took ${filled.toFixed(0)} s.`,
    ],
  };
}

/** Of the members one exists and writes; the others are only in the store as such, which is all a reply could meet. */
async function fill(groups: Group[], sizes: number[], author: Person): Promise<void> {
  for (const [index, group] of groups.entries()) {
    const others = Array.from({ length: sizes[index]! - 1 }, () => new Types.ObjectId().toString());
    await enrol(group, [author.id, ...others]);
  }
}

type Do = (place: Place) => Promise<unknown>;

/** A round: a share of it in each group, then again. */
async function passes(node: GuildhallNode, act: Do, places: Place[], posts: number): Promise<Run[]> {
  const times = places.map((): number[] => []);
  const cpuMs = places.map(() => 0);
  for (let pass = 0; pass < PASSES; pass += 1) {
    for (let step = 0; step < places.length; step += 1) {
      const index = (pass + step) % places.length;
      cpuMs[index]! += await often(node, () => act(places[index]!), Math.ceil(posts / PASSES), times[index]!);
    }
  }
  return times.map((own, index) => {
    const sorted = own.sort((a, b) => a - b);
    return { ms: quantile(sorted, 0.5), cpuMs: cpuMs[index]! / own.length };
  });
}

/** Does it again and again, notes how long each took, and tells what CPU time all did. */
async function often(node: GuildhallNode, act: () => Promise<unknown>, count: number, times: number[]) {
  const before = await node.cpuMs();
  for (let sent = 0; sent < count; sent += 1) {
    const from = performance.now();
    await act();
    times.push(performance.now() - from);
  }
  const cpu = used(before, await node.cpuMs());
  return cpu.node + cpu.store;
}

/** For each of these works, how many documents are there afterwards that were not, or were others. */
async function documentsWritten(works: (() => Promise<unknown>)[]): Promise<number[]> {
  const written: number[] = [];
  let before = await fingerprints();
  for (const work of works) {
    await work();
    const after = await fingerprints();
    written.push([...after].filter(([place, print]) => before.get(place) !== print).length);
    before = after;
  }
  return written;
}

/** Of each document in the store but the leases, which a node renews by itself; of the memberships, which are a million, one of all together. */
async function fingerprints(): Promise<Map<string, string>> {
  const prints = new Map<string, string>();
  const db = mongoose.connection.db!;
  for (const { name } of await db.listCollections().toArray()) {
    if (name === 'leases') continue;
    const together = name === 'memberships' ? createHash('sha1') : null;
    let place = 0;
    for await (const document of db.collection(name).find({}, { raw: true, batchSize: 10_000 })) {
      const bytes = document as unknown as Buffer;
      place += 1;
      if (together) together.update(bytes);
      else prints.set(`${name} ${place}`, createHash('sha1').update(bytes).digest('base64'));
    }
    if (together) prints.set(name, together.digest('base64'));
  }
  return prints;
}
