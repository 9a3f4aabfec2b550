import { setTimeout as wait } from 'node:timers/promises';
import { close, type LiveSocket } from './rooms.ts';

const DRAIN_TICK_MS = 100;
/** Sockets closed in a tick; more where it would take more ticks than these. */
const DRAIN_BATCH = 50;
const DRAIN_TICKS = 100;

/** Spreads the closing, so that the other nodes are not met by all at once. */
export async function dismiss(sockets: LiveSocket[]): Promise<void> {
  const batch = Math.max(DRAIN_BATCH, Math.ceil(sockets.length / DRAIN_TICKS));
  for (let from = 0; from < sockets.length; from += batch) {
    if (from > 0) await wait(DRAIN_TICK_MS);
    for (const socket of sockets.slice(from, from + batch)) close(socket, 'draining');
  }
}
