/** Where more ask than this in a millisecond, loads begin so many milliseconds apart: a storm gets fewer and larger ones. */
const STORM = 0.5;
const APART_MS = 20;

type Batch<Key, Value> = { keys: Set<Key>; found: Promise<ReadonlyMap<Key, Value>> };

/**
 * Loads together what is asked for in one turn of the loop, and while a load is under way: the more is asked, the more goes
 * into each. A load begins after all that it answers was asked. Not for inside a transaction: others' keys would be loaded
 * in it, too.
 * @param load what was found for each of the keys; it may leave some out.
 * @param limit how many keys a load may be of; where there are more, several loads are under way at once.
 */
export function batched<Key, Value>(
  load: (keys: Key[]) => Promise<ReadonlyMap<Key, Value>>,
  limit = 256,
): (key: Key) => Promise<Value | undefined> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Batch<Key, Value> | null = null;
  let last = { at: 0, rate: 0 };

  function begin(): Batch<Key, Value> {
    const early = last.rate < STORM ? 0 : last.at + APART_MS - performance.now();
    const found: Batch<Key, Value>['found'] = Promise.all([underWay, early > 0 ? wait(early) : turn()]).then(() => {
      if (next === batch) next = null;
      const at = performance.now();
      last = { at, rate: batch.keys.size / (at - last.at) };
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

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
