import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Subscription, Subscriptions } from '../../shared/subscriptions.ts';
import { subscriptions } from '../api/subscriptions.ts';
import { toastProblem } from '../ui/toast.ts';
import { subscriptionsQuery } from './queries.ts';

const UNDO_MS = 10_000;

/** Deletes subscriptions, on the page at once, and offers for a while to take it back. */
export function useDeletion() {
  const client = useQueryClient();
  const [undoable, setUndoable] = useState<Subscription[]>([]);
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (undoable.length === 0 || held) return;
    const timer = setTimeout(() => setUndoable([]), UNDO_MS);
    return () => clearTimeout(timer);
  }, [undoable, held]);

  const remove = useCallback(
    async (gone: Subscription[]) => {
      show(
        client,
        gone.map((item) => ({ ...item, level: 'off', inherited: false })),
      );
      const done = await attempt(client, () => subscriptions.remove(gone.map(({ id }) => id)));
      if (done) setUndoable(gone);
    },
    [client],
  );

  const undo = useCallback(async () => {
    setUndoable([]);
    setHeld(false);
    show(client, undoable);
    await attempt(client, () => subscriptions.restore(undoable.map(({ id }) => id)));
  }, [client, undoable]);

  /** One who is about to press the button must not lose it. */
  return { undoable, remove, undo, hold: setHeld };
}

/** Puts these in the place of what is shown of the same things; their event says the same. */
function show(client: QueryClient, changed: Subscription[]): void {
  const byId = new Map(changed.map((item) => [item.id, item]));
  client.setQueryData<Subscriptions>(subscriptionsQuery.queryKey, (list) => {
    return list && { ...list, items: list.items.map((item) => byId.get(item.id) ?? item) };
  });
}

/** @returns whether it was done; if not, what is so is fetched. */
async function attempt(client: QueryClient, ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    toastProblem(error);
    await client.invalidateQueries(subscriptionsQuery);
    return false;
  }
}
