import type { LoggedEvent, PrivateEvent } from '../events.ts';
import { byActivity } from '../order.ts';
import type { Topic, TopicPage, Topics } from '../topics.ts';
import { relabel } from './labels.ts';
import { type Reducer, reducer, without } from './reducer.ts';

/** One topic's page, with the names of the group and forum it is in. */
export const reduceTopicPage: Reducer<TopicPage> = reducer<TopicPage>(
  (page, event, viewer) => {
    const group = event.type === 'group.updated' ? { ...page.group, name: event.data.name } : page.group;
    const changed = event.type === 'topic.changed' && event.data.topic.id === page.topic.id;
    const forum = changed ? event.data.forum : page.forum;
    return { ...page, group, forum, topic: reduceTopic(page.topic, event, viewer) };
  },
  ['topic.read'],
);

/** A group's topics, the last active first. `forumId` narrows the list to one forum's. */
export const reduceTopics = (forumId?: string): Reducer<Topics> =>
  reducer<Topics>(
    (list, event, viewer) => {
      if (event.type === 'topic.created' || event.type === 'post.created') {
        return raise(list, event.data.topic, forumId, (topic) => reduceTopic(topic, event, viewer));
      }
      if (event.type === 'topic.left') return { ...list, items: without(list.items, event.data.topicId) };
      const acted = actedOn(event);
      if (acted.length > 0) return acted.reduce((next, topic) => place(next, topic, forumId), list);
      return { ...list, items: list.items.map((topic) => reduceTopic(topic, event, viewer)) };
    },
    ['topic.read'],
  );

/** The topics an act has made something else of, as they are after it. */
function actedOn(event: LoggedEvent): Topic[] {
  switch (event.type) {
    case 'topic.changed':
    case 'topic.arrived':
      return [event.data.topic];
    case 'posts.moved':
      return [event.data.from, event.data.into];
    default:
      return [];
  }
}

/** Puts a topic where it belongs after an act, or takes it out where it is no longer listed, or on a page further on. */
function place(list: Topics, topic: Topic, forumId: string | undefined): Topics {
  const known = list.items.find((item) => item.id === topic.id);
  const others = { ...list, items: without(list.items, topic.id) };
  if (topic.removed || topic.mergedInto || (forumId && topic.forumId !== forumId)) return others;
  const shown = { ...topic, read: known ? known.read : null };
  return isFurther(list, shown) ? others : { ...list, items: [...others.items, shown].sort(byActivity) };
}

/** Whether a topic comes after the place where the next page begins, which a cursor says as time and id. */
function isFurther({ next }: Topics, { id, pinnedAt, lastPost }: Topic): boolean {
  if (next === null || pinnedAt) return false;
  const [time, lastId] = next.split('_') as [string, string];
  const at = Date.parse(lastPost.at);
  return at < Number(time) || (at === Number(time) && id < lastId);
}

/** Puts a topic that has become active where it belongs: a new one, or one from further down, comes in. */
function raise(list: Topics, topic: Topic, forumId: string | undefined, reduce: (topic: Topic) => Topic): Topics {
  if (forumId && topic.forumId !== forumId) return list;
  const known = list.items.find((item) => item.id === topic.id);
  const others = list.items.filter((item) => item.id !== topic.id);
  const fresh = topic.postCount === 1 ? topic : { ...topic, read: null };
  return { ...list, items: [reduce(known ?? fresh), ...others].sort(byActivity) };
}

/** One topic, wherever it stands. */
function reduceTopic(topic: Topic, event: LoggedEvent, viewer: string): Topic {
  switch (event.type) {
    case 'topic.created':
      return event.data.topic.id === topic.id && event.actor.id === viewer ? { ...topic, read: 1 } : topic;
    case 'post.created':
      return event.data.topicId === topic.id ? withPost(topic, event.data.topic, viewer) : topic;
    case 'topic.read':
      return event.data.topicId === topic.id ? { ...topic, read: Math.max(topic.read ?? 0, event.data.number) } : topic;
    case 'rank.up':
    case 'rank.changed':
    case 'member.updated': {
      const lastPost = { ...topic.lastPost, author: relabel(topic.lastPost.author, event) };
      return { ...topic, author: relabel(topic.author, event), lastPost };
    }
    case 'topic.changed':
    case 'topic.arrived':
    case 'posts.moved': {
      const acted = actedOn(event).find(({ id }) => id === topic.id);
      return acted ? { ...acted, read: topic.read } : topic;
    }
    case 'topic.left':
    case 'posts.removed':
    case 'posts.restored':
    case 'group.slowed':
    case 'post.edited':
    case 'post.removed':
    case 'kudos.given':
    case 'kudos.withdrawn':
    case 'group.updated':
    case 'forum.created':
    case 'group.closed':
    case 'ranks.changed':
    case 'member.joined':
    case 'member.left':
    case 'member.removed':
    case 'member.banned':
    case 'member.role_changed':
      return topic;
    default:
      event satisfies PrivateEvent;
      return topic;
  }
}

/** One's own reply counts as read if all before it was. */
function withPost(topic: Topic, { postCount, lastPost }: Topic, viewer: string): Topic {
  const caughtUp = lastPost.author.id === viewer && topic.read === lastPost.number - 1;
  return { ...topic, postCount, lastPost, read: caughtUp ? lastPost.number : topic.read };
}
