import { Double } from 'bson';
import type { Reply, ReplyValue } from '../bson/encode.ts';
import { encode, uuid } from '../bson/encode.ts';
import { type Doc, docOf, isDoc } from '../bson/types.ts';
import { type Collection, tableRange } from '../catalog/collection.ts';
import { fail, refuse } from '../errors.ts';
import { matches } from '../match/match.ts';
import { parseFilter } from '../match/parse.ts';
import { checkCollation } from './generic-options.ts';
import type { Request } from './request.ts';

export async function create(request: Request): Promise<Reply> {
  checkCollation(request.value('collation'));
  for (const name of ['capped', 'timeseries', 'viewOn', 'validator', 'clusteredIndex', 'expireAfterSeconds'])
    if (request.command.has(name) && !isEmpty(request.value(name))) refuse(`the collection option ${name}`, 72);
  request.engine.catalog.create(request.namespace);
  await request.engine.store.settled();
  return {};
}

function isEmpty(value: unknown): boolean {
  return value === false || (value instanceof Map && value.size === 0);
}

export async function drop(request: Request): Promise<Reply> {
  const { collection } = request;
  if (!collection) return {};
  await released(request, collection);
  if (!collection.dropped) request.engine.catalog.drop(collection);
  await request.engine.store.settled();
  request.engine.sweepSoon();
  return { nIndexesWas: collection.indexes.length, ns: collection.namespace };
}

export async function dropDatabase(request: Request): Promise<Reply> {
  const { catalog, store } = request.engine;
  for (const collection of catalog.all()) {
    if (collection.database !== request.database) continue;
    await released(request, collection);
    if (!collection.dropped) catalog.drop(collection);
  }
  await store.settled();
  request.engine.sweepSoon();
  return { dropped: request.database };
}

/** Waits until no open transaction works on a collection. */
export async function released(request: Request, collection: Collection): Promise<void> {
  for (;;) {
    const users = [...request.engine.conflicts.open].filter((one) => one.collections.has(collection));
    if (users.length === 0) return;
    await Promise.all(users.map((one) => one.ended));
  }
}

export async function listCollections(request: Request): Promise<Reply> {
  const filter = parseFilter(request.doc('filter'));
  const namesOnly = request.flag('nameOnly');
  const documents = request.engine.catalog
    .all()
    .filter((one) => one.database === request.database)
    .map((one) => ({ full: described(one), brief: docOf({ name: one.name, type: 'collection' }) }))
    .filter(({ full }) => matches(filter, full))
    .map(({ full, brief }) => encode(namesOnly ? brief : full));
  return { cursor: await cursorOver(request, `${request.database}.$cmd.listCollections`, documents) };
}

function described(collection: Collection): Doc {
  return docOf({
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: docOf({ readOnly: false, uuid: uuid(collection.uuid) }),
    idIndex: collection.indexes[0]?.document as Doc,
  });
}

/** A cursor over documents that are there already. */
export async function cursorOver(request: Request, namespace: string, documents: Buffer[]): Promise<ReplyValue> {
  const cursor = request.value('cursor');
  const size =
    isDoc(cursor) && typeof cursor.get('batchSize') === 'number'
      ? (cursor.get('batchSize') as number)
      : documents.length + 1;
  return request.engine.cursors.open(namespace, documents.values(), size, false, request.deadline, request.transaction);
}

export async function listIndexes(request: Request): Promise<Reply> {
  const { collection } = request;
  if (!collection) fail(26, `ns does not exist: ${request.namespace}`);
  const documents = collection.indexes.filter((index) => index.ready).map((index) => encode(index.document));
  return { cursor: await cursorOver(request, collection.namespace, documents) };
}

export function listDatabases(request: Request): Reply {
  const filter = parseFilter(request.doc('filter'));
  const names = [...new Set(request.engine.catalog.all().map((one) => one.database))].sort();
  const databases = names.map((name) => docOf({ name, sizeOnDisk: new Double(sizeOf(request, name)), empty: false }));
  const shown = databases.filter((one) => matches(filter, one));
  if (request.flag('nameOnly')) return { databases: shown.map((one) => docOf({ name: one.get('name') })) };
  return { databases: shown, totalSize: new Double(request.engine.store.environment.size()) };
}

/** All databases share one file; each is given its part of it by its number of documents. */
function sizeOf(request: Request, database: string): number {
  const all = request.engine.catalog.all();
  const total = all.reduce((sum, one) => sum + one.count, 0);
  const own = all.filter((one) => one.database === database).reduce((sum, one) => sum + one.count, 0);
  return total === 0 ? 0 : Math.round((request.engine.store.environment.size() * own) / total);
}

export function collStats(request: Request): Reply {
  const { collection } = request;
  const count = collection?.count ?? 0;
  return {
    ns: request.namespace,
    count,
    nindexes: collection?.indexes.length ?? 0,
    ok: new Double(1),
    size: sampledSize(request, collection),
  };
}

const SAMPLE = 100;

/** Bytes of all documents, judged by the first hundred. */
function sampledSize(request: Request, collection: Collection | undefined): Double {
  if (!collection || collection.count === 0) return new Double(0);
  let seen = 0;
  let bytes = 0;
  for (const { value } of request.readView.scan(tableRange(collection.table))) {
    bytes += value.length;
    if (++seen === SAMPLE) break;
  }
  return new Double(Math.round((bytes / Math.max(seen, 1)) * collection.count));
}

export function dbStats(request: Request): Reply {
  const own = request.engine.catalog.all().filter((one) => one.database === request.database);
  const sum = (of: (one: Collection) => number) => own.reduce((total, one) => total + of(one), 0);
  return {
    db: request.database,
    collections: own.length,
    views: 0,
    objects: sum((one) => one.count),
    indexes: sum((one) => one.indexes.length),
    totalSize: new Double(sizeOf(request, request.database)),
  };
}
