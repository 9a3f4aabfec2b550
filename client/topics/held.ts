import type { QueryClient } from '@tanstack/react-query';
import { reduceHeldPosts } from '../../shared/reduce/held.ts';
import type { HeldAnswer, HeldPost, HeldPosts } from '../../shared/rules.ts';
import { moderation } from '../api/moderation.ts';
import { onHappening } from '../live/happenings.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';
import { createStore } from '../ui/store.ts';

/** One's own posts that wait for approval. */
export const heldQuery = snapshot<HeldPosts>(['held'], view(reduceHeldPosts), moderation.held);

/** What was not approved while this page was open, until one has taken note of it. */
export const refused = createStore<readonly HeldPost[]>([]);

/** Shows what the server holds back without waiting for its event, which repeats it harmlessly. */
export function keepHeld(client: QueryClient, { held }: HeldAnswer): void {
  client.setQueryData<HeldPosts>(heldQuery.queryKey, (list) =>
    list && !list.items.some(({ id }) => id === held.id) ? { ...list, items: [...list.items, held] } : list,
  );
}

export const isHeld = (answer: object): answer is HeldAnswer => 'held' in answer;

export function takeNote(id: string): void {
  refused.set(refused.get().filter((each) => each.id !== id));
}

onHappening((event) => {
  if (event.type === 'held.decided' && event.data.state === 'refused') {
    refused.set([...refused.get().filter(({ id }) => id !== event.data.id), event.data]);
  }
});
