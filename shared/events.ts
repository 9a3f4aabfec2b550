import type { z } from 'zod';
import type { Actor } from './accounts.ts';
import { ACCOUNT_EVENTS } from './events/account.ts';
import { CONSOLE_EVENTS } from './events/console.ts';
import { GROUP_EVENTS } from './events/group.ts';
import { MANAGERS_EVENTS, PARTNER_EVENTS, SERVICE_EVENTS } from './events/partner.ts';
import type { Stream } from './streams.ts';

/**
 * Everything that is logged, by type, with the shape of its `data`. A table for each kind of stream; a few events lie on
 * streams of two kinds, and say so.
 */
export const EVENTS = {
  ...GROUP_EVENTS,
  ...ACCOUNT_EVENTS,
  ...CONSOLE_EVENTS,
  ...PARTNER_EVENTS,
  ...MANAGERS_EVENTS,
  ...SERVICE_EVENTS,
} as const;

export type EventType = keyof typeof EVENTS;
export type EventData<Type extends EventType> = z.infer<(typeof EVENTS)[Type]>;

/** An event as it lies in the log and travels to clients. */
export type EventOf<Type extends EventType> = {
  stream: Stream;
  seq: number;
  type: Type;
  at: string;
  actor: Actor;
  data: EventData<Type>;
};

/** Any logged event: a union told apart by `type`. */
export type LoggedEvent = { [Type in EventType]: EventOf<Type> }[EventType];

/** What concerns one account alone, a group's leaders, the staff or a partner: most views of a group have nothing to do with it. */
export type PrivateEvent = {
  [Type in Exclude<EventType, keyof typeof GROUP_EVENTS>]: EventOf<Type>;
}[Exclude<EventType, keyof typeof GROUP_EVENTS>];

export const EVENT_TYPES = Object.keys(EVENTS) as EventType[];
