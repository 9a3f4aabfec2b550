import { Double } from 'bson';
import type { Reply } from '../bson/encode.ts';
import { type Doc, docOf, isDoc, type Value } from '../bson/types.ts';
import { type Collection, tableRange } from '../catalog/collection.ts';
import { fail, refuse } from '../errors.ts';
import { matches } from '../match/match.ts';
import { parseFilter } from '../match/parse.ts';
import { isNumeric, numberOf, toDouble } from '../values/numbers.ts';
import type { Request } from './request.ts';

/** Sizes are estimates: all collections share one file, and none is read whole to be measured. */
export function collStats(request: Request): Reply {
  return { ns: request.namespace, ...storageStats(request, request.collection, scaleOf(request.value('scale'))) };
}

/** The one document of the stage `$collStats`. */
export function collStatsDocument(request: Request, wanted: Value): Doc {
  if (!isDoc(wanted)) fail(40167, '$collStats must take a nested object but found: a value of another type');
  const parts = Object.entries({ storageStats: storagePart, count: countPart });
  const unknown = [...wanted.keys()].find((name) => !parts.some(([known]) => known === name));
  if (unknown !== undefined) refuse(`$collStats.${unknown}`, 40168);
  const { engine, namespace } = request;
  const found = docOf({ ns: namespace, host: engine.address, localTime: new Date() });
  for (const [name, part] of parts) if (wanted.has(name)) found.set(name, part(request, wanted.get(name)));
  return found;
}

function storagePart(request: Request, options: Value): Doc {
  if (!isDoc(options)) fail(9, '$collStats.storageStats must be an object');
  return docOf(storageStats(request, request.collection, scaleOf(options.get('scale'))));
}

function countPart(request: Request, options: Value): Value {
  if (!isDoc(options) || options.size > 0) fail(9, '$collStats.count takes an empty object');
  const { collection, namespace } = request;
  if (!collection) fail(26, `Unable to retrieve count in $collStats stage: collection ${namespace} not found.`);
  return numberOf(collection.count);
}

function scaleOf(value: Value): number {
  if (value === undefined || value === null) return 1;
  const scale = isNumeric(value) ? Math.trunc(toDouble(value)) : Number.NaN;
  return scale >= 1 ? scale : fail(2, `BSON field 'scale' value must be >= 1, actual value '${scale}'`);
}

/** In MongoDB's terms; a collection that isn't there is an empty one without indexes. */
function storageStats(request: Request, collection: Collection | undefined, scale: number): Record<string, Value> {
  const count = collection?.count ?? 0;
  const { average } = sampled(request, collection?.table);
  const size = average * count;
  const indexes = collection?.indexes.filter((index) => index.ready) ?? [];
  const indexSizes = indexes.map(({ name, table }): [string, number] => [name, indexSize(request, table, count)]);
  const totalIndexSize = indexSizes.reduce((sum, [, one]) => sum + one, 0);
  const scaled = (bytes: number) => numberOf(Math.floor(bytes / scale));
  return {
    size: scaled(size),
    count: numberOf(count),
    ...(count > 0 && { avgObjSize: numberOf(Math.round(average)) }),
    numOrphanDocs: 0,
    storageSize: scaled(size),
    freeStorageSize: 0,
    capped: false,
    nindexes: indexes.length,
    indexBuilds: (collection?.indexes ?? []).filter((index) => !index.ready).map((index) => index.name),
    totalIndexSize: scaled(totalIndexSize),
    totalSize: scaled(size + totalIndexSize),
    indexSizes: docOf(Object.fromEntries(indexSizes.map(([name, bytes]) => [name, scaled(bytes)]))),
    scaleFactor: numberOf(scale),
  };
}

function indexSize(request: Request, table: string, documents: number): number {
  const { average, seen } = sampled(request, table, true);
  return average * (seen < SAMPLE ? seen : documents);
}

const SAMPLE = 100;

/** Bytes an entry has on average, judged by the first hundred. */
function sampled(request: Request, table: string | undefined, withKeys = false): { average: number; seen: number } {
  let seen = 0;
  let bytes = 0;
  if (table === undefined) return { average: 0, seen };
  for (const { key, value } of request.readView.scan(tableRange(table))) {
    bytes += value.length + (withKeys ? key.length : 0);
    if (++seen === SAMPLE) break;
  }
  return { average: bytes / Math.max(seen, 1), seen };
}

export function dbStats(request: Request): Reply {
  const scale = scaleOf(request.value('scale'));
  const own = request.engine.catalog.all().filter((one) => one.database === request.database);
  const each = own.map((one) => storageStats(request, one, 1));
  const sum = (name: string) => each.reduce((total, one) => total + toDouble(one[name] as number), 0);
  const scaled = (name: string) => new Double(Math.floor(sum(name) / scale));
  const objects = sum('count');
  return {
    db: request.database,
    collections: own.length,
    views: 0,
    objects: numberOf(objects),
    avgObjSize: new Double(objects === 0 ? 0 : sum('size') / objects),
    dataSize: scaled('size'),
    storageSize: scaled('storageSize'),
    indexes: sum('nindexes'),
    indexSize: scaled('totalIndexSize'),
    totalSize: scaled('totalSize'),
    scaleFactor: numberOf(scale),
  };
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
