import type { Member } from '../accounts.ts';
import type { EventOf } from '../events.ts';
import type { Forum, Group, GroupCard } from '../groups.ts';
import { relabel } from './labels.ts';
import { type Reducer, reducer } from './reducer.ts';

/** A group's card in a list. */
export const reduceGroupCard: Reducer<GroupCard> = reducer<GroupCard>((card, event, viewer) =>
  reduceCard(card, event, viewer),
);

/** A group's own page: the card, its leaders and forums. */
export const reduceGroup: Reducer<Group> = reducer<Group>((group, event, viewer) => {
  const next = reduceCard(group, event, viewer);
  switch (event.type) {
    case 'group.updated':
      return { ...next, guidelines: event.data.guidelines };
    case 'forum.created':
      return { ...next, forums: withForum(next.forums, event.data.forum) };
    case 'member.left':
    case 'member.removed':
      return { ...next, leaders: next.leaders.filter((leader) => leader.id !== event.data.accountId) };
    case 'member.role_changed':
      return { ...next, leaders: withLeader(next.leaders, event.data) };
    case 'rank.up':
    case 'member.updated':
      return { ...next, leaders: next.leaders.map((leader) => relabel(leader, event)) };
    case 'member.joined':
    case 'topic.created':
    case 'post.created':
    case 'post.edited':
    case 'post.removed':
    case 'kudos.given':
    case 'kudos.withdrawn':
    case 'topic.read':
    case 'membership.started':
    case 'membership.changed':
    case 'membership.ended':
    case 'session.revoked':
      return next;
    default:
      event satisfies never;
      return next;
  }
});

/** What card and page have in common. */
function reduceCard<Card extends GroupCard>(card: Card, event: Parameters<Reducer<Card>>[1], viewer: string): Card {
  switch (event.type) {
    case 'group.updated':
      return { ...card, name: event.data.name, description: event.data.description };
    case 'member.joined': {
      const own = event.data.member.id === viewer;
      const membership = own ? { role: 'member' as const, joinedAt: event.data.joinedAt } : card.membership;
      return { ...card, memberCount: event.data.memberCount, membership };
    }
    case 'member.left':
    case 'member.removed': {
      const membership = event.data.accountId === viewer ? null : card.membership;
      return { ...card, memberCount: event.data.memberCount, membership };
    }
    case 'member.role_changed': {
      const own = event.data.member.id === viewer && card.membership;
      return own ? { ...card, membership: { ...own, role: event.data.role } } : card;
    }
    case 'topic.created':
      return { ...card, topicCount: event.data.topicCount };
    default:
      return card;
  }
}

const withForum = (forums: Forum[], forum: Forum) => [...forums.filter(({ id }) => id !== forum.id), forum];

function withLeader(leaders: Member[], { member, role }: EventOf<'member.role_changed'>['data']): Member[] {
  const others = leaders.filter((leader) => leader.id !== member.id);
  if (role !== 'leader') return others;
  return [...others, member].sort((a, b) => (a.username < b.username ? -1 : 1));
}
