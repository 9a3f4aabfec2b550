import { Binary } from 'bson';
import { encode } from '../bson/encode.ts';
import { docOf } from '../bson/types.ts';
import type { Store } from '../store/store.ts';
import { after } from '../values/key.ts';
import { type Collection, type Index, recordNumber, tableRange } from './collection.ts';
import {
  COUNT,
  FLAGS,
  GARBAGE,
  garbageTables,
  NAMESPACE,
  namespaceKey,
  storedCollection,
} from './stored-collections.ts';

/** The catalog as it lies on disk. */
export class CatalogEntries {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  collections(): Collection[] {
    const data = this.store.committed;
    const stored = [...data.scan({ from: NAMESPACE, to: after(NAMESPACE) })];
    return stored
      .map(({ value }) => storedCollection(data, value))
      .map((one) => ({ ...one, nextRecord: this.lastRecord(one.table) + 1 }));
  }

  save(collection: Collection): void {
    const document = docOf({
      namespace: collection.namespace,
      table: recordNumber(collection.table),
      uuid: new Binary(collection.uuid, Binary.SUBTYPE_UUID),
      options: collection.options,
      indexes: collection.indexes.map((index) =>
        docOf({ spec: index.document, table: recordNumber(index.table), ready: index.ready }),
      ),
    });
    this.store.write(namespaceKey(collection.namespace), encode(document));
  }

  renamed(before: string, collection: Collection): void {
    this.store.write(namespaceKey(before), null);
    this.save(collection);
  }

  remove(collection: Collection): void {
    this.store.write(namespaceKey(collection.namespace), null);
    this.store.write(COUNT + collection.table, null);
    this.discard(collection.table);
    for (const index of collection.indexes) this.removeIndex(index);
  }

  removeIndex(index: Index): void {
    this.store.write(FLAGS + index.table, null);
    this.discard(index.table);
  }

  saveCount(collection: Collection): void {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(collection.count);
    this.store.write(COUNT + collection.table, bytes);
  }

  saveFlags(index: Index): void {
    const bytes = Buffer.alloc(5);
    bytes.writeUInt32BE(index.multikey >>> 0, 0);
    bytes[4] = index.shortened ? 1 : 0;
    this.store.write(FLAGS + index.table, bytes);
  }

  /** Tables whose entries nobody reads any more. */
  garbage(): string[] {
    return garbageTables(this.store.committed);
  }

  discarded(table: string): void {
    this.store.write(GARBAGE + table, null);
  }

  private discard(table: string): void {
    this.store.write(GARBAGE + table, Buffer.from([1]));
  }

  private lastRecord(table: string): number {
    for (const { key } of this.store.committed.scan(tableRange(table), true))
      return recordNumber(key.slice(table.length));
    return 0;
  }
}
