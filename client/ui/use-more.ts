import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { fetchCaughtUp } from '../live/snapshots.ts';
import type { View } from '../live/views.ts';

type Listed<Item> = { items: Item[]; next: string | null };

type More<Data> = {
  key: QueryKey;
  view: View<Data>;
  fetch: (cursor: string) => Promise<Data>;
  merge: (shown: Data, page: Data) => Data;
};

/** Adds the following page to a list that is kept live as one. */
export function useMore<Item, Data extends Listed<Item>>({ key, view, fetch, merge }: More<Data>) {
  const client = useQueryClient();
  const [failed, setFailed] = useState(false);
  const busy = useRef(false);

  const more = useCallback(async () => {
    const next = client.getQueryData<Data>(key)?.next;
    if (!next || busy.current) return;
    busy.current = true;
    try {
      const page = await fetchCaughtUp(view, () => fetch(next));
      client.setQueryData<Data>(key, (shown) => (shown?.next === next ? merge(shown, page) : shown));
      setFailed(false);
    } catch {
      setFailed(true);
    } finally {
      busy.current = false;
    }
  }, [client, key, view, fetch, merge]);

  return { more, failed };
}

/** Both lists without repeats; what is shown already counts as newer. */
export function withoutRepeats<Item>(shown: Item[], page: Item[], id: (item: Item) => string): Item[] {
  const known = new Set(shown.map(id));
  return [...shown, ...page.filter((item) => !known.has(id(item)))];
}
