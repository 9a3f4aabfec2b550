import { Author, type Person } from '../author.ts';
import { enrol, inStore, makeGroups, makePeople } from '../community.ts';
import { fillLog, makeTopics, subscribe } from '../long-log.ts';
import { GuildhallNode, used } from '../node.ts';
import type { Options } from '../options.ts';
import type { Result, Row } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';

/** Someone with so many subscriptions: to this many groups, and to topics. */
type Reader = { what: string; groups: number; topics: number };
/** Milliseconds for each time it was read; `node` and `store` are CPU. */
type Run = { p50: number; p99: number; node: number; store: number };

const READERS: Reader[] = [
  { what: '10 subscriptions', groups: 2, topics: 8 },
  { what: '300 subscriptions', groups: 20, topics: 280 },
];
const LONG_AGO = new Date(Date.now() - 60 * 86_400_000);
const GROUPS = 50;
const TOPICS = 3_000;
const READS = 100;
const WARM_UP = 20;

/** What it costs to read one's notices out of a long log. */
export const inbox = (options: Options): Promise<Result> =>
  measure(options, '/api/v1/me/notifications', 'the inbox, first page');

/** What it costs to tell how much there is to read in all one is subscribed to. */
export const unread = (options: Options): Promise<Result> =>
  measure(options, '/api/v1/me/subscriptions', 'all subscriptions with what is unread in each');

async function measure(options: Options, path: string, what: string): Promise<Result> {
  const node = await GuildhallNode.start(options);
  const from = performance.now();
  const people = await fill(node, options.log);
  const filled = (performance.now() - from) / 1_000;
  const readers = people.map((person) => new Author(node.url, person));
  for (const reader of readers) await often(node, reader, path, WARM_UP);
  const runs = readers.map((): Run[] => []);
  for (let round = 0; round < options.repeats; round += 1) {
    for (const [index, reader] of readers.entries()) runs[index]!.push(await often(node, reader, path, READS));
  }
  await node.stop();
  return {
    about: `${what}, ${options.log.toLocaleString('en')} events in the store, ${READS} times in a round, one after the other`,
    rows: [
      ...rows(runs, 'p50', 'ms, median'),
      ...rows(runs, 'p99', 'ms, p99'),
      ...rows(runs, 'node', 'ms of CPU, node'),
      ...rows(runs, 'store', 'ms of CPU, store'),
    ],
    notes: [`To fill the store took ${filled.toFixed(0)} s.`],
  };
}

async function fill(node: GuildhallNode, log: number): Promise<Person[]> {
  const groups = await makeGroups(node, GROUPS);
  return inStore(node, async () => {
    const authors = await makePeople(50);
    const topics = await makeTopics(groups, authors, TOPICS);
    const readers = await makePeople(READERS.length);
    for (const [index, { groups: count, topics: many }] of READERS.entries()) {
      for (const group of groups.slice(0, count)) await enrol(group, [readers[index]!.id], LONG_AGO);
      await subscribe(readers[index]!, topics.slice(-many));
    }
    await fillLog(log, topics, authors);
    return readers;
  });
}

async function often(node: GuildhallNode, reader: Author, path: string, count: number): Promise<Run> {
  const before = await node.cpuMs();
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const from = performance.now();
    await reader.read(path);
    times.push(performance.now() - from);
  }
  const cpu = used(before, await node.cpuMs());
  times.sort((a, b) => a - b);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), node: cpu.node / count, store: cpu.store / count };
}

function rows(runs: Run[][], kind: keyof Run, unit: string): Row[] {
  const figures = runs.map((ofReader) => ofReader.map((run) => run[kind]));
  return READERS.map(({ what }, index) => {
    const own = figures[index]!;
    return { what, figure: spreadOf(own), unit, ratio: ratiosOf(own, figures[0]!) };
  });
}
