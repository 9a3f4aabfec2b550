import { byAge } from '../order.ts';
import type { HeldPosts } from '../rules.ts';
import { reducer } from './reducer.ts';

/** One's own posts that wait for approval, the oldest first. */
export const reduceHeldPosts = reducer<HeldPosts>((list, event) => {
  if (event.type !== 'post.held' && event.type !== 'held.decided') return list;
  const others = list.items.filter(({ id }) => id !== event.data.id);
  return { ...list, items: event.data.state === 'held' ? [...others, event.data].sort(byAge) : others };
});
