import { parseArgs } from 'node:util';

/** How much to measure. Each is a flag (`--sockets 5000`) or an environment variable (`BENCH_SOCKETS=5000`). */
export type Options = {
  /** Watching sockets in fan-out and posting. */
  sockets: number;
  /** Rounds: in each, everything that is compared is measured once, one after the other. */
  repeats: number;
  /** Fan-out: events a second, each in a loop turn of its own. */
  rate: number;
  /** Fan-out: events in a round. */
  events: number;
  /** Posting: how long a round posts each way, in seconds. */
  seconds: number;
  /** Subscribers, subscribed: posts in a round for each size of group. */
  posts: number;
  /** Inbox, unread: events in the store. */
  log: number;
  /** Ranks: members who are gone through, and among whom ten are due. */
  members: number;
  /** Removing: how many posts someone has who is banned. */
  spam: number;
  /** Directory: how many experts the large one has. */
  experts: number;
} & Common;

/** What can be said of any benchmark. */
export type Common = {
  /** Where the servers under test leave CPU profiles; empty for none. */
  profile: string;
  /** Compile first; `--no-build` takes what the last run compiled. */
  build: boolean;
};

const NUMBERS = {
  sockets: 1_000,
  repeats: 5,
  rate: 25,
  events: 60,
  seconds: 3,
  posts: 30,
  log: 100_000,
  members: 100_000,
  spam: 1_000,
  experts: 100_000,
};

/** @returns the options, and the names of the benchmarks asked for: none means all. */
export function readOptions(args: string[]): { names: string[]; options: Options } {
  return readFlags(args, NUMBERS);
}

/** Reads flags that are numbers, each with what it is otherwise, and those that all benchmarks have. */
export function readFlags<Numbers extends Record<string, number>>(
  args: string[],
  otherwise: Numbers,
): { names: string[]; options: Numbers & Common } {
  const numbers = Object.keys(otherwise).map((name) => [name, { type: 'string' as const }]);
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...(Object.fromEntries(numbers) as Record<string, { type: 'string' }>),
      profile: { type: 'string', default: process.env.BENCH_PROFILE ?? '' },
      'no-build': { type: 'boolean', default: false },
    },
  });
  const { profile, 'no-build': noBuild, ...given } = values as Record<string, string | boolean | undefined>;
  const entries = Object.entries(otherwise).map(([name, number]) => [
    name,
    positive(name, given[name] ?? process.env[`BENCH_${name.toUpperCase()}`] ?? number),
  ]);
  const read = Object.fromEntries(entries) as Numbers;
  return { names: positionals, options: { ...read, profile: String(profile), build: noBuild !== true } };
}

function positive(name: string, given: unknown): number {
  const value = Number(given);
  if (value > 0) return value;
  throw new Error(`${name} must be a number above 0, not ${given}`);
}
