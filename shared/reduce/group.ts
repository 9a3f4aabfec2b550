import type { Member } from '../accounts.ts';
import type { EventOf, EventType, PrivateEvent } from '../events.ts';
import type { Forum, Group, GroupCard, OwnTie } from '../groups.ts';
import { relabel } from './labels.ts';
import { type Reducer, reducer } from './reducer.ts';

/** What changes the viewer's own tie, and lies on their own stream. */
const OWN_EVENTS: EventType[] = ['guidelines.accepted', 'sanction.imposed', 'sanction.lifted'];

/** A group's card in a list. */
export const reduceGroupCard: Reducer<GroupCard> = reducer<GroupCard>(
  (card, event, viewer) => reduceCard(card, event, viewer),
  OWN_EVENTS,
);

/** A group's own page: the card, its leaders and forums. */
export const reduceGroup: Reducer<Group> = reducer<Group>((group, event, viewer) => {
  const next = reduceCard(group, event, viewer);
  switch (event.type) {
    case 'group.updated':
      return { ...next, criteria: event.data.criteria, guidelines: event.data.guidelines };
    case 'forum.created':
      return { ...next, forums: withForum(next.forums, event.data.forum) };
    case 'member.left':
    case 'member.removed':
    case 'member.banned':
      return { ...next, leaders: next.leaders.filter((leader) => leader.id !== event.data.accountId) };
    case 'group.slowed':
      return { ...next, slowSeconds: event.data.slowSeconds };
    case 'member.role_changed':
      return { ...next, leaders: withLeader(next.leaders, event.data) };
    case 'rank.up':
    case 'rank.changed':
    case 'member.updated':
      return { ...next, leaders: next.leaders.map((leader) => relabel(leader, event)) };
    case 'group.closed':
    case 'ranks.changed':
    case 'member.joined':
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
    case 'kudos.given':
    case 'kudos.withdrawn':
      return next;
    default:
      event satisfies PrivateEvent;
      return next;
  }
}, OWN_EVENTS);

/** What card and page have in common. */
function reduceCard<Card extends GroupCard>(card: Card, event: Parameters<Reducer<Card>>[1], viewer: string): Card {
  switch (event.type) {
    case 'group.updated':
      return { ...card, ...shownOnCard(event.data) };
    case 'member.joined': {
      const { member, memberCount, joinedAt, guidelinesVersion } = event.data;
      const fresh = { role: 'member' as const, joinedAt, guidelinesVersion, mutedUntil: null, muteReason: null };
      return { ...card, memberCount, membership: member.id === viewer ? fresh : card.membership };
    }
    case 'member.left':
    case 'member.removed':
    case 'member.banned': {
      const membership = event.data.accountId === viewer ? null : card.membership;
      return { ...card, memberCount: event.data.memberCount, membership };
    }
    case 'member.role_changed': {
      const own = event.data.member.id === viewer && card.membership;
      return own ? { ...card, membership: { ...own, role: event.data.role } } : card;
    }
    case 'topic.created':
    case 'topic.changed':
    case 'topic.left':
    case 'topic.arrived':
    case 'posts.moved':
      return { ...card, topicCount: event.data.topicCount };
    case 'guidelines.accepted':
      return concerns(card, event.data.groupId) ? withTie(card, { guidelinesVersion: event.data.version }) : card;
    case 'sanction.imposed':
    case 'sanction.lifted': {
      const { group, kind, member, until, liftedAt, reason } = event.data;
      if (kind !== 'mute' || member.id !== viewer || !concerns(card, group.id)) return card;
      return withTie(
        card,
        liftedAt ? { mutedUntil: null, muteReason: null } : { mutedUntil: until, muteReason: reason },
      );
    }
    default:
      return card;
  }
}

const shownOnCard = ({ name, description, access, beta, archivedAt }: EventOf<'group.updated'>['data']) => ({
  name,
  description,
  access,
  beta,
  archivedAt,
});

const concerns = (card: GroupCard, groupId: string) => card.id === groupId;

function withTie<Card extends GroupCard>(card: Card, changes: Partial<OwnTie>): Card {
  return card.membership ? { ...card, membership: { ...card.membership, ...changes } } : card;
}

const withForum = (forums: Forum[], forum: Forum) => [...forums.filter(({ id }) => id !== forum.id), forum];

function withLeader(leaders: Member[], { member, role }: EventOf<'member.role_changed'>['data']): Member[] {
  const others = leaders.filter((leader) => leader.id !== member.id);
  if (role !== 'leader') return others;
  return [...others, member].sort((a, b) => (a.username < b.username ? -1 : 1));
}
