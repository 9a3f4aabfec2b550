import { type Result, short } from '../../report.ts';
import { ratiosOf, spreadOf } from '../../spread.ts';
import { holdUps } from '../hold-ups.ts';
import type { StoreOptions } from '../options.ts';

/** What is measured when nothing is asked for by name; all works together take many minutes. */
const SHORT = 'scan,index build';

/** How long single writes wait at worst while something long goes on. One round: each work takes seconds. */
export async function heldUp({ documents }: StoreOptions, isWhole: boolean): Promise<Result> {
  const all = await holdUps({ documents, only: isWhole ? undefined : SHORT });
  return {
    about: `the longest that a durable single-document write took beside a long work over ${documents} documents`,
    rows: all.map(({ work, worst, p99, seconds }) => ({
      what: work === 'none' ? 'nothing else' : work,
      figure: spreadOf([worst]),
      unit: `ms, p99 ${short(p99)}; the work took ${short(seconds)} s`,
      ratio: ratiosOf([worst], [all[0]!.worst]),
    })),
    notes: [],
  };
}
