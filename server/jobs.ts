import { giveBackLease, takeLease } from './db/lease.ts';
import type { Caller } from './http/route.ts';
import { every } from './lib/every.ts';
import type { Logger } from './lib/log.ts';
import { evaluateDue } from './ranks/due.ts';
import { noteVisit } from './ranks/metrics.ts';

/** What is done again and again, by one of the nodes. */
export type Jobs = { stop(): Promise<void> };

const DUE_MS = 60_000;
const LEASE = 'ranks that are due';

/** Begins the jobs; comes back when each has been done once, here or on the node that does them. */
export async function startJobs(log: Logger): Promise<Jobs> {
  const evaluate = async () => {
    // The node that has it keeps it; should it die, another one takes over a turn later.
    if (await takeLease(LEASE, DUE_MS * 1.5)) await evaluateDue(log);
  };
  await evaluate();
  const stop = every(DUE_MS, 'evaluating the ranks that are due', evaluate, log);
  return {
    async stop() {
      await stop();
      await giveBackLease(LEASE).catch((error) => log.warn({ err: error }, 'a lease was not given back'));
    },
  };
}

/** Counts a member's first request of each day as a visit. */
export function visits(log: Logger): (caller: Caller) => void {
  let day = '';
  const seen = new Set<string>();
  return ({ viewer }) => {
    const today = new Date().toISOString().slice(0, 10);
    if (today !== day) seen.clear();
    day = today;
    const id = viewer._id.toString();
    if (seen.has(id)) return;
    seen.add(id);
    noteVisit(viewer._id).catch((error) => {
      seen.delete(id);
      log.error({ err: error }, 'a visit was not counted');
    });
  };
}
