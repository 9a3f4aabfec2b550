import type { QueryClient } from '@tanstack/react-query';
import { reduceHeldPosts } from '../../shared/reduce/held.ts';
import type { HeldAnswer, HeldPost, HeldPosts } from '../../shared/rules.ts';
import { moderation } from '../api/moderation.ts';
import { viewer } from '../live/current.ts';
import { onHappening } from '../live/happenings.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';
import { createStore } from '../ui/store.ts';

/** One's own posts that wait for approval. */
export const heldQuery = snapshot<HeldPosts>(['held'], view(reduceHeldPosts), moderation.held);

/** What was not approved while this page was open, until one has taken note of it; `of`: whose that was. */
export const refused = createStore<{ of: string; items: readonly HeldPost[] }>({ of: '', items: [] });

/** Shows what the server holds back without waiting for its event, which repeats it harmlessly. */
export function keepHeld(client: QueryClient, { held }: HeldAnswer): void {
  client.setQueryData<HeldPosts>(heldQuery.queryKey, (list) =>
    list && !list.items.some(({ id }) => id === held.id) ? { ...list, items: [...list.items, held] } : list,
  );
}

export const isHeld = (answer: object): answer is HeldAnswer => 'held' in answer;

export function takeNote(id: string): void {
  refused.set({ of: viewer(), items: ownRefused().filter((each) => each.id !== id) });
}

/** Who signs in after another sees nothing of theirs. */
export function ownRefused({ of, items } = refused.get()): readonly HeldPost[] {
  return of === viewer() ? items : [];
}

onHappening((event) => {
  if (event.type === 'held.decided' && event.data.state === 'refused') {
    const others = ownRefused().filter(({ id }) => id !== event.data.id);
    refused.set({ of: viewer(), items: [...others, event.data] });
  }
});
