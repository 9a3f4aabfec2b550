import { parseArgs } from 'node:util';
import { positive } from '../options.ts';

/** How much to measure. Each is a flag (`--documents 100000`) or an environment variable (`BENCH_DOCUMENTS=100000`). */
export type StoreOptions = {
  /** How many documents the collection has. */
  documents: number;
  /** How long each measurement takes, in seconds. */
  seconds: number;
  /** Rounds: in each, everything that is compared is measured once, one after the other. */
  repeats: number;
  /** Where the store leaves CPU profiles; empty for none. */
  profile: string;
  /** Compile first; `--no-build` takes what the last run compiled. */
  build: boolean;
};

const NUMBERS = { documents: 1_000_000, seconds: 0.3, repeats: 5 };

/** @returns the options, and the names of the benchmarks asked for: none means all. */
export function readStoreOptions(args: string[]): { names: string[]; options: StoreOptions } {
  const number = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      documents: number,
      seconds: number,
      repeats: number,
      profile: { type: 'string', default: process.env.BENCH_PROFILE ?? '' },
      'no-build': { type: 'boolean', default: false },
    },
  });
  const entries = Object.entries(NUMBERS).map(([name, short]) => {
    const given = values[name as keyof typeof NUMBERS] ?? process.env[`BENCH_${name.toUpperCase()}`] ?? short;
    return [name, positive(name, given)];
  });
  const numbers = Object.fromEntries(entries) as typeof NUMBERS;
  return { names: positionals, options: { ...numbers, profile: values.profile, build: !values['no-build'] } };
}
