import type { LoggedEvent } from '../../shared/events.ts';
import { isRelabelling, relabel } from '../../shared/reduce/labels.ts';
import type { Post, Topic } from '../../shared/topics.ts';

/** A post, and the topic it stands in as far as the events told of it. */
export type LatestPost = { post: Post; topic: Topic };

/** The latest posts that events of a group tell of, the newest first, as they are after the last of them. Pure. */
export function latestPosts(events: LoggedEvent[], most: number): LatestPost[] {
  return events.reduce(step, []).slice(-most).reverse();
}

function step(known: LatestPost[], event: LoggedEvent): LatestPost[] {
  if (isRelabelling(event)) {
    return known.map(({ post, topic }) => ({ topic, post: { ...post, author: relabel(post.author, event) } }));
  }
  switch (event.type) {
    case 'topic.created':
      return [...known, { post: event.data.post, topic: event.data.topic }];
    case 'post.created':
      return [...withTopic(known, event.data.topic), { post: event.data.post, topic: event.data.topic }];
    case 'post.edited': {
      const { postId, body, editedAt } = event.data;
      return withPosts(known, [postId], (post) => ({ ...post, body, editedAt }));
    }
    case 'post.removed':
      return withPosts(known, [event.data.postId], (post) => ({ ...post, removed: event.data.removed }));
    case 'posts.removed': {
      const ids = event.data.removals.map(({ postId }) => postId);
      return withPosts(known, ids, (post) => ({ ...post, removed: event.data.removed }));
    }
    case 'posts.restored':
      return event.data.posts.reduce((all, post) => withPosts(all, [post.id], () => post), known);
    case 'topic.changed':
      return withTopic(known, event.data.topic);
    case 'topic.left':
      return known.filter(({ topic }) => topic.id !== event.data.topicId);
    case 'posts.moved':
      return moved(known, event.data);
    default:
      return known;
  }
}

const withTopic = (known: LatestPost[], topic: Topic): LatestPost[] =>
  known.map((each) => (each.topic.id === topic.id ? { ...each, topic } : each));

const withPosts = (known: LatestPost[], ids: string[], change: (post: Post) => Post): LatestPost[] =>
  known.map((each) => (ids.includes(each.post.id) ? { ...each, post: change(each.post) } : each));

/** Posts that went to another topic of the group are found there under their new number. */
function moved(known: LatestPost[], { from, into, moves }: Extract<LoggedEvent, { type: 'posts.moved' }>['data']) {
  const places = new Map(moves.map(({ postId, to }) => [postId, to]));
  const all = known.map((each) => {
    const to = places.get(each.post.id);
    return to === undefined ? each : { topic: into, post: { ...each.post, topicId: into.id, number: to } };
  });
  const merged = (post: Post) => {
    const offset = from.mergedInto?.offset ?? 0;
    return { topic: into, post: { ...post, topicId: into.id, number: post.number + offset } };
  };
  const settled = from.mergedInto ? all.map((each) => (each.topic.id === from.id ? merged(each.post) : each)) : all;
  return withTopic(withTopic(settled, from), into);
}
