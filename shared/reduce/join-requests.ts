import type { EventOf, LoggedEvent } from '../events.ts';
import type { JoinRequest, JoinRequestState, JoinRequests, OwnJoining } from '../joining.ts';
import { byAge } from '../order.ts';
import { groupStream } from '../streams.ts';
import { isOfInvitation, reduceInvitation } from './invitations.ts';
import { LABEL_EVENTS, relabel } from './labels.ts';
import { type Reducer, reducer, withItem } from './reducer.ts';

/** A group's requests in a state, the oldest first. What comes in beyond the last that is shown is for the next page. */
export const reduceJoinRequestsIn = (state: JoinRequestState): Reducer<JoinRequests> =>
  reducer<JoinRequests>((list, event) => {
    const items = list.items.map((item) => reduceJoinRequest(item, event));
    const now = isOfRequest(event) ? withItem({ ...list, items }, event.data, byAge) : items;
    return { ...list, items: now.filter((item) => item.state === state) };
  }, LABEL_EVENTS);

/** Those that wait for a decision. */
export const reduceJoinRequests = reduceJoinRequestsIn('pending');

/** How the viewer stands with a group they are not in. */
export const reduceOwnJoining: Reducer<OwnJoining> = reducer<OwnJoining>((own, event, viewer) => {
  const { request, invitation } = own;
  if (isOfRequest(event)) {
    const { group, from, state } = event.data;
    if (group.id !== own.groupId || from.id !== viewer) return own;
    return { ...own, request: state === 'pending' || state === 'denied' ? event.data : null };
  }
  if (isOfInvitation(event)) {
    const { group, to, state } = event.data;
    if (group.id !== own.groupId || to.id !== viewer) return own;
    return { ...own, invitation: state === 'pending' ? event.data : null };
  }
  return {
    ...own,
    request: request && reduceJoinRequest(request, event),
    invitation: invitation && reduceInvitation(invitation, event),
  };
}, LABEL_EVENTS);

/** A request, wherever it is shown. */
function reduceJoinRequest(request: JoinRequest, event: LoggedEvent): JoinRequest {
  switch (event.type) {
    case 'join_request.sent':
    case 'join_request.decided':
    case 'join_request.reopened':
      return event.data.id === request.id ? event.data : request;
    case 'rank.up':
    case 'rank.changed':
    case 'member.updated':
      return { ...request, from: relabel(request.from, event) };
    case 'group.updated': {
      const named = event.stream === groupStream(request.group.id);
      return named ? { ...request, group: { ...request.group, name: event.data.name } } : request;
    }
    default:
      return request;
  }
}

type RequestEvent = EventOf<Extract<LoggedEvent['type'], `join_request.${string}`>>;

const isOfRequest = (event: LoggedEvent): event is RequestEvent => event.type.startsWith('join_request.');
