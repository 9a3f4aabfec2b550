import { Author } from '../author.ts';
import { makeGroups, makeMembers } from '../community.ts';
import type { Crowd } from '../crowd.ts';
import { used } from '../node.ts';
import type { Options } from '../options.ts';
import type { Result, Row } from '../report.ts';
import { short } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';
import { closeStage, openStage, type Stage } from '../stage.ts';

/** One way to post: each author in turn replies to the next of these topics. */
type Way = { what: string; stage: Stage; authors: Author[]; topics: string[] };

/** What posting one way gave. Milliseconds; `node`, `store` and `clients` (sockets and authors) are CPU. */
type Run = { posts: number; ms: number; waits: number[]; node: number; store: number; clients: number };

const AUTHORS = 8;
const TOPICS = 50;
const WARM_UP_MS = 2_000;

/** How many replies a node takes on. */
export async function posting(options: Options): Promise<Result> {
  const watched = await openStage(options, AUTHORS, options.sockets);
  const quiet = await openStage(options, AUTHORS, 0);
  const ways = [
    { what: 'one topic, no socket', stage: quiet, authors: quiet.authors, topics: [quiet.topic] },
    {
      what: `one topic, ${options.sockets} sockets`,
      stage: watched,
      authors: watched.authors,
      topics: [watched.topic],
    },
    { what: `${TOPICS} topics in one group`, stage: quiet, ...(await topicsIn(quiet, 1)) },
    { what: `${TOPICS} topics in ${TOPICS} groups`, stage: quiet, ...(await topicsIn(quiet, TOPICS)) },
  ];
  for (const way of ways) await run(way, WARM_UP_MS);
  const runs = ways.map((): Run[] => []);
  for (let round = 0; round < options.repeats; round += 1) {
    // Each round begins with another way: what comes first, or after which, must not matter.
    for (let place = 0; place < ways.length; place += 1) {
      const index = (round + place) % ways.length;
      runs[index]!.push(await run(ways[index]!, options.seconds * 1_000));
    }
  }
  await Promise.all([closeStage(watched), closeStage(quiet)]);
  return result(ways, runs);
}

async function topicsIn({ node }: Stage, groupCount: number): Promise<Pick<Way, 'authors' | 'topics'>> {
  const groups = await makeGroups(node, groupCount);
  const people = await makeMembers(node, groups, AUTHORS);
  const authors = people.map((person) => new Author(node.url, person));
  const topics: string[] = [];
  while (topics.length < TOPICS) topics.push(await authors[0]!.startTopic(groups[topics.length % groupCount]!));
  return { authors, topics };
}

/** All authors at once, each sending the next reply when the last is acknowledged. */
async function run({ stage: { node, crowd }, authors, topics }: Way, ms: number): Promise<Run> {
  const [cpu, clientsBefore, from] = [await node.cpuMs(), await clientsCpuMs(crowd), performance.now()];
  const waits: number[] = [];
  let next = 0;
  const write = async (author: Author) => {
    while (performance.now() - from < ms) {
      const sent = performance.now();
      await author.reply(topics[next++ % topics.length]!);
      waits.push(performance.now() - sent);
    }
  };
  const wrote = await crowd.hears(
    () => waits.length,
    async () => {
      await Promise.all(authors.map(write));
      return { ms: performance.now() - from, ...used(cpu, await node.cpuMs()) };
    },
  );
  return { ...wrote, posts: waits.length, waits, clients: (await clientsCpuMs(crowd)) - clientsBefore };
}

/** The authors are in this process. */
async function clientsCpuMs(crowd: Crowd): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (await crowd.cpuMs()) + (user + system) / 1_000;
}

function result(ways: Way[], runs: Run[][]): Result {
  const rows = (unit: string, figure: (run: Run) => number): Row[] => {
    const figures = runs.map((ofWay) => ofWay.map(figure));
    return ways.map(({ what }, index) => {
      const own = figures[index]!;
      return { what, figure: spreadOf(own), unit, ratio: ratiosOf(own, figures[0]!) };
    });
  };
  return {
    about: `replies acknowledged, ${AUTHORS} authors at once, against one topic that nobody watches`,
    rows: [
      ...rows('replies a second', ({ posts, ms }) => posts / (ms / 1_000)),
      ...rows('replies per CPU second of the node', ({ posts, node }) => posts / (node / 1_000)),
    ],
    notes: ways.map(({ what }, index) => `${what}: ${describe(runs[index]!)}`),
  };
}

function describe(runs: Run[]): string {
  const median = (figure: (run: Run) => number) => short(spreadOf(runs.map(figure)).median);
  const waits = runs.flatMap((run) => run.waits).sort((a, b) => a - b);
  const shares = (['node', 'store', 'clients'] as const).map(
    (who) => `${who} ${median((run) => (run[who] / run.ms) * 100)} % of a core`,
  );
  return [
    `acknowledged after ${short(quantile(waits, 0.5))} ms (p99 ${short(quantile(waits, 0.99))})`,
    `CPU a reply: node ${median(({ node, posts }) => node / posts)} ms, store ${median(({ store, posts }) => store / posts)} ms`,
    ...shares,
  ].join('; ');
}
