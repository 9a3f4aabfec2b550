import type { Act } from '../acts.ts';
import type { EventOf, LoggedEvent } from '../events.ts';
import { groupStream } from '../streams.ts';
import { isRelabelling, type Relabelling, relabel } from './labels.ts';

type ActEvent = EventOf<Extract<LoggedEvent['type'], `act.${string}`>>;

export const isOfAct = (event: LoggedEvent): event is ActEvent => event.type.startsWith('act.');

/** An act, wherever it is shown. */
export function reduceAct(act: Act, event: LoggedEvent): Act {
  if (isOfAct(event)) return event.data.id === act.id ? event.data : act;
  if (isRelabelling(event)) return relabelAct(act, event);
  if (event.type !== 'group.updated') return act;
  const { group } = act;
  const named = group && event.stream === groupStream(group.id);
  return named ? { ...act, group: { ...group, name: event.data.name } } : act;
}

const relabelAct = (act: Act, event: Relabelling): Act => ({
  ...act,
  by: relabel(act.by, event),
  subject: act.subject && relabel(act.subject, event),
  undone: act.undone && { ...act.undone, by: relabel(act.undone.by, event) },
});
