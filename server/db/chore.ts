import { setTimeout as wait } from 'node:timers/promises';
import { every } from '../lib/every.ts';
import type { Logger } from '../lib/log.ts';
import { giveBackLease, leaseOf, takeLease } from './lease.ts';

/** Work that is done in steps until nothing is left of it, by one node at a time. */
type Work = {
  /** The name of its lease. */
  lease: string;
  /** What it is called in the log. */
  what: string;
  isLeft: () => Promise<boolean>;
  /** Does the next step, which must be right also if two nodes do it. @returns false when nothing is left. */
  step: () => Promise<boolean>;
  /** After each step it rests for so many times as long as that took: what members do comes first. */
  rest: number;
};

export type Chore = {
  /** Goes on where there is something left. @returns when that is done, here or elsewhere; whoever asks meanwhile waits for the same. */
  goOn: () => Promise<void>;
  /** Goes on at once, and again once in so many milliseconds, with what a node that died has left. @returns leaves the rest to another time. */
  start: (ms: number, log: Logger) => () => Promise<void>;
};

/** Another node goes on so long after one has died, at most. */
const LONGEST_LEASE_MS = 10_000;
const LONGEST_REST_MS = 1_000;
/** Whoever holds the lease may just have looked for the last time. */
const RETRY_MS = 500;

export function chore({ lease, what, isLeft, step, rest }: Work): Chore {
  let underWay: Promise<void> | null = null;
  let again = false;
  let stopping = false;
  let leaseMs = LONGEST_LEASE_MS;

  const goOn = (): Promise<void> => {
    again = true;
    underWay ??= work();
    return underWay;
  };

  async function work(): Promise<void> {
    try {
      while (again && !stopping) {
        again = false;
        while (!stopping && (await isLeft())) await workOnce();
      }
    } finally {
      // At once: whoever asks from here on begins anew.
      underWay = null;
    }
  }

  async function workOnce(): Promise<void> {
    if (!(await takeLease(lease, leaseMs))) return wait(RETRY_MS);
    try {
      await goThrough();
    } finally {
      // It ends by itself where the store is away.
      await giveBackLease(lease).catch(() => {});
    }
  }

  async function goThrough(): Promise<void> {
    let renewed = performance.now();
    while (!stopping) {
      const from = performance.now();
      if (from - renewed > leaseMs / 3) {
        if (!(await takeLease(lease, leaseMs))) return;
        renewed = from;
      }
      if (!(await step())) return;
      await wait(Math.min(rest * (performance.now() - from), LONGEST_REST_MS));
    }
  }

  const start = (ms: number, log: Logger) => {
    leaseMs = Math.min(leaseOf(ms), LONGEST_LEASE_MS);
    const stop = every(ms, what, goOn, log);
    goOn().catch((error) => log.error({ err: error, what }, 'failed; the next turn tries again'));
    return async () => {
      const stopped = stop();
      stopping = true;
      await stopped;
      await underWay?.catch(() => {});
      stopping = false;
    };
  };

  return { goOn, start };
}
