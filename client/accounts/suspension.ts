import type { LoggedEvent } from '../../shared/events.ts';
import { createStore } from '../ui/store.ts';

/** Why someone was shut out, and until when; null for ever. */
export type Suspension = { until: string | null; reason: string };

/** What was said of the suspension by which one was signed out here. */
export const suspension = createStore<Suspension | null>(null);

/** Notes one's own suspension: it is told just before the connection is closed. */
export function noteSuspension(event: LoggedEvent, viewer: string): void {
  if (event.type !== 'act.done' || event.data.kind !== 'suspend' || event.data.subject?.id !== viewer) return;
  suspension.set({ until: event.data.until, reason: event.data.reason });
}
