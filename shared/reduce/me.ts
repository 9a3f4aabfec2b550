import type { Me, OwnMembership } from '../accounts.ts';
import type { EventOf, PrivateEvent } from '../events.ts';
import { byGroupName } from '../order.ts';
import { groupStream } from '../streams.ts';
import { relabel } from './labels.ts';
import { mapWhere, reducer } from './reducer.ts';

/** `GET /me`, by the account's own stream. */
export const reduceMe = reducer<Me>(
  (me, event) => {
    switch (event.type) {
      case 'rank.up':
      case 'rank.changed':
      case 'member.updated':
        return { ...me, account: relabel(me.account, event) };
      case 'membership.started':
      case 'membership.changed':
        return { ...me, memberships: withMembership(me.memberships, event.data) };
      case 'membership.ended':
        return { ...me, memberships: without(me.memberships, event.data.group.id) };
      case 'group.updated':
        return { ...me, memberships: renamed(me.memberships, event) };
      case 'forum.created':
      case 'group.closed':
      case 'ranks.changed':
      case 'member.joined':
      case 'member.left':
      case 'member.removed':
      case 'member.banned':
      case 'member.role_changed':
      case 'topic.created':
      case 'post.created':
      case 'post.edited':
      case 'post.removed':
      case 'topic.changed':
      case 'topic.left':
      case 'topic.arrived':
      case 'posts.moved':
      case 'posts.removed':
      case 'posts.restored':
      case 'group.slowed':
      case 'kudos.given':
      case 'kudos.withdrawn':
        return me;
      default:
        event satisfies PrivateEvent;
        return me;
    }
  },
  ['group.updated'],
);

function withMembership(memberships: OwnMembership[], membership: OwnMembership): OwnMembership[] {
  return [...without(memberships, membership.group.id), membership].sort(byGroupName);
}

function renamed(
  memberships: OwnMembership[],
  { stream, data: { name, access } }: EventOf<'group.updated'>,
): OwnMembership[] {
  const concerned = ({ group }: OwnMembership) => stream === groupStream(group.id);
  return mapWhere(memberships, concerned, (own) => ({ ...own, access, group: { ...own.group, name } })).toSorted(
    byGroupName,
  );
}

const without = (memberships: OwnMembership[], groupId: string) =>
  memberships.filter((membership) => membership.group.id !== groupId);
