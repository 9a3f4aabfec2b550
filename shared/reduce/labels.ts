import type { Actor, Member } from '../accounts.ts';
import type { EventOf, EventType, LoggedEvent } from '../events.ts';

/** What changes labels of people and of groups, on whatever stream it is heard. */
export const LABEL_EVENTS: EventType[] = ['rank.up', 'rank.changed', 'member.updated', 'group.updated'];

/** What changes how a member is shown wherever their name stands. */
export type Relabelling = EventOf<'rank.up'> | EventOf<'rank.changed'> | EventOf<'member.updated'>;

export const isRelabelling = (event: LoggedEvent): event is Relabelling =>
  event.type === 'rank.up' || event.type === 'rank.changed' || event.type === 'member.updated';

/** A person's label as it stands after the event; the same object if the event is about another. */
export function relabel<Person extends Actor | Member>(person: Person, event: Relabelling): Person {
  if (person.id !== event.data.accountId) return person;
  if (event.type === 'rank.up') return { ...person, rank: event.data.to };
  if (event.type === 'rank.changed') return { ...person, rank: event.data.rank };
  const { username = person.username, displayName, role } = event.data;
  return { ...person, username, displayName, ...('role' in person && { role }) };
}
