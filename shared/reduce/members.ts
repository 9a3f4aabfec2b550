import type { PrivateEvent } from '../events.ts';
import type { GroupMembers } from '../groups.ts';
import { relabel } from './labels.ts';
import { mapWhere, reducer } from './reducer.ts';

/** A group's members in the order they joined. Newcomers appear where the list reaches its end. */
export const reduceMembers = reducer<GroupMembers>((list, event) => {
  switch (event.type) {
    case 'member.joined': {
      const { member, joinedAt } = event.data;
      const others = list.items.filter((item) => item.member.id !== member.id);
      const later = others.findIndex((item) => item.joinedAt > joinedAt);
      if (later < 0 && list.next !== null) return list;
      // Whoever is brought back is in their old place.
      return {
        ...list,
        items: others.toSpliced(later < 0 ? others.length : later, 0, { member, role: 'member', joinedAt }),
      };
    }
    case 'member.left':
    case 'member.removed':
    case 'member.banned':
      return { ...list, items: list.items.filter((item) => item.member.id !== event.data.accountId) };
    case 'member.role_changed': {
      const { member, role } = event.data;
      return {
        ...list,
        items: mapWhere(
          list.items,
          (item) => item.member.id === member.id,
          (item) => ({ ...item, role }),
        ),
      };
    }
    case 'rank.up':
    case 'rank.changed':
    case 'member.updated':
      return { ...list, items: list.items.map((item) => ({ ...item, member: relabel(item.member, event) })) };
    case 'group.updated':
    case 'forum.created':
    case 'group.closed':
    case 'ranks.changed':
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
      return list;
    default:
      event satisfies PrivateEvent;
      return list;
  }
});
