import type { EventOf, LoggedEvent } from '../events.ts';
import { asUnread } from '../notices/as-unread.ts';
import { withChoice } from '../notices/choices.ts';
import { noticeOf } from '../notices/notice-of.ts';
import { type Inbox, type Notice, type NoticeGroup, UNREAD_LIMIT, type Unread } from '../notices.ts';
import { groupStream, leadersStream } from '../streams.ts';
import type { Subscription } from '../subscriptions.ts';
import { mapWhere, type Reducer } from './reducer.ts';

/**
 * One's notices, by one's own stream and by those in `heads`. Where `unread` says there are more than it holds, it is to
 * be fetched again once some have been read; so it is when one joins a group or comes to lead one, whose streams are not
 * among the heads yet.
 */
export const reduceInbox: Reducer<Inbox> = (inbox, event, viewer) => {
  const { stream, seq } = event;
  const head = stream === inbox.head.stream ? inbox.head : inbox.heads.find((one) => one.stream === stream);
  if (head && seq <= head.seq) return inbox;
  const next = withNotice(changed(inbox, event), event, viewer);
  if (stream === inbox.head.stream) return { ...next, head: { stream, seq } };
  return {
    ...next,
    heads: mapWhere(
      next.heads,
      (one) => one.stream === stream,
      () => ({ stream, seq }),
    ),
  };
};

/** What was read, as an event said it. */
type Reading = EventOf<'topic.read'>['data'] | EventOf<'notices.read'>['data'];

/**
 * What was read lately: streams have no order among each other, so that what one hears of may have been read on another
 * device already. A snapshot needs none of it.
 */
type Kept = Inbox & { lately?: Reading[] };

const LATELY = 50;

function covers(reading: Reading, { id, at, topicId, number }: Unread): boolean {
  if ('topicId' in reading) return topicId === reading.topicId && number !== null && number <= reading.number;
  return (reading.upTo !== null && at <= reading.upTo) || reading.ids.includes(id);
}

function withNotice(inbox: Inbox, event: LoggedEvent, viewer: string): Inbox {
  const found = noticeOf(event, { ...inbox, id: viewer });
  if (!found || inbox.items.some(({ id }) => id === found.id)) return inbox;
  const notice = { ...found, read: (inbox as Kept).lately?.some((reading) => covers(reading, found)) ?? false };
  // A page that goes on ends where the next one begins: what is older belongs there.
  const isFurther = inbox.next !== null && inbox.items.every(({ at }) => at > notice.at);
  const { items, more } = inbox.unread;
  const unread = notice.read ? items : sorted(items, asUnread(notice));
  return {
    ...inbox,
    items: isFurther ? inbox.items : sorted(inbox.items, notice),
    unread: { items: unread.slice(0, UNREAD_LIMIT), more: more || unread.length > UNREAD_LIMIT },
  };
}

/** The list, the latest first, with one more. */
function sorted<Item extends { at: string }>(items: Item[], item: Item): Item[] {
  const place = items.findIndex(({ at }) => at <= item.at);
  return place < 0 ? [...items, item] : items.toSpliced(place, 0, item);
}

/** What changes the notices there are, or what decides about new ones. */
function changed(inbox: Inbox, event: LoggedEvent): Inbox {
  switch (event.type) {
    case 'notices.read':
    case 'topic.read':
      return read(inbox, event.data);
    case 'post.removed': {
      const { topicId, number } = event.data;
      return without(inbox, (one) => one.topicId === topicId && one.number === number);
    }
    case 'posts.removed': {
      const gone = new Set(event.data.removals.map(({ topicId, number }) => `${topicId} ${number}`));
      return without(inbox, (one) => gone.has(`${one.topicId} ${one.number}`));
    }
    // Nothing has come of it.
    case 'act.undone':
      return without(inbox, ({ about }) => about === event.data.id);
    // What has gone away, or to where one may not follow. Once it is back, so it is when the list is fetched again.
    case 'topic.changed': {
      const { id, removed } = event.data.topic;
      return removed ? without(inbox, ({ topicId }) => topicId === id) : inbox;
    }
    case 'topic.left':
      return event.data.to ? inbox : without(inbox, ({ topicId }) => topicId === event.data.topicId);
    case 'subscriptions.changed':
      return {
        ...inbox,
        rules: event.data.subscriptions.reduce((rules, one) => withChoice(rules, ruleOf(one)), inbox.rules),
      };
    case 'membership.started':
    case 'membership.changed':
      return withGroup(inbox, event);
    case 'membership.ended':
      return withoutGroup(inbox, event.data.group.id);
    case 'group.closed': {
      const group = inbox.groups.find(({ id }) => groupStream(id) === event.stream);
      return group && !group.memberSince ? without(withoutGroup(inbox, group.id), isOfTopicIn(group.id)) : inbox;
    }
    case 'group.updated':
      return renamed(inbox, event);
    case 'block.changed':
      return withBlock(inbox, event.data);
    default:
      return inbox;
  }
}

type Matches = (one: Unread) => boolean;

function read(inbox: Kept, reading: Reading): Kept {
  const isRead: Matches = (one) => covers(reading, one);
  const items = mapWhere(
    inbox.items,
    (one) => !one.read && isRead(one),
    (one) => ({ ...one, read: true }),
  );
  const unread = { ...inbox.unread, items: inbox.unread.items.filter((one) => !isRead(one)) };
  return { ...inbox, items, unread, lately: [...(inbox.lately ?? []), reading].slice(-LATELY) };
}

function without(inbox: Inbox, isGone: Matches): Inbox {
  const items = inbox.items.filter((one) => !isGone(one));
  return { ...inbox, items, unread: { ...inbox.unread, items: inbox.unread.items.filter((one) => !isGone(one)) } };
}

/** What was chosen itself, without what follows from where one is. */
const ruleOf = ({ id, groupId, level, inherited, mute, since }: Subscription) => ({
  id,
  groupId,
  level: inherited ? null : level,
  mute,
  since,
});

function withGroup(inbox: Inbox, { data }: EventOf<'membership.started' | 'membership.changed'>): Inbox {
  const { group, joinedAt, ledSince, access } = data;
  const own: NoticeGroup = { ...group, access, memberSince: joinedAt, leadsSince: ledSince };
  const groups = [...inbox.groups.filter(({ id }) => id !== group.id), own].sort((a, b) => (a.id < b.id ? -1 : 1));
  return ledSince ? { ...inbox, groups } : withoutLeading({ ...inbox, groups }, group.id);
}

/** Whoever no longer leads is not told what leaders are told. */
function withoutLeading(inbox: Inbox, groupId: string): Inbox {
  const heads = inbox.heads.filter(({ stream }) => stream !== leadersStream(groupId));
  return { ...without(inbox, ({ id }) => id.startsWith(`${leadersStream(groupId)}/`)), heads };
}

/** The end of a membership ends all that was told because of it, or by what was chosen in the group. */
function withoutGroup(inbox: Inbox, groupId: string): Inbox {
  const left = withoutLeading(inbox, groupId);
  const isClosed = left.groups.find(({ id }) => id === groupId)?.access === 'closed';
  const isGone: Matches = (one) =>
    one.id.startsWith(`${groupStream(groupId)}/`) || (isClosed && isOfTopicIn(groupId)(one));
  return {
    ...without(left, isGone),
    groups: left.groups.filter(({ id }) => id !== groupId),
    rules: left.rules.filter((rule) => rule.groupId !== groupId),
    heads: left.heads.filter(({ stream }) => stream !== groupStream(groupId)),
  };
}

const isOfTopicIn =
  (groupId: string): Matches =>
  (one) =>
    one.groupId === groupId && one.topicId !== null;

function renamed(inbox: Inbox, { stream, data: { name, access } }: EventOf<'group.updated'>): Inbox {
  const isIt = (id: string | null) => id !== null && groupStream(id) === stream;
  const rename = (item: Notice): Notice => ({ ...item, group: item.group && { ...item.group, name } });
  return {
    ...inbox,
    groups: mapWhere(
      inbox.groups,
      ({ id }) => isIt(id),
      (group) => ({ ...group, name, access }),
    ),
    items: mapWhere(inbox.items, ({ groupId }) => isIt(groupId), rename),
  };
}

/** What other members do of themselves; all else is what leaders and staff are told, or decide. */
const DOINGS = new Set<Notice['kind']>(['topic', 'reply', 'mention', 'invitation']);

/** Those whose doings come back when they are no longer blocked are seen when the list is fetched again. */
function withBlock(inbox: Inbox, { accountId, blocked }: EventOf<'block.changed'>['data']): Inbox {
  const others = inbox.blocked.filter((id) => id !== accountId);
  if (!blocked) return { ...inbox, blocked: others };
  const gone = new Set(
    inbox.items.filter(({ actor, kind }) => actor.id === accountId && DOINGS.has(kind)).map(({ id }) => id),
  );
  return { ...without(inbox, ({ id }) => gone.has(id)), blocked: [...others, accountId].sort() };
}
