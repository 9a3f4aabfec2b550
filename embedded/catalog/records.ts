import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import type { Doc } from '../bson/types.ts';
import { CommandError, fail } from '../errors.ts';
import type { Writer } from '../store/writer.ts';
import { isShortened, shortened } from '../values/key.ts';
import { shellText } from '../values/shell-text.ts';
import type { Catalog } from './catalog.ts';
import { type Collection, type Index, RECORD_ID_LENGTH, recordId } from './collection.ts';
import { type IndexKeys, indexKeys, keyValues } from './index-keys.ts';

export const MAX_DOCUMENT = 16 * 1024 * 1024;
/** Documents within documents: fewer than a message may have, so that what is stored can be sent. */
const MAX_LEVELS = 180;
const MARK = Buffer.from([1]);

/** A document where it lies. */
export type StoredRecord = { id: string; doc: Doc; bytes: Buffer };

type Entries = { index: Index; keys: IndexKeys; before: Set<string> };

/** Writes documents together with their index entries: either all of it or, when it throws, nothing. */
export class Records {
  private readonly catalog: Catalog;

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  insert(writer: Writer, collection: Collection, doc: Doc, bytes = encode(doc, MAX_LEVELS)): void {
    checkSize(bytes);
    const id = recordId(collection.nextRecord++);
    const entries = entriesOf(collection, doc);
    this.claimAndCheck(writer, collection, entries, id, doc);
    this.putEntries(writer, entries, id);
    writer.put(collection.table + id, bytes);
    writer.counted(collection, 1);
  }

  replace(writer: Writer, collection: Collection, old: StoredRecord, doc: Doc): void {
    const bytes = encode(doc, MAX_LEVELS);
    checkSize(bytes);
    writer.claim(collection.table + old.id);
    const entries = entriesOf(collection, doc, old.doc);
    this.claimAndCheck(writer, collection, entries, old.id, doc);
    for (const { index, keys, before } of entries)
      for (const key of before) if (!keys.keys.has(key)) removeEntry(writer, index, key, old.id);
    this.putEntries(writer, entries, old.id);
    writer.put(collection.table + old.id, bytes);
  }

  remove(writer: Writer, collection: Collection, old: StoredRecord): void {
    writer.claim(collection.table + old.id);
    const entries = collection.indexes.map((index) => ({ index, keys: indexKeys(index, old.doc).keys }));
    for (const { index, keys } of entries)
      if (isUnique(index)) for (const key of keys) writer.claim(entryKey(index, key, old.id));
    for (const { index, keys } of entries) for (const key of keys) removeEntry(writer, index, key, old.id);
    writer.put(collection.table + old.id, null);
    writer.counted(collection, -1);
  }

  /** Adds the entries of a document that is there already to an index that is being built. */
  addToIndex(writer: Writer, collection: Collection, index: Index, record: StoredRecord): void {
    const entries = [{ index, keys: indexKeys(index, record.doc), before: new Set<string>() }];
    this.claimAndCheck(writer, collection, entries, record.id, record.doc);
    this.putEntries(writer, entries, record.id);
  }

  private claimAndCheck(writer: Writer, collection: Collection, entries: Entries[], id: string, doc: Doc): void {
    for (const { index, keys, before } of entries) {
      this.catalog.flagged(index, keys.multikey, [...keys.keys].some(isShortened));
      if (isUnique(index)) claimChanged(writer, index, keys.keys, before, id);
    }
    for (const { index, keys, before } of entries)
      if (isUnique(index))
        for (const key of keys.keys) if (!before.has(key)) checkFree(writer, collection, index, key, id, doc);
  }

  private putEntries(writer: Writer, entries: Entries[], id: string): void {
    for (const { index, keys, before } of entries) {
      const value = isUnique(index) ? Buffer.from(id, 'latin1') : MARK;
      for (const key of keys.keys) if (!before.has(key)) writer.put(entryKey(index, key, id), value);
    }
  }
}

/** The `_id` index is unique without saying so. */
export function isUnique(index: Index): boolean {
  return index.unique || index.name === '_id_';
}

/** The record an index entry leads to. */
export function recordOf(index: Index, entry: { key: string; value: Buffer }): string {
  return isUnique(index) ? entry.value.toString('latin1') : entry.key.slice(-RECORD_ID_LENGTH);
}

/** A unique index has one entry per key; in others the record's number makes entries differ, and orders equal ones. */
export function entryKey(index: Index, key: string, id: string): string {
  return index.table + shortened(key) + (isUnique(index) ? '' : id);
}

function entriesOf(collection: Collection, doc: Doc, old?: Doc): Entries[] {
  return collection.indexes.map((index) => ({
    index,
    keys: indexKeys(index, doc),
    // A half-built index may not have the entries that stay: then the builder has yet to come by here.
    before: old ? indexKeys(index, old).keys : new Set<string>(),
  }));
}

/** While a unique index is being built, its entry for a key may be that of another document, and must stay. */
function removeEntry(writer: Writer, index: Index, key: string, id: string): void {
  const entry = entryKey(index, key, id);
  if (!index.ready && isUnique(index) && writer.view.text(entry) !== id) return;
  writer.put(entry, null);
}

function claimChanged(writer: Writer, index: Index, keys: Set<string>, before: Set<string>, id: string): void {
  for (const key of keys) if (!before.has(key)) writer.claim(entryKey(index, key, id));
  for (const key of before) if (!keys.has(key)) writer.claim(entryKey(index, key, id));
}

function checkFree(writer: Writer, collection: Collection, index: Index, key: string, id: string, doc: Doc): void {
  const holder = writer.view.text(entryKey(index, key, id));
  if (holder === undefined || holder === id) return;
  throw duplicateKey(collection, index, key, doc);
}

function duplicateKey(collection: Collection, index: Index, key: string, doc: Doc): CommandError {
  const pattern = index.document.get('key') as Doc;
  const values = keyValues(index, doc, key);
  const keyValue = new Map(index.fields.map(({ path }, i) => [path, values[i] ?? null]));
  const message = `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: ${shellText(keyValue)}`;
  return new CommandError(11000, message, { keyPattern: pattern, keyValue });
}

function checkSize(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT)
    fail(10334, `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT}`);
}

export function readRecord(id: string, bytes: Buffer): StoredRecord {
  return { id, bytes, doc: decode(bytes) };
}
