import type { EventOf, LoggedEvent } from '../../shared/events.ts';
import type { Topic } from '../../shared/topics.ts';
import type { NEWS } from '../strings/topic-news.ts';

/** What someone has just done about a topic that one looks at. `link`: where one reads on. */
export type News = {
  key: string;
  kind: keyof typeof NEWS;
  by: string;
  reason: string;
  title: string;
  count: number;
  seconds: number;
  link: { topicId: string; number: number } | null;
};

/** @param before the topic as it was shown until now. @returns null for what does not concern its viewers. Pure. */
export function newsOf(event: LoggedEvent, before: Topic): News | null {
  const said = whatOf(event, before);
  if (!said) return null;
  const blank = { title: '', count: 1, seconds: 0, reason: '', link: null };
  return { ...blank, key: `${event.stream}/${event.seq}`, by: event.actor.displayName, ...said };
}

/** That the topic is in another group now. */
export function newsOfDeparture(event: EventOf<'topic.left'>): News {
  const { to, act } = event.data;
  return {
    key: `${event.stream}/${event.seq}`,
    kind: 'move',
    by: event.actor.displayName,
    reason: act.reason,
    title: to?.name ?? '',
    count: 1,
    seconds: 0,
    link: null,
  };
}

type Said = Partial<News> & Pick<News, 'kind'>;

function whatOf(event: LoggedEvent, before: Topic): Said | null {
  switch (event.type) {
    case 'topic.changed':
      return event.data.topic.id === before.id ? changed(event, before) : null;
    case 'posts.moved':
      return moved(event, before);
    case 'post.removed': {
      const { topicId, removed } = event.data;
      return topicId === before.id && removed.by !== 'author'
        ? { kind: 'posts-removed', reason: removed.reason }
        : null;
    }
    case 'posts.removed': {
      const count = event.data.removals.filter(({ topicId }) => topicId === before.id).length;
      return count > 0 ? { kind: 'posts-removed', count, reason: event.data.removed.reason } : null;
    }
    case 'posts.restored': {
      const count = event.data.posts.filter(({ topicId }) => topicId === before.id).length;
      return count > 0 ? { kind: 'posts-restored', count } : null;
    }
    case 'group.slowed': {
      if (event.stream !== `group:${before.groupId}`) return null;
      const { slowSeconds: seconds, act } = event.data;
      return { kind: seconds > 0 ? 'slowed' : 'unslowed', seconds, reason: act.reason };
    }
    default:
      return null;
  }
}

function changed({ data: { topic, forum, act } }: EventOf<'topic.changed'>, before: Topic): Said | null {
  const { reason } = act;
  if (!topic.removed !== !before.removed) return { kind: topic.removed ? 'remove' : 'restore', reason };
  if (!topic.locked !== !before.locked) return { kind: topic.locked ? 'lock' : 'unlock', reason };
  if (!topic.pinnedAt !== !before.pinnedAt) return { kind: topic.pinnedAt ? 'pin' : 'unpin', reason };
  return topic.forumId === before.forumId ? null : { kind: 'move', title: forum.name, reason };
}

/** Where nothing is told post by post, all went at once, or what had come goes back. */
function moved({ data: { from, into, moves, act } }: EventOf<'posts.moved'>, before: Topic): Said | null {
  const { reason } = act;
  const count = moves.length;
  if (into.id === before.id) {
    if (count > 0) return { kind: 'posts-came', title: from.title, count, reason };
    return from.mergedInto ? { kind: 'all-came', title: from.title, reason } : { kind: 'posts-back' };
  }
  if (from.id !== before.id) return null;
  // The page itself then leads there.
  if (from.mergedInto) return { kind: 'merge', title: into.title, reason };
  if (count === 0) return { kind: 'posts-returned', title: into.title, link: { topicId: into.id, number: 1 } };
  const first = Math.min(...moves.map(({ to }) => to));
  return { kind: 'posts-left', title: into.title, count, reason, link: { topicId: into.id, number: first } };
}

/** The topic as an event shows it; null if it says nothing of it. */
export function topicIn(event: LoggedEvent, id: string): Topic | null {
  switch (event.type) {
    case 'topic.changed':
    case 'topic.arrived':
      return event.data.topic.id === id ? event.data.topic : null;
    case 'posts.moved':
      return [event.data.from, event.data.into].find((topic) => topic.id === id) ?? null;
    default:
      return null;
  }
}
