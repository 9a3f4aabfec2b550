import type { Reply } from '../bson/encode.ts';
import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { type Collection, type Index, tableRange } from '../catalog/collection.ts';
import type { IndexSpec } from '../catalog/index-spec.ts';
import { parseIndexSpec } from '../catalog/parse-index.ts';
import { readRecord } from '../catalog/records.ts';
import { fail } from '../errors.ts';
import { whenFree } from '../sessions/statement-writer.ts';
import { TABLE_LENGTH } from '../store/overlay.ts';
import { equal, identical } from '../values/compare.ts';
import { shellText } from '../values/shell-text.ts';
import { released } from './collections.ts';
import { pace } from './pace.ts';
import type { Request } from './request.ts';

export async function createIndexes(request: Request): Promise<Reply> {
  const specs = request.docs('indexes').map(parseIndexSpec);
  const createdCollectionAutomatically = !request.collection;
  const collection = request.madeCollection;
  const numIndexesBefore = collection.indexes.length;
  for (const spec of specs) {
    const same = existing(collection, spec);
    if (!same) await build(request, collection, spec);
    else if (!same.ready) await finished(request, collection, same);
  }
  await request.engine.store.settled();
  return { numIndexesBefore, numIndexesAfter: collection.indexes.length, createdCollectionAutomatically };
}

/** The index that there is already, if it is the very same; one of its name or key that differs is refused. */
function existing(collection: Collection, spec: IndexSpec): Index | undefined {
  const byName = collection.indexes.find((index) => index.name === spec.name);
  const byKey = collection.indexes.find((index) => sameKey(index, spec) && sameKind(index, spec));
  if (spec.name === '_id_' || (sameKey(collection.indexes[0] as Index, spec) && byName === undefined))
    return collection.indexes[0];
  if (byName) {
    if (sameKey(byName, spec) && identical(withoutName(byName), withoutName(spec))) return byName;
    fail(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${shellText(spec.document)}, existing index: ${shellText(byName.document)}`,
    );
  }
  if (byKey) fail(85, `Index already exists with a different name: ${byKey.name}`);
  return undefined;
}

function sameKey(a: IndexSpec, b: IndexSpec): boolean {
  return equal(a.document.get('key'), b.document.get('key'));
}

/** Whether two indexes on one key would hold the same: then there can be only one of them. */
function sameKind(a: IndexSpec, b: IndexSpec): boolean {
  const partial = (spec: IndexSpec) => spec.document.get('partialFilterExpression') ?? null;
  return a.unique === b.unique && a.sparse === b.sparse && equal(partial(a), partial(b));
}

function withoutName(spec: IndexSpec): Doc {
  return new Map(
    [...spec.document].filter(([name]) => name !== 'name' && name !== 'key').sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

async function build(request: Request, collection: Collection, spec: IndexSpec): Promise<void> {
  const { engine } = request;
  const isEmpty = collection.count === 0 && engine.conflicts.open.size === 0;
  const index = engine.catalog.addIndex(collection, spec, isEmpty);
  if (!isEmpty) await finished(request, collection, index);
}

/** Waits until an index is built; one whose building failed, and could not even be taken back, is built again. */
async function finished(request: Request, collection: Collection, index: Index): Promise<void> {
  const { building } = request.engine;
  const built = building.get(index) ?? fill(request, collection, index);
  building.set(index, built);
  try {
    await built;
  } finally {
    building.delete(index);
  }
}

/** Writers keep the new index up from its first moment on, while the documents there already are added bit by bit. */
async function fill(request: Request, collection: Collection, index: Index): Promise<void> {
  try {
    await released(request, collection);
    await addAll(request, collection, index);
    await request.engine.store.settled();
    checkGoesOn(collection, index);
    request.engine.catalog.indexReady(collection, index);
    await request.engine.store.settled();
  } catch (error) {
    request.engine.catalog.dropIndex(collection, index);
    await request.engine.store.settled();
    throw error;
  }
}

async function addAll(request: Request, collection: Collection, index: Index): Promise<void> {
  const { store, writer, records } = request.engine;
  const turn = pace(request.deadline, 'write');
  // What this batch holds has to be there to be found; later writes see to the index themselves.
  await store.settled();
  for (const { key } of store.committed.scan(tableRange(collection.table))) {
    if (turn.isDue()) await turn.yield();
    checkGoesOn(collection, index);
    await whenFree(() => {
      const bytes = store.latest.get(key);
      if (bytes) records.addToIndex(writer, collection, index, readRecord(key.slice(TABLE_LENGTH), bytes));
    }, request.deadline);
  }
}

function checkGoesOn(collection: Collection, index: Index): void {
  if (collection.dropped)
    fail(276, `Index build failed: ${index.name}: collection ${collection.namespace} was dropped`);
  if (index.dropped) fail(276, `Index build failed: ${index.name}: the index was dropped`);
}

export async function dropIndexes(request: Request): Promise<Reply> {
  const { collection, engine } = request;
  if (!collection) fail(26, `ns not found ${request.namespace}`);
  const nIndexesWas = collection.indexes.length;
  const wanted = named(collection, request.value('index'));
  await released(request, collection);
  for (const index of wanted) engine.catalog.dropIndex(collection, index);
  await engine.store.settled();
  engine.sweepSoon();
  return { nIndexesWas };
}

function named(collection: Collection, which: Value): Index[] {
  if (which === '*') return collection.indexes.slice(1);
  if (Array.isArray(which)) return which.flatMap((one) => named(collection, one));
  const index = collection.indexes.find((one) =>
    isDoc(which) ? equal(one.document.get('key'), which) : one.name === which,
  );
  if (!index) fail(27, isDoc(which) ? "can't find index with key" : `index not found with name [${which}]`);
  if (index === collection.indexes[0]) fail(72, 'cannot drop _id index');
  return [index];
}
