import type { EventOf, LoggedEvent } from '../events.ts';
import type { Invitation, InvitationState, Invitations } from '../joining.ts';
import { byNovelty } from '../order.ts';
import { groupStream } from '../streams.ts';
import { LABEL_EVENTS, relabel } from './labels.ts';
import { type Reducer, reducer, withItem } from './reducer.ts';

/** A group's invitations, the latest first; `state` narrows the list to those in it. */
export const reduceInvitationsIn = (state?: InvitationState): Reducer<Invitations> =>
  reducer<Invitations>((list, event) => {
    const items = list.items.map((item) => reduceInvitation(item, event));
    const now = isOfInvitation(event) ? withItem({ ...list, items }, event.data, byNovelty) : items;
    return { ...list, items: now.filter((item) => state === undefined || item.state === state) };
  }, LABEL_EVENTS);

export const reduceInvitations = reduceInvitationsIn();

type InvitationEvent = EventOf<Extract<LoggedEvent['type'], `invitation.${string}`>>;

export const isOfInvitation = (event: LoggedEvent): event is InvitationEvent => event.type.startsWith('invitation.');

/** An invitation, wherever it is shown. */
export function reduceInvitation(invitation: Invitation, event: LoggedEvent): Invitation {
  switch (event.type) {
    case 'invitation.sent':
    case 'invitation.decided':
    case 'invitation.reopened':
      return event.data.id === invitation.id ? event.data : invitation;
    case 'rank.up':
    case 'rank.changed':
    case 'member.updated':
      return { ...invitation, to: relabel(invitation.to, event), by: relabel(invitation.by, event) };
    case 'group.updated': {
      if (event.stream !== groupStream(invitation.group.id)) return invitation;
      const { name, description, access } = event.data;
      return { ...invitation, group: { ...invitation.group, name, description, access } };
    }
    default:
      return invitation;
  }
}
