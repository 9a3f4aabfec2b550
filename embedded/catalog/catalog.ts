import { randomBytes } from 'node:crypto';
import type { Doc } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { CatalogEntries } from './catalog-entries.ts';
import { type Collection, type Index, recordNumber, splitNamespace, tableName } from './collection.ts';
import type { IndexSpec } from './index-spec.ts';
import { checkCollectionName } from './names.ts';
import { idIndexSpec } from './parse-index.ts';

/** Numbers below are kept for the store's own tables. */
const FIRST_TABLE = 16;

/** Which collections and indexes there are. Kept in memory whole, written through with each change. */
export class Catalog {
  private readonly store: Store;
  private readonly entries: CatalogEntries;
  private collections = new Map<string, Collection>();
  private nextTable = FIRST_TABLE;

  constructor(store: Store) {
    this.store = store;
    this.entries = new CatalogEntries(store);
    this.load();
    for (const collection of this.all()) this.dropUnfinished(collection);
  }

  get(namespace: string): Collection | undefined {
    return this.collections.get(namespace);
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  create(namespace: string, options: Doc = new Map()): Collection {
    if (this.collections.has(namespace)) fail(48, `Collection ${namespace} already exists.`);
    checkCollectionName(namespace);
    const collection: Collection = {
      ...splitNamespace(namespace),
      table: this.newTable(),
      uuid: randomBytes(16),
      options,
      indexes: [this.newIndex(idIndexSpec(), true)],
      count: 0,
      nextRecord: 1,
      dropped: false,
    };
    this.collections.set(namespace, collection);
    this.entries.save(collection);
    return collection;
  }

  drop(collection: Collection): void {
    collection.dropped = true;
    this.collections.delete(collection.namespace);
    this.entries.remove(collection);
  }

  /** Gives a collection another name. Who still reads it under the old one is told that it is gone. */
  rename(collection: Collection, namespace: string): void {
    checkCollectionName(namespace);
    const renamed: Collection = { ...collection, ...splitNamespace(namespace) };
    collection.dropped = true;
    this.collections.delete(collection.namespace);
    this.collections.set(namespace, renamed);
    this.entries.renamed(collection.namespace, renamed);
  }

  addIndex(collection: Collection, spec: IndexSpec, ready: boolean): Index {
    const index = this.newIndex(spec, ready);
    collection.indexes.push(index);
    this.saved(collection, index);
    return index;
  }

  indexReady(collection: Collection, index: Index): void {
    index.ready = true;
    this.saved(collection, index);
  }

  dropIndex(collection: Collection, index: Index): void {
    index.dropped = true;
    collection.indexes = collection.indexes.filter((one) => one !== index);
    if (!collection.dropped) this.entries.save(collection);
    this.entries.removeIndex(index);
  }

  counted(collection: Collection, change: number): void {
    collection.count += change;
    this.entries.saveCount(collection);
  }

  /** Remembers what kinds of keys an index has met; the planner must know of every one before it is there. */
  flagged(index: Index, multikey: number, shortened: boolean): void {
    if ((index.multikey | multikey) === index.multikey && (index.shortened || !shortened)) return;
    index.multikey |= multikey;
    index.shortened ||= shortened;
    this.entries.saveFlags(index);
  }

  /** Tables whose entries nobody reads any more. */
  garbage(): string[] {
    return this.entries.garbage();
  }

  discarded(table: string): void {
    this.entries.discarded(table);
  }

  /**
   * Reads everything from the disk again, as after a batch that could not be written. Who holds a collection or an index
   * (a cursor, an index's builder) still holds the same one afterwards.
   */
  reload(): void {
    const before = this.collections;
    this.load();
    for (const [name, known] of before) {
      const stored = this.collections.get(name);
      if (stored?.table === known.table) this.collections.set(name, restored(known, stored));
      else known.dropped = true;
    }
  }

  private load(): void {
    this.collections = new Map(this.entries.collections().map((one) => [one.namespace, one]));
    for (const table of this.garbage()) this.tableTaken(table);
    for (const collection of this.collections.values()) {
      for (const { table } of [collection, ...collection.indexes]) this.tableTaken(table);
    }
  }

  /** An index whose building was cut short is gone, as if it had never been asked for. */
  private dropUnfinished(collection: Collection): void {
    for (const index of collection.indexes) if (!index.ready) this.dropIndex(collection, index);
  }

  private saved(collection: Collection, index: Index): void {
    this.entries.save(collection);
    index.readySince = this.store.now;
  }

  private newIndex(spec: IndexSpec, ready: boolean): Index {
    return { ...spec, table: this.newTable(), ready, readySince: 0, dropped: false, multikey: 0, shortened: false };
  }

  private newTable(): string {
    return tableName(this.nextTable++);
  }

  private tableTaken(table: string): void {
    this.nextTable = Math.max(this.nextTable, recordNumber(table) + 1);
  }
}

/** Transactions that are still open have taken numbers of records that the disk knows nothing of yet. */
function restored(known: Collection, stored: Collection): Collection {
  const indexes = stored.indexes.map((index) => {
    const same = known.indexes.find((one) => one.table === index.table);
    return same ? Object.assign(same, index, { readySince: same.readySince }) : index;
  });
  for (const index of known.indexes) if (!indexes.includes(index)) index.dropped = true;
  return Object.assign(known, stored, { indexes, nextRecord: Math.max(known.nextRecord, stored.nextRecord) });
}
