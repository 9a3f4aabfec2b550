import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { type Doc, docOf, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { after } from '../values/key.ts';
import { type Collection, type Index, recordNumber, tableRange } from './collection.ts';
import { type IndexSpec, idIndexSpec, parseIndexSpec } from './index-spec.ts';
import { checkCollectionName } from './names.ts';

/** The table of the catalog itself. */
export const META = '\0\0\0\0';
const NAMESPACE = `${META}ns:`;
const COUNT = `${META}count:`;
const FLAGS = `${META}flags:`;
const GARBAGE = `${META}garbage:`;
const FIRST_TABLE = 16;

/** Which collections and indexes there are. Kept in memory whole, written through with each change. */
export class Catalog {
  private readonly store: Store;
  private collections = new Map<string, Collection>();
  private nextTable = FIRST_TABLE;

  constructor(store: Store) {
    this.store = store;
    this.load();
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
    this.save(collection);
    return collection;
  }

  drop(collection: Collection): void {
    collection.dropped = true;
    this.collections.delete(collection.namespace);
    this.store.write(NAMESPACE + collection.namespace, null);
    this.store.write(COUNT + collection.table, null);
    this.discard(collection.table);
    for (const index of collection.indexes) this.discardIndex(index);
  }

  addIndex(collection: Collection, spec: IndexSpec, ready: boolean): Index {
    const index = this.newIndex(spec, ready);
    collection.indexes.push(index);
    this.save(collection);
    index.readySince = this.store.now;
    return index;
  }

  indexReady(collection: Collection, index: Index): void {
    index.ready = true;
    this.save(collection);
    index.readySince = this.store.now;
  }

  dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((one) => one !== index);
    this.save(collection);
    this.discardIndex(index);
  }

  counted(collection: Collection, change: number): void {
    collection.count += change;
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(collection.count);
    this.store.write(COUNT + collection.table, bytes);
  }

  /** Remembers what kinds of keys an index has met; the planner must know of every one before it is there. */
  flagged(index: Index, multikey: number, shortened: boolean): void {
    if ((index.multikey | multikey) === index.multikey && (index.shortened || !shortened)) return;
    index.multikey |= multikey;
    index.shortened ||= shortened;
    this.saveFlags(index);
  }

  /** Tables whose entries nobody reads any more. */
  garbage(): string[] {
    const { from, to } = { from: GARBAGE, to: after(GARBAGE) };
    return [...this.store.committed.scan({ from, to })].map(({ key }) => key.slice(GARBAGE.length));
  }

  discarded(table: string): void {
    this.store.write(GARBAGE + table, null);
  }

  /** Reads everything from the disk again, as after a batch that could not be written. */
  reload(): void {
    const before = this.collections;
    this.load();
    for (const collection of before.values())
      if (!this.collections.has(collection.namespace)) collection.dropped = true;
    for (const [name, collection] of this.collections) {
      const known = before.get(name);
      if (known?.table !== collection.table) continue;
      this.collections.set(name, Object.assign(known, collection));
    }
  }

  private load(): void {
    this.collections = new Map();
    for (const { value } of this.store.committed.scan({ from: NAMESPACE, to: after(NAMESPACE) })) {
      const collection = this.restored(decode(value));
      this.collections.set(collection.namespace, collection);
    }
    for (const table of this.garbage()) this.tableTaken(table);
    for (const collection of this.collections.values()) this.dropUnfinished(collection);
  }

  /** An index whose building was cut short is gone, as if it had never been asked for. */
  private dropUnfinished(collection: Collection): void {
    for (const index of collection.indexes) if (!index.ready) this.dropIndex(collection, index);
  }

  private restored(document: Doc): Collection {
    const table = tableOf(document.get('table'));
    this.tableTaken(table);
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
    const table = tableOf(document.get('table'));
    this.tableTaken(table);
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
    const [last] = this.store.committed.scan(tableRange(table), true);
    return last ? recordNumber(last.key.slice(table.length)) : 0;
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

  private save(collection: Collection): void {
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

  private saveFlags(index: Index): void {
    const bytes = Buffer.alloc(5);
    bytes.writeUInt32BE(index.multikey >>> 0, 0);
    bytes[4] = index.shortened ? 1 : 0;
    this.store.write(FLAGS + index.table, bytes);
  }

  private discardIndex(index: Index): void {
    index.dropped = true;
    this.store.write(FLAGS + index.table, null);
    this.discard(index.table);
  }

  private discard(table: string): void {
    this.store.write(GARBAGE + table, Buffer.from([1]));
  }
}

function tableName(number: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes.toString('latin1');
}

function tableOf(value: Value): string {
  return tableName(value as number);
}

function splitNamespace(namespace: string) {
  const dot = namespace.indexOf('.');
  return { namespace, database: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
}
