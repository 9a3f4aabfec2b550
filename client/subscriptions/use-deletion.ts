import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Subscriptions } from '../../shared/subscriptions.ts';
import { subscriptions } from '../api/subscriptions.ts';
import { toastProblem } from '../ui/toast.ts';
import { subscriptionsQuery } from './queries.ts';

const UNDO_MS = 10_000;

/** Deletes subscriptions, on the page at once, and offers for a while to take it back. */
export function useDeletion() {
  const client = useQueryClient();
  const [undoable, setUndoable] = useState<string[]>([]);
  const [held, setHeld] = useState(false);

  useEffect(() => {
    if (undoable.length === 0 || held) return;
    const timer = setTimeout(() => setUndoable([]), UNDO_MS);
    return () => clearTimeout(timer);
  }, [undoable, held]);

  const remove = useCallback(
    async (ids: string[]) => {
      const gone = new Set(ids);
      client.setQueryData<Subscriptions>(subscriptionsQuery.queryKey, (list) => list && without(list, gone));
      try {
        await subscriptions.remove(ids);
        setUndoable(ids);
      } catch (error) {
        toastProblem(error);
        await client.invalidateQueries(subscriptionsQuery);
      }
    },
    [client],
  );

  const undo = useCallback(async () => {
    setUndoable([]);
    try {
      await subscriptions.restore(undoable);
    } catch (error) {
      toastProblem(error);
    }
    await client.invalidateQueries(subscriptionsQuery);
  }, [client, undoable]);

  /** One who is about to press the button must not lose it. */
  return { undoable, remove, undo, hold: setHeld };
}

function without(list: Subscriptions, ids: Set<string>): Subscriptions {
  const items = list.items.map((item) =>
    ids.has(item.id) ? { ...item, level: 'off' as const, inherited: false } : item,
  );
  return { ...list, items };
}
