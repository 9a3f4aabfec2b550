type Batch<Key, Value> = { keys: Set<Key>; found: Promise<Map<Key, Value>> };

/**
 * Loads together what is asked for while a load is under way. When little is asked each load is of one key and begins at
 * once; the more is asked, the more goes into each. A load begins after all that it answers was asked.
 * @param load what was found for each of the keys; it may leave some out.
 * @param limit how many keys a load may be of; where there are more, several loads are under way at once.
 */
export function batched<Key, Value>(
  load: (keys: Key[]) => Promise<Map<Key, Value>>,
  limit = 256,
): (key: Key) => Promise<Value | undefined> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Batch<Key, Value> | null = null;

  function begin(): Batch<Key, Value> {
    const found: Batch<Key, Value>['found'] = underWay.then(() => {
      if (next === batch) next = null;
      const loaded = load([...batch.keys]);
      underWay = loaded.catch(() => {});
      return loaded;
    });
    const batch: Batch<Key, Value> = { keys: new Set<Key>(), found };
    return batch;
  }

  return async (key) => {
    if (!next || next.keys.size >= limit) next = begin();
    next.keys.add(key);
    return (await next.found).get(key);
  };
}
