import { type Collection, type Index, RECORD_ID_LENGTH, recordNumber, tableRange } from '../catalog/collection.ts';
import { indexKeys } from '../catalog/index-keys.ts';
import { entryKey, isUnique, readRecord, recordOf, type StoredRecord } from '../catalog/records.ts';
import type { Readable } from '../catalog/stored-collections.ts';
import { TABLE_LENGTH } from '../store/overlay.ts';
import { isShortened } from '../values/key.ts';
import { shellText } from '../values/shell-text.ts';
import type { Findings } from './findings.ts';

/** What was found in a collection: the documents that can be read, and how many entries each index has. */
export type CollectionState = { documents: number; unreadable: number; indexes: Map<string, number> };

type IndexCheck = { index: Index; where: string; expected: number };

/**
 * Holds a collection's documents and its indexes against each other, both ways. Yields after each entry looked at, so
 * that others can have their turn.
 */
export function* checkCollection(
  data: Readable,
  collection: Collection,
  findings: Findings,
): Generator<void, CollectionState> {
  // What was being built when the store was killed is cleared away at its next start.
  const checks = collection.indexes
    .filter((index) => index.ready)
    .map((index): IndexCheck => ({ index, where: `${collection.namespace}, index ${index.name}`, expected: 0 }));
  const state: CollectionState = { documents: 0, unreadable: 0, indexes: new Map() };
  for (const entry of data.scan(tableRange(collection.table))) {
    yield;
    const record = readable(collection, entry, findings);
    if (!record) state.unreadable++;
    else {
      state.documents++;
      for (const check of checks) checkEntries(data, check, record, findings);
    }
  }
  if (state.documents + state.unreadable !== collection.count)
    findings.add(
      collection.namespace,
      `should have ${collection.count} documents and has ${state.documents + state.unreadable}`,
    );
  for (const check of checks) state.indexes.set(check.index.name, yield* checkIndex(data, collection, check, findings));
  return state;
}

function readable(
  collection: Collection,
  entry: { key: string; value: Buffer },
  findings: Findings,
): StoredRecord | undefined {
  const id = entry.key.slice(TABLE_LENGTH);
  try {
    const record = readRecord(id, entry.value);
    if (id.length !== RECORD_ID_LENGTH || !record.doc.has('_id')) throw new Error('it has no number or no _id');
    if (entry.value.readInt32LE(0) !== entry.value.length) throw new Error('it is followed by something else');
    return record;
  } catch (error) {
    findings.add(collection.namespace, `record ${numberOf(id)} can't be read: ${(error as Error).message}`);
    return undefined;
  }
}

/** Every entry that a document should have is there, and is its own. */
function checkEntries(data: Readable, check: IndexCheck, record: StoredRecord, findings: Findings): void {
  const { index, where } = check;
  const keys = keysOf(index, record);
  if (keys === undefined) {
    findings.add(where, `cannot hold the document ${named(record)}`);
    return;
  }
  if ((keys.multikey & ~index.multikey) !== 0)
    findings.add(where, `has arrays, as of ${named(record)}, and is not marked for it`);
  for (const key of keys.keys) {
    if (isShortened(key) && !index.shortened)
      findings.add(where, `has long keys, as of ${named(record)}, and is not marked for it`);
    check.expected++;
    const entry = data.get(entryKey(index, key, record.id));
    if (!entry) findings.add(where, `lacks the entry of the document ${named(record)}`);
    else if (isUnique(index) && entry.toString('latin1') !== record.id)
      findings.add(where, `is unique, and yet the document ${named(record)} has the key of another`);
  }
}

function keysOf(index: Index, record: StoredRecord) {
  try {
    return indexKeys(index, record.doc);
  } catch {
    return undefined;
  }
}

/** Counts an index's entries; only where that shows that there are too many is each one looked at. */
function* checkIndex(
  data: Readable,
  collection: Collection,
  check: IndexCheck,
  findings: Findings,
): Generator<void, number> {
  const { index, where, expected } = check;
  let entries = 0;
  for (const _ of data.scan(tableRange(index.table))) {
    yield;
    entries++;
  }
  if (entries <= expected) return entries;
  findings.add(where, `has ${entries} entries where its documents have ${expected}`);
  for (const entry of data.scan(tableRange(index.table))) {
    yield;
    checkEntry(data, collection, check, entry, findings);
  }
  return entries;
}

function checkEntry(
  data: Readable,
  collection: Collection,
  { index, where }: IndexCheck,
  entry: { key: string; value: Buffer },
  findings: Findings,
): void {
  const id = recordOf(index, entry);
  const bytes = data.get(collection.table + id);
  if (!bytes) {
    findings.add(where, `leads to record ${numberOf(id)}, which isn't there`);
    return;
  }
  const record = readable(collection, { key: collection.table + id, value: bytes }, findings);
  const keys = record && keysOf(index, record);
  if (record && keys && ![...keys.keys].some((key) => entryKey(index, key, id) === entry.key))
    findings.add(where, `has an entry that the document ${named(record)} does not have`);
}

function named({ doc }: StoredRecord): string {
  return `{ _id: ${shellText(doc.get('_id'))} }`;
}

function numberOf(id: string): string {
  return id.length === RECORD_ID_LENGTH ? String(recordNumber(id)) : Buffer.from(id, 'latin1').toString('hex');
}
