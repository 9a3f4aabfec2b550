import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '../errors.ts';

/** Keeps long work from holding up the others: ask `isDue` at each step, and `yield` when it is. */
export type Pace = { isDue(): boolean; yield(): Promise<void> };

const SLICE_MS = 8;
const STEPS = 32;

export function pace(deadline: number): Pace {
  let started = performance.now();
  let steps = 0;
  return {
    isDue: () => ++steps % STEPS === 0 && performance.now() - started > SLICE_MS,
    yield: async () => {
      await nextTurn();
      if (Date.now() > deadline) fail(50, 'operation exceeded time limit');
      started = performance.now();
    },
  };
}
