const SHARDS = 64;
const HASHED = 64;

/** A map by strings that holds a million of them without ever stopping to grow: it is many small ones. */
export class WideMap<V> {
  private readonly shards: (Map<string, V> | undefined)[] = Array.from({ length: SHARDS });
  size = 0;

  get(key: string): V | undefined {
    return this.shards[shardOf(key)]?.get(key);
  }

  /** Adds a key that isn't there yet. */
  add(key: string, value: V): void {
    const shard = shardOf(key);
    this.shards[shard] ??= new Map();
    this.shards[shard].set(key, value);
    this.size++;
  }
}

function shardOf(key: string): number {
  let hash = key.length;
  const end = Math.min(key.length, HASHED);
  for (let i = 0; i < end; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SHARDS - 1);
}
