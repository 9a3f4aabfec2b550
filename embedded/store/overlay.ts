/** The first four bytes of every key: the collection or index it belongs to. */
export const TABLE_LENGTH = 4;

export type Entry = { key: string; value: Buffer };

/** Writes not yet in LMDB: keys with their new value, or null where the key is to go. */
export class Overlay {
  private readonly tables = new Map<string, Table>();
  size = 0;

  put(key: string, value: Buffer | null): void {
    const name = key.slice(0, TABLE_LENGTH);
    let table = this.tables.get(name);
    if (!table) {
      table = new Table();
      this.tables.set(name, table);
    }
    this.size++;
    table.put(key, value);
  }

  /** The value, null if deleted here, undefined if untouched. */
  get(key: string): Buffer | null | undefined {
    if (this.size === 0) return undefined;
    return this.tables.get(key.slice(0, TABLE_LENGTH))?.values.get(key);
  }

  /** Touched keys in [from, to), in order; `from` and `to` lie in one table. */
  keysBetween(from: string, to: string): string[] {
    if (this.size === 0) return [];
    return this.tables.get(from.slice(0, TABLE_LENGTH))?.between(from, to) ?? [];
  }

  *entries(): Generator<[string, Buffer | null]> {
    for (const table of this.tables.values()) yield* table.values;
  }
}

class Table {
  readonly values = new Map<string, Buffer | null>();
  /** Sorted only when a range is asked for: most writes are met by point reads alone. */
  private sorted: string[] | undefined;

  put(key: string, value: Buffer | null): void {
    if (this.sorted && !this.values.has(key)) this.sorted = undefined;
    this.values.set(key, value);
  }

  between(from: string, to: string): string[] {
    this.sorted ??= [...this.values.keys()].sort((a, b) => (a < b ? -1 : 1));
    return this.sorted.slice(lowerBound(this.sorted, from), lowerBound(this.sorted, to));
  }
}

function lowerBound(keys: string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
