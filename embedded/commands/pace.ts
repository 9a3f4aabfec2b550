import { fail } from '../errors.ts';

/** Keeps long work from holding up the others: ask `isDue` at each step, and `yield` when it is. */
export type Pace = { isDue(): boolean; yield(): Promise<void> };

/** How long work goes on before it lets others on, in ms. What is written meanwhile takes as long again to commit. */
const SLICE_MS = { read: 8, write: 3 };

/** Only one piece of long work goes on in a turn of the event loop, or ten would hold up others ten times as long. */
const waiting: (() => void)[] = [];

export function pace(deadline: number, kind: 'read' | 'write' = 'read'): Pace {
  const slice = SLICE_MS[kind];
  let started = performance.now();
  return {
    isDue: () => performance.now() - started > slice,
    yield: async () => {
      await new Promise<void>(inTurn);
      if (Date.now() > deadline) fail(50, 'operation exceeded time limit');
      started = performance.now();
    },
  };
}

function inTurn(resume: () => void): void {
  if (waiting.push(resume) === 1) setImmediate(next);
}

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}
