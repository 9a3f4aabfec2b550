import type { Me } from '../../shared/accounts.ts';
import type { Inbox } from '../../shared/notices.ts';
import { groupStream, leadersStream, STAFF_STREAM } from '../../shared/streams.ts';

/**
 * What is heard on every page, so that one is told of it: one's own account, one's groups, those one is subscribed to
 * something in, what the leaders of groups one leads hear, and what the staff hear. Pure.
 */
export function ownStreams({ head, account, memberships }: Me, inbox: Inbox | undefined): string[] {
  const inGroups = memberships.map(({ group }) => groupStream(group.id));
  const leading = memberships.filter(({ role }) => role === 'leader').map(({ group }) => leadersStream(group.id));
  const subscribed = inbox?.rules.filter(({ level, ended }) => level === 'on' && !ended) ?? [];
  const staff = account.role === 'staff' ? [STAFF_STREAM] : [];
  const told = inbox?.heads.map(({ stream }) => stream) ?? [];
  const all = [
    head.stream,
    ...inGroups,
    ...leading,
    ...subscribed.map(({ groupId }) => groupStream(groupId)),
    ...staff,
  ];
  return [...new Set([...all, ...told])];
}

/** Streams that may hold notices which the inbox knows nothing of: one has come into a group, or subscribed in one. */
export function untold(streams: string[], inbox: Inbox): string[] {
  const known = new Set([inbox.head, ...inbox.heads].map(({ stream }) => stream));
  return streams.filter((stream) => stream !== STAFF_STREAM && !known.has(stream));
}
