import { setTimeout as wait } from 'node:timers/promises';
import { Crowd } from '../crowd.ts';
import type { GuildhallNode } from '../node.ts';
import type { Options } from '../options.ts';
import { closePair, openPair, type Pair } from '../pair.ts';
import { type Result, type Row, short } from '../report.ts';
import { ratiosOf, spreadOf } from '../spread.ts';
import { closeStage, openStage, type Stage, watchers } from '../stage.ts';

/** In milliseconds of CPU, and bytes through Redis. */
type Round = { alone: number; pair: number; redis: number; in: number; out: number };

/** CPU milliseconds of a node without sockets: while another one has posts, and in the same time without any. */
type Idle = { hints: number; nothing: number };

/** What it costs to bring an event to everyone in a room when they are on two nodes. */
export async function nodes(options: Options): Promise<Result> {
  const alone = await openStage(options, 1, options.sockets);
  const pair = await openPair(options, 1, options.sockets);
  const idle = await hear(pair, options);
  const crowds = await seat(pair);
  const rounds: Round[] = [];
  while (rounds.length < options.repeats) {
    const one = await onOne(alone, options);
    rounds.push({ alone: one, ...(await onTwo(pair, crowds, options)) });
  }
  await Promise.all(crowds.map((crowd) => crowd.stop()));
  await Promise.all([closeStage(alone), closePair(pair)]);
  return result(options, rounds, idle);
}

/** What hints cost a node that has nobody to tell. */
async function hear({ second, posts }: Pair, options: Options): Promise<Idle> {
  const cpu = async (work: () => Promise<void>) => {
    const before = (await second.cpuMs()).node;
    await work();
    return (await second.cpuMs()).node - before;
  };
  const from = performance.now();
  const hints = await cpu(() => often(posts[0]!, options));
  const took = performance.now() - from;
  return { hints, nothing: await cpu(() => wait(took)) };
}

/** Half of the listeners at each node. */
function seat({ first, second, listeners, stream }: Pair): Promise<Crowd[]> {
  const half = Math.floor(listeners.length / 2);
  const open = async (node: GuildhallNode, people: Pair['listeners']) => {
    const crowd = new Crowd();
    await crowd.open(node.url, watchers(people, [stream]));
    return crowd;
  };
  return Promise.all([open(first, listeners.slice(0, half)), open(second, listeners.slice(half))]);
}

async function onOne({ node, authors, topic, crowd }: Stage, options: Options): Promise<number> {
  const before = (await node.cpuMs()).node;
  await crowd.hears(
    () => options.events,
    () => often(() => authors[0]!.reply(topic), options),
  );
  return (await node.cpuMs()).node - before;
}

async function onTwo(pair: Pair, [here, there]: Crowd[], options: Options): Promise<Omit<Round, 'alone'>> {
  const before = await spent(pair);
  const posting = () => often(pair.posts[0]!, options);
  await here!.hears(
    () => options.events,
    () => there!.hears(() => options.events, posting),
  );
  const after = await spent(pair);
  const names = ['pair', 'redis', 'in', 'out'] as const;
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as Omit<Round, 'alone'>;
}

async function spent({ first, second, redis }: Pair): Promise<Omit<Round, 'alone'>> {
  const [one, other] = [await first.cpuMs(), await second.cpuMs()];
  return { pair: one.node + other.node, redis: redis.cpuMs(), ...(await redis.traffic()) };
}

async function often(post: () => Promise<unknown>, { events, rate }: Options): Promise<void> {
  for (let sent = 0; sent < events; sent += 1) await Promise.all([post(), wait(1_000 / rate)]);
}

function result({ sockets, events, rate }: Options, rounds: Round[], { hints, nothing }: Idle): Result {
  const perSecond = (cpuMs: (round: Round) => number) =>
    rounds.map((round) => (events * sockets) / (cpuMs(round) / 1_000));
  const one = perSecond(({ alone }) => alone);
  const two = perSecond(({ pair }) => pair);
  const unit = 'deliveries per CPU second of the nodes';
  const rows: Row[] = [
    { what: 'one node, no Redis', figure: spreadOf(one), unit, ratio: ratiosOf(one, one) },
    { what: 'two nodes, half of the sockets on each', figure: spreadOf(two), unit, ratio: ratiosOf(two, one) },
  ];
  const each = (figure: (round: Round) => number) => short(spreadOf(rounds.map(figure)).median / events);
  return {
    about: `posts, ${rate} a second, to ${sockets} sockets, the posting included`,
    rows,
    notes: [
      `${events} posts a round. Each costs one node ${each(({ alone }) => alone)} ms of CPU, two together ${each(({ pair }) => pair)} ms and Redis ${each(({ redis }) => redis)} ms.`,
      `A node with no socket spends ${short((hints - nothing) / events)} ms of CPU on a post made on the other.`,
      `Through Redis, a post: ${each((round) => round.in)} bytes in, ${each(({ out }) => out)} bytes out, with its limit counted and all else nodes say to each other.`,
    ],
  };
}
