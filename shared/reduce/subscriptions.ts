import type { EventOf, LoggedEvent } from '../events.ts';
import { bySubscription } from '../order.ts';
import { groupStream } from '../streams.ts';
import { PENDING_LIMIT, type Subscription, type Subscriptions } from '../subscriptions.ts';
import { mapWhere, type Reducer, reducer } from './reducer.ts';

/** One's own subscriptions, by one's own stream and by those of their groups. */
export const reduceSubscriptions: Reducer<Subscriptions> = reducer<Subscriptions>(
  (list, event, viewer) => {
    const items = reduceItems(list.items, event, viewer);
    return items === list.items ? list : { ...list, items };
  },
  ['topic.created', 'post.created', 'group.updated', 'group.closed'],
);

function reduceItems(items: Subscription[], event: LoggedEvent, viewer: string): Subscription[] {
  switch (event.type) {
    case 'subscriptions.changed': {
      const changed = new Set(event.data.subscriptions.map(({ id }) => id));
      return [...items.filter(({ id }) => !changed.has(id)), ...event.data.subscriptions].sort(bySubscription);
    }
    case 'membership.started':
      return joined(items, event);
    case 'membership.ended':
      return items.filter(({ groupId }) => groupId !== event.data.group.id);
    case 'group.updated': {
      const concerned = ({ groupId }: Subscription) => groupStream(groupId) === event.stream;
      return mapWhere(items, concerned, (item) => renamed(item, event.data.name)).toSorted(bySubscription);
    }
    case 'topic.created':
      return event.actor.id === viewer
        ? items
        : mapWhere(items, isIn(event), (item) => more(item, event.data.topic.id));
    case 'post.created':
      return items.map((item) => withPost(item, event, viewer));
    case 'topic.read':
      return items.map((item) => withRead(item, event.data));
    default:
      return items;
  }
}

/** A new member is told of the group's topics, and has read none of them. */
function joined(items: Subscription[], { data: { group, joinedAt } }: EventOf<'membership.started'>): Subscription[] {
  const id = `group:${group.id}`;
  const known = items.find((item) => item.id === id);
  const fresh: Subscription = {
    id,
    type: 'group',
    groupId: group.id,
    level: 'on',
    inherited: true,
    mute: null,
    since: joinedAt,
    group,
    name: group.name,
    forum: null,
    topicId: null,
    number: null,
    unread: 0,
    pending: [],
  };
  const own = known ? { ...known, level: known.level ?? 'on', inherited: known.level === null } : fresh;
  return [...items.filter((item) => item !== known), own].sort(bySubscription);
}

const renamed = (item: Subscription, name: string): Subscription => ({
  ...item,
  group: { ...item.group, name },
  name: item.type === 'group' ? name : item.name,
});

const isIn =
  ({ data: { topic } }: EventOf<'topic.created'>) =>
  ({ id, level }: Subscription): boolean =>
    level === 'on' && (id === `group:${topic.groupId}` || id === `forum:${topic.forumId}`);

function more(item: Subscription, what: number | string): Subscription {
  if (item.pending.includes(what)) return item;
  return counted(item, [...item.pending, what].slice(-PENDING_LIMIT));
}

const counted = (item: Subscription, pending: Subscription['pending']): Subscription => ({
  ...item,
  unread: pending.length,
  pending,
});

function withPost(item: Subscription, { actor, data }: EventOf<'post.created'>, viewer: string): Subscription {
  const own = actor.id === viewer;
  if (item.id === `post:${data.repliesTo?.postId}`)
    return own || item.level !== 'on' ? item : more(item, data.post.number);
  if (item.id !== `topic:${data.topicId}` || data.post.number <= (item.number ?? 0)) return item;
  // One's own reply counts as read if all before it was.
  const unread = item.level !== 'on' || (own && item.unread === 0) ? 0 : item.unread + 1;
  return { ...item, number: data.post.number, unread };
}

function withRead(item: Subscription, { topicId, number }: EventOf<'topic.read'>['data']): Subscription {
  if (item.type === 'topic' && item.topicId === topicId) {
    return { ...item, unread: Math.min(item.unread, Math.max(0, (item.number ?? 0) - number)) };
  }
  const isUnread = (what: number | string) =>
    item.type === 'post' ? item.topicId !== topicId || Number(what) > number : what !== topicId;
  return item.pending.every(isUnread) ? item : counted(item, item.pending.filter(isUnread));
}
