import { type Common, readFlags } from '../options.ts';

/** How much to measure. Each is a flag (`--documents 100000`) or an environment variable (`BENCH_DOCUMENTS=100000`). */
export type StoreOptions = {
  /** How many documents the collection has. */
  documents: number;
  /** How long each measurement takes, in seconds. */
  seconds: number;
  /** Rounds: in each, everything that is compared is measured once, one after the other. */
  repeats: number;
} & Common;

const NUMBERS = { documents: 1_000_000, seconds: 0.3, repeats: 5 };

/** @returns the options, and the names of the benchmarks asked for: none means all. */
export function readStoreOptions(args: string[]): { names: string[]; options: StoreOptions } {
  return readFlags(args, NUMBERS);
}
