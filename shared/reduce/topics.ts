import type { LoggedEvent, PrivateEvent } from '../events.ts';
import { byActivity } from '../order.ts';
import type { Topic, TopicPage, Topics } from '../topics.ts';
import { relabel } from './labels.ts';
import { type Reducer, reducer } from './reducer.ts';

/** One topic's page, with the names of the group and forum it is in. */
export const reduceTopicPage: Reducer<TopicPage> = reducer<TopicPage>(
  (page, event, viewer) => {
    const group = event.type === 'group.updated' ? { ...page.group, name: event.data.name } : page.group;
    return { ...page, group, topic: reduceTopic(page.topic, event, viewer) };
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
      return { ...list, items: list.items.map((topic) => reduceTopic(topic, event, viewer)) };
    },
    ['topic.read'],
  );

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
