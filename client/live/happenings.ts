import type { LoggedEvent } from '../../shared/events.ts';

type Listener = (event: LoggedEvent) => void;

const listeners = new Set<Listener>();

/** Calls `listener` with every event, once, after what is shown has been brought up to date by it. */
export function onHappening(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function announce(events: LoggedEvent[]): void {
  for (const event of events) for (const listener of [...listeners]) listener(event);
}
