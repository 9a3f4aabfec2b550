import { renewEffort } from '../effort.ts';
import { fail } from '../errors.ts';

/** Keeps long work from holding up the others: ask `isDue` at each step, and `yield` when it is. */
export type Pace = { isDue(): boolean; yield(): Promise<void> };

/** How long work goes on before it lets others on, in ms. */
const SLICE_MS = 8;
/**
 * What is written in a slice takes as long again to commit, so writing has shorter ones; but where the disk is slow, each
 * commit takes long however little is in it, and what waits for it anyway is held up little by a longer slice.
 */
const WRITING_MS = { least: 4, most: 8 };

/** Only one piece of long work goes on in a turn of the event loop, or ten would hold up others ten times as long. */
const waiting: (() => void)[] = [];

export function pace(deadline: number, kind: 'read' | 'write' = 'read'): Pace {
  let slice = kind === 'read' ? SLICE_MS : WRITING_MS.least;
  let started = performance.now();
  renewEffort();
  return {
    isDue: () => {
      renewEffort();
      return performance.now() - started > slice;
    },
    yield: async () => {
      const left = performance.now();
      await new Promise<void>(inTurn);
      if (Date.now() > deadline) fail(50, 'operation exceeded time limit');
      started = performance.now();
      if (kind === 'write') slice = Math.min(Math.max((started - left) / 2, WRITING_MS.least), WRITING_MS.most);
    },
  };
}

/** Does work that is cut into steps, and lets others on between them. */
export async function inTurns<T>(work: Generator<void, T>, deadline: number): Promise<T> {
  const turn = pace(deadline);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (turn.isDue()) await turn.yield();
  }
}

function inTurn(resume: () => void): void {
  if (waiting.push(resume) === 1) setImmediate(next);
}

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}
