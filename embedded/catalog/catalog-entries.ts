import { Binary } from 'bson';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { type Doc, docOf } from '../bson/types.ts';
import type { Store } from '../store/store.ts';
import { after } from '../values/key.ts';
import { type Collection, type Index, recordNumber, splitNamespace, tableName, tableRange } from './collection.ts';
import { parseIndexSpec } from './index-spec.ts';

/** The table of the catalog itself. */
const META = '\0\0\0\0';
const NAMESPACE = `${META}ns:`;
const COUNT = `${META}count:`;
const FLAGS = `${META}flags:`;
const GARBAGE = `${META}garbage:`;

/** The catalog as it lies on disk. */
export class CatalogEntries {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  collections(): Collection[] {
    const entries = this.store.committed.scan({ from: NAMESPACE, to: after(NAMESPACE) });
    return [...entries].map(({ value }) => this.restored(decode(value)));
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
    this.store.write(NAMESPACE + collection.namespace, encode(document));
  }

  remove(collection: Collection): void {
    this.store.write(NAMESPACE + collection.namespace, null);
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
    const entries = this.store.committed.scan({ from: GARBAGE, to: after(GARBAGE) });
    return [...entries].map(({ key }) => key.slice(GARBAGE.length));
  }

  discarded(table: string): void {
    this.store.write(GARBAGE + table, null);
  }

  private discard(table: string): void {
    this.store.write(GARBAGE + table, Buffer.from([1]));
  }

  private restored(document: Doc): Collection {
    const table = tableName(document.get('table') as number);
    return {
      ...splitNamespace(document.get('namespace') as string),
      table,
      uuid: Buffer.from((document.get('uuid') as Binary).buffer),
      options: document.get('options') as Doc,
      indexes: (document.get('indexes') as Doc[]).map((one) => this.restoredIndex(one)),
      count: this.store.committed.get(COUNT + table)?.readDoubleBE() ?? 0,
      nextRecord: this.lastRecord(table) + 1,
      dropped: false,
    };
  }

  private restoredIndex(document: Doc): Index {
    const table = tableName(document.get('table') as number);
    const flags = this.store.committed.get(FLAGS + table);
    return {
      ...parseIndexSpec(document.get('spec') as Doc),
      table,
      ready: document.get('ready') === true,
      readySince: 0,
      dropped: false,
      multikey: flags?.readUInt32BE(0) ?? 0,
      shortened: flags?.[4] === 1,
    };
  }

  private lastRecord(table: string): number {
    for (const { key } of this.store.committed.scan(tableRange(table), true))
      return recordNumber(key.slice(table.length));
    return 0;
  }
}
