import type { Reply, ReplyValue } from '../bson/encode.ts';
import { encode } from '../bson/encode.ts';
import { uuid } from '../bson/reply.ts';
import { type Doc, docOf, isDoc } from '../bson/types.ts';
import type { Collection } from '../catalog/collection.ts';
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

/** Waits until no open transaction works on any of these collections. */
export async function released(request: Request, ...collections: Collection[]): Promise<void> {
  for (;;) {
    const { open } = request.engine.conflicts;
    const users = [...open].filter((one) => collections.some((collection) => one.collections.has(collection)));
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
  return request.engine.cursors.open(request, namespace, documents.values(), size);
}

export async function listIndexes(request: Request): Promise<Reply> {
  const { collection } = request;
  if (!collection) fail(26, `ns does not exist: ${request.namespace}`);
  const documents = collection.indexes.filter((index) => index.ready).map((index) => encode(index.document));
  return { cursor: await cursorOver(request, collection.namespace, documents) };
}
