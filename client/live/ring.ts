import type { LoggedEvent } from '../../shared/events.ts';

/** The latest events of one stream without gaps, for snapshots that were read before they happened. Pure. */
export type Ring = {
  /** Every event after this seq is in `events`. */
  floor: number;
  events: LoggedEvent[];
};

export const RING_SIZE = 500;

export function openRing(floor: number): Ring {
  return { floor, events: [] };
}

export function remember(ring: Ring, events: LoggedEvent[]): Ring {
  const all = [...ring.events, ...events];
  const excess = Math.max(0, all.length - RING_SIZE);
  return { floor: all[excess - 1]?.seq ?? ring.floor, events: all.slice(excess) };
}

/** Puts what happened before the ring began in front of it, as far as it joins on. */
export function reachBack(ring: Ring, earlier: LoggedEvent[]): Ring {
  const before = earlier.filter((event) => event.seq <= ring.floor);
  if (before.at(-1)?.seq !== ring.floor || ring.events.length + before.length > RING_SIZE) return ring;
  return { floor: before[0]!.seq - 1, events: [...before, ...ring.events] };
}

/** What happened after `seq`; null if the ring does not reach back that far. */
export function since(ring: Ring, seq: number): LoggedEvent[] | null {
  return seq < ring.floor ? null : ring.events.filter((event) => event.seq > seq);
}
