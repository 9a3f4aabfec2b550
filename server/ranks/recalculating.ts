import { setTimeout as wait } from 'node:timers/promises';
import { giveBackLease, leaseOf, takeLease } from '../db/lease.ts';
import { every } from '../lib/every.ts';
import type { Logger } from '../lib/log.ts';
import { endRecalculation, isRecalculating, recalculateSome } from './recalculation.ts';
import { groupsToTell, tellSomeGroups } from './tell-ranks.ts';

const LEASE = 'recalculation';
/** After each step it rests for so many times as long as that took: what members do comes first. */
const REST = 4;
const LONGEST_REST_MS = 1_000;

let leaseMs = 40_000;
let underWay: Promise<void> | null = null;
let again = false;
let stopping = false;

/**
 * Goes on with what a new ladder, or a new rank that can be given, has left to do, where there is something and no other node
 * does it. Should the node die, another one goes on from where it was.
 * @returns when it is done here; whoever asks meanwhile waits for the same.
 */
export function recalculate(): Promise<void> {
  again = true;
  underWay ??= work();
  return underWay;
}

/**
 * Goes on, once in so many milliseconds, with what a node that died has left.
 * @returns leaves the rest to another time, or another node.
 */
export function startRecalculating(ms: number, log: Logger): () => Promise<void> {
  leaseMs = leaseOf(ms);
  const stop = every(ms, 'going on with a recalculation', recalculate, log);
  return async () => {
    const stopped = stop();
    stopping = true;
    await stopped;
    await underWay?.catch(() => {});
    stopping = false;
  };
}

async function work(): Promise<void> {
  try {
    do {
      again = false;
      await workOnce();
    } while (again && !stopping);
  } finally {
    // At once: whoever asks from here on begins anew.
    underWay = null;
  }
}

async function workOnce(): Promise<void> {
  if (!(await groupsToTell()) && !(await isRecalculating())) return;
  if (!(await takeLease(LEASE, leaseMs))) return;
  try {
    await goThrough();
  } finally {
    // It ends by itself where the store is away.
    await giveBackLease(LEASE).catch(() => {});
  }
}

async function goThrough(): Promise<void> {
  let renewed = performance.now();
  while (!stopping) {
    const from = performance.now();
    if (from - renewed > leaseMs / 3) {
      if (!(await takeLease(LEASE, leaseMs))) return;
      renewed = from;
    }
    if (!(await step())) return;
    await wait(Math.min(REST * (performance.now() - from), LONGEST_REST_MS));
  }
}

const step = async (): Promise<boolean> =>
  (await recalculateSome()) || (await endRecalculation()) || (await tellSomeGroups());
