import type { Me, OwnMembership } from '../accounts.ts';
import { relabel } from './labels.ts';
import { reducer } from './reducer.ts';

/** `GET /me`, by the account's own stream. */
export const reduceMe = reducer<Me>((me, event) => {
  switch (event.type) {
    case 'rank.up':
    case 'member.updated':
      return { ...me, account: relabel(me.account, event) };
    case 'membership.started':
    case 'membership.changed':
      return { ...me, memberships: withMembership(me.memberships, event.data) };
    case 'membership.ended':
      return { ...me, memberships: without(me.memberships, event.data.group.id) };
    case 'topic.read':
    case 'session.revoked':
    case 'group.updated':
    case 'forum.created':
    case 'member.joined':
    case 'member.left':
    case 'member.removed':
    case 'member.role_changed':
    case 'topic.created':
    case 'post.created':
    case 'post.edited':
    case 'post.removed':
    case 'kudos.given':
    case 'kudos.withdrawn':
      return me;
    default:
      event satisfies never;
      return me;
  }
});

function withMembership(memberships: OwnMembership[], membership: OwnMembership): OwnMembership[] {
  return [...without(memberships, membership.group.id), membership].sort((a, b) =>
    a.group.name.localeCompare(b.group.name, 'en'),
  );
}

const without = (memberships: OwnMembership[], groupId: string) =>
  memberships.filter((membership) => membership.group.id !== groupId);
