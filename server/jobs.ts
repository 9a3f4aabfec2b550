import { giveBackLease, leaseOf, takeLease } from './db/lease.ts';
import type { Caller } from './http/route.ts';
import { every } from './lib/every.ts';
import type { Logger } from './lib/log.ts';
import { sweeping } from './moderation/sweeping.ts';
import { tidying } from './partners/evidence-actions.ts';
import { rechecking } from './partners/rechecking-due.ts';
import { rejudging } from './partners/settings-rejudging.ts';
import { evaluateDue } from './ranks/due.ts';
import { noteVisit } from './ranks/metrics.ts';
import { startRecalculating } from './ranks/recalculating.ts';
import { completeStandings } from './ranks/upgrade.ts';
import { erasing } from './staff/erasure-steps.ts';

/** What is done again and again, by one of the nodes. */
export type Jobs = { stop(): Promise<void> };

const LEASE = 'ranks that are due';

/** Begins the jobs: each at once, here or on the node that does it, and again every so many milliseconds. */
export async function startJobs(ms: number, log: Logger): Promise<Jobs> {
  let held = false;
  let stopped = false;
  let evaluation: Promise<void> | null = null;
  // The lease is made to last longer beside the work, which may take many turns.
  const turn = async () => {
    held = await takeLease(LEASE, leaseOf(ms));
    if (held) evaluation ??= evaluate();
  };
  // As long as nodes of the version before run beside this one, they begin standings that lack what has come since.
  const evaluate = () =>
    completeStandings()
      .then(() => evaluateDue(log, new Date(), () => held && !stopped))
      .catch((error) => log.error({ err: error }, 'ranks that are due wait for the next turn'))
      .finally(() => {
        evaluation = null;
      });
  await turn();
  const stop = every(ms, 'holding the lease of ranks that are due', turn, log);
  const stopRecalculating = startRecalculating(ms, log);
  const stopSweeping = sweeping.start(ms, log);
  const stopErasing = erasing.start(ms, log);
  const stopRejudging = rejudging.start(ms, log);
  const stopRechecking = rechecking.start(ms, log);
  const stopTidying = tidying.start(ms, log);
  return {
    async stop() {
      stopped = true;
      await stop();
      await stopRecalculating();
      await stopSweeping();
      await stopErasing();
      await stopRejudging();
      await stopRechecking();
      await stopTidying();
      await evaluation;
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
