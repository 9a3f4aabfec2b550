import { decode } from '../bson/decode.ts';
import { isDoc } from '../bson/types.ts';
import { type Collection, recordNumber, tableName } from '../catalog/collection.ts';
import {
  COUNT,
  FLAGS,
  GARBAGE,
  garbageTables,
  META,
  NAMESPACE,
  type Readable,
  storedCollection,
} from '../catalog/stored-collections.ts';
import { ANSWERS } from '../sessions/session.ts';
import { OWNER } from '../store/owner.ts';
import { after } from '../values/key.ts';
import { type CollectionState, checkCollection } from './check-collection.ts';
import type { Findings } from './findings.ts';

/** Everything that the data of a store holds: what its catalog says there is, is there, whole, and nothing else is. */
export function checkData(data: Readable, findings: Findings): Map<Collection, CollectionState> {
  const collections = readCollections(data, findings);
  const tables = usedTables(data, collections, findings);
  checkCatalog(data, tables, findings);
  const states = new Map<Collection, CollectionState>();
  for (const collection of collections) states.set(collection, finished(checkCollection(data, collection, findings)));
  checkAnswers(data, findings);
  checkStrays(data, tables, findings);
  return states;
}

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export function readCollections(data: Readable, findings: Findings): Collection[] {
  const collections: Collection[] = [];
  for (const { key, value } of data.scan({ from: NAMESPACE, to: after(NAMESPACE) })) {
    const name = Buffer.from(key.slice(NAMESPACE.length), 'latin1').toString('utf8');
    try {
      const collection = storedCollection(data, value);
      if (collection.namespace !== name) throw new Error(`it is that of ${collection.namespace}`);
      collections.push(collection);
    } catch (error) {
      findings.add(name, `its entry in the catalog can't be read: ${(error as Error).message}`);
    }
  }
  return collections;
}

/** The tables of all collections, indexes and what is left of dropped ones; each belongs to one. */
function usedTables(data: Readable, collections: Collection[], findings: Findings): Map<string, string> {
  const tables = new Map([META, ANSWERS].map((table) => [table, 'the store']));
  const add = (table: string, user: string) => {
    const other = tables.get(table);
    if (other) findings.add(user, `has table ${recordNumber(table)}, which is that of ${other}`);
    tables.set(table, user);
  };
  for (const { namespace, table, indexes } of collections) {
    add(table, namespace);
    for (const index of indexes) add(index.table, `${namespace}, index ${index.name}`);
  }
  for (const table of garbageTables(data)) add(table, 'what was dropped');
  return tables;
}

/** The catalog keeps counts and flags for tables that there are, and nothing that is unknown. */
function checkCatalog(data: Readable, tables: Map<string, string>, findings: Findings): void {
  for (const { key } of data.scan({ from: META, to: after(META) })) {
    if (key === OWNER || key.startsWith(NAMESPACE) || key.startsWith(GARBAGE)) continue;
    const kind = [COUNT, FLAGS].find((one) => key.startsWith(one));
    if (kind === undefined)
      findings.add('the catalog', `has an unknown entry ${JSON.stringify(key.slice(META.length))}`);
    else if (!tables.has(key.slice(kind.length)))
      findings.add('the catalog', `has an entry for table ${recordNumber(key.slice(kind.length))}, which isn't there`);
  }
}

const ANSWER_KEY = ANSWERS.length + 16 + 8 + 4;

function checkAnswers(data: Readable, findings: Findings): void {
  for (const { key, value } of data.scan({ from: ANSWERS, to: after(ANSWERS) })) {
    const where = `retryable write ${Buffer.from(key.slice(ANSWERS.length), 'latin1').toString('hex')}`;
    try {
      const record = decode(value);
      if (key.length !== ANSWER_KEY || !isDoc(record.get('answer')) || !(record.get('at') instanceof Date))
        throw new Error('it holds something else');
    } catch (error) {
      findings.add(where, `its record can't be read: ${(error as Error).message}`);
    }
  }
}

/** Between the tables that are known there is nothing. */
function checkStrays(data: Readable, tables: Map<string, string>, findings: Findings): void {
  let from = tableName(0);
  for (const table of [...tables.keys()].sort()) {
    stray(data, from, table, findings);
    from = after(table);
  }
  stray(data, from, '\xff\xff\xff\xff\xff', findings);
}

function stray(data: Readable, from: string, to: string, findings: Findings): void {
  if (from >= to) return;
  for (const { key } of data.scan({ from, to })) {
    findings.add(
      'the data',
      `has entries in table ${recordNumber(key.slice(0, 4))}, which the catalog knows nothing of`,
    );
    return;
  }
}
