import { setTimeout as wait } from 'node:timers/promises';
import type { Options } from '../options.ts';
import { closePair, openPair, type Pair } from '../pair.ts';
import type { Result, Row } from '../report.ts';
import { quantile, ratiosOf, spreadOf } from '../spread.ts';
import { watchers } from '../stage.ts';
import { Stopwatch } from '../stopwatch.ts';

/** How long after it was sent each post was heard on each node, in milliseconds. */
type Waits = { first: number[]; second: number[] };
type Round = { quiet: Waits; busy: Waits };

const AUTHORS = 8;

/** How much later a post is heard by those who are on another node than its author. */
export async function crossing(options: Options): Promise<Result> {
  const pair = await openPair(options, AUTHORS, 1);
  const [greeting] = watchers(pair.listeners, [pair.stream]);
  const stopwatch = await Stopwatch.open([pair.first.url, pair.second.url], greeting!);
  const rounds: Round[] = [];
  while (rounds.length < options.repeats)
    rounds.push({ quiet: await quiet(pair, stopwatch, options), busy: await busy(pair, stopwatch, options) });
  stopwatch.close();
  await closePair(pair);
  return result(options, rounds);
}

/** One post at a time. */
async function quiet({ posts }: Pair, stopwatch: Stopwatch, { events, rate }: Options): Promise<Waits> {
  const sent = new Map<string, number>();
  while (sent.size < events) await Promise.all([timed(posts[0]!, sent), wait(1_000 / rate)]);
  return waits(stopwatch, sent);
}

/** All authors at once, each posting again when the last is acknowledged. */
async function busy({ posts }: Pair, stopwatch: Stopwatch, { events }: Options): Promise<Waits> {
  const sent = new Map<string, number>();
  const often = async (post: () => Promise<string>) => {
    while (sent.size < events) await timed(post, sent);
  };
  await Promise.all(posts.map(often));
  return waits(stopwatch, sent);
}

async function timed(post: () => Promise<string>, sent: Map<string, number>): Promise<void> {
  const at = performance.now();
  sent.set(await post(), at);
}

async function waits(stopwatch: Stopwatch, sent: Map<string, number>): Promise<Waits> {
  const [first, second] = await stopwatch.waits(sent);
  return { first: first!, second: second! };
}

function result({ events, rate }: Options, rounds: Round[]): Result {
  return {
    about: 'from sending a post to one node until it is heard there and on another',
    rows: (['quiet', 'busy'] as const).flatMap((way) =>
      [0.5, 0.99].flatMap((share) =>
        rows(
          `${way}, p${share * 100}`,
          rounds.map((round) => round[way]),
          share,
        ),
      ),
    ),
    notes: [
      `${events} posts a round: quiet one at a time, ${rate} a second, busy by ${AUTHORS} authors as quick as they can.`,
      'Added is the quantile of the differences, post by post.',
    ],
  };
}

function rows(what: string, rounds: Waits[], share: number): Row[] {
  const at = (of: (waits: Waits) => number[]) => rounds.map((waits) => quantile(sorted(of(waits)), share));
  const same = at(({ first }) => first);
  const other = at(({ second }) => second);
  const added = at(({ first, second }) => second.map((ms, post) => ms - first[post]!));
  return [
    { what: `${what}: same node`, figure: spreadOf(same), unit: 'ms' },
    { what: `${what}: other node`, figure: spreadOf(other), unit: 'ms', ratio: ratiosOf(other, same) },
    { what: `${what}: added`, figure: spreadOf(added), unit: 'ms' },
  ];
}

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
