import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BSON, type Collection, type Document, MongoServerError } from 'mongodb';
import { decode } from '../../embedded/bson/decode.ts';
import { docOf } from '../../embedded/bson/types.ts';
import { parseSort, sortKey } from '../../embedded/sort/sort.ts';
import { type IndexStep, type Keys, type QueryStep, type Step, steps } from './planner-arbitraries.ts';
import { filled, openStore, type TestStore } from './support.ts';

/**
 * Whatever way the planner chooses must give what a scan of all documents gives. STORE_PROPERTY_RUNS says how many
 * scripts are tried; fast-check prints the seed and the smallest script of one that fails.
 */
const RUNS = Number(process.env.STORE_PROPERTY_RUNS ?? 25);

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

test(
  'every plan gives what a full scan gives',
  async () => {
    await fc.assert(fc.asyncProperty(steps, playThrough), { numRuns: RUNS, interruptAfterTimeLimit: undefined });
  },
  60_000 + RUNS * 3_000,
);

async function playThrough(script: Step[]): Promise<void> {
  const collection = await filled(store.db, []);
  let lastId = 0;
  for (const step of script) {
    if (step.kind === 'insert')
      for (const one of step.documents)
        await allowing(collection.insertOne({ _id: lastId++ as never, ...one }), 171, 11000);
    else await play(collection, step);
  }
  await collection.drop().catch(() => {});
}

/** What an update may be refused for: a clash in an index, or a document that isn't as it would have to be. */
const UPDATE_REFUSALS = [2, 9, 14, 28, 40, 66, 171, 11000, 10334, 16837, 16836];

async function play(collection: Collection, step: Exclude<Step, { kind: 'insert' }>): Promise<void> {
  switch (step.kind) {
    case 'index':
      return allowing(createIndex(collection, step.index), 171, 11000, 85, 86);
    case 'drop index':
      return dropIndex(collection, step.which);
    case 'update':
      return allowing(
        step.many ? collection.updateMany(step.filter, step.change) : collection.updateOne(step.filter, step.change),
        ...UPDATE_REFUSALS,
      );
    case 'delete':
      return allowing(step.many ? collection.deleteMany(step.filter) : collection.deleteOne(step.filter), 2);
    case 'query':
      return compare(collection, step.query);
  }
}

function createIndex(collection: Collection, { keys, options }: IndexStep): Promise<string> {
  return collection.createIndex(new Map(keys), { ...options, name: JSON.stringify([keys, options]) });
}

async function dropIndex(collection: Collection, which: number): Promise<void> {
  const name = (await indexesOf(collection))[which + 1]?.name;
  if (name) await collection.dropIndex(name);
}

async function indexesOf(collection: Collection): Promise<Document[]> {
  const found = await answerOf(collection.indexes(), 26);
  return Array.isArray(found) ? found : [];
}

async function compare(collection: Collection, query: QueryStep): Promise<void> {
  const { filter, sort } = query;
  const all = await answerOf(find(collection, query, { $natural: 1 }), ...SORT_REFUSALS);
  if (typeof all === 'number') return;
  const keyOf = keyMaker(sort);
  checkAnswer(await planned(collection, query), all, query, keyOf);
  checkAnswer(await page(collection, query), all, query, keyOf, true);
  expect(await collection.countDocuments(filter)).toBe(all.length);
  expect(
    await collection.countDocuments(filter, { skip: query.skip, ...(query.limit > 0 && { limit: query.limit }) }),
  ).toBe(pageSize(all.length, query));
  await compareDistinct(collection, filter);
  await compareProjected(collection, query);
  for (const index of await indexesOf(collection)) await compareHinted(collection, query, index, all);
}

/** Arrays side by side can't be sorted by. */
const SORT_REFUSALS = [2, 171];

function planned(collection: Collection, query: QueryStep): Promise<Document[]> {
  return find(collection, query, undefined);
}

function page(collection: Collection, query: QueryStep): Promise<Document[]> {
  return find(collection, query, undefined, { skip: query.skip, limit: query.limit });
}

function find(
  collection: Collection,
  { filter, sort }: QueryStep,
  hint: Document | string | undefined,
  options: Document = {},
) {
  const cursor = collection.find(filter, { ...options, ...(hint && { hint }) });
  if (sort) cursor.sort(new Map(sort));
  return cursor.toArray();
}

/** In order where an order was asked for, as far as the sort says it; each document once. */
function checkAnswer(
  answer: Document[],
  all: Document[],
  query: QueryStep,
  keyOf: (doc: Document) => string,
  isPage = false,
): void {
  const expected = isPage ? all.slice(query.skip, query.limit > 0 ? query.skip + query.limit : undefined) : all;
  expect(answer.map(keyOf)).toEqual(expected.map(keyOf));
  expect(new Set(idsOf(answer)).size).toBe(answer.length);
  const byId = new Map(all.map((doc) => [doc._id, doc]));
  for (const doc of answer) expect(doc).toEqual(byId.get(doc._id));
}

function keyMaker(sort: Keys | undefined): (doc: Document) => string {
  if (!sort) return () => '';
  const parsed = parseSort(docOf(Object.fromEntries(sort)));
  const ordered = sort.map(([path]) => parsed.find((field) => field.path === path) as (typeof parsed)[number]);
  return (doc) => sortKey(ordered, decode(Buffer.from(BSON.serialize(doc))));
}

function pageSize(total: number, { skip, limit }: QueryStep): number {
  const left = Math.max(0, total - skip);
  return limit > 0 ? Math.min(left, limit) : left;
}

/** Of equal numbers of several kinds, either may stand for all. */
async function compareDistinct(collection: Collection, filter: Document): Promise<void> {
  const keysOf = (values: unknown[]) => values.map((value) => keyMaker([['value', 1]])({ value: [value] }));
  const scanned = await collection.distinct('a', filter, { hint: { $natural: 1 } });
  expect(keysOf(await collection.distinct('a', filter))).toEqual(keysOf(scanned));
}

async function compareProjected(collection: Collection, { filter, projection }: QueryStep): Promise<void> {
  if (!projection) return;
  const scanned = await collection.find(filter, { projection, hint: { $natural: 1 } }).toArray();
  const found = await collection.find(filter, { projection }).toArray();
  expect(found.sort(byId)).toEqual(scanned.sort(byId));
}

/** An index by hint gives all, but for one that leaves documents out: that gives none that it should not. */
async function compareHinted(
  collection: Collection,
  query: QueryStep,
  index: Document,
  all: Document[],
): Promise<void> {
  const hinted = await answerOf(find(collection, query, index.name), ...SORT_REFUSALS);
  if (typeof hinted === 'number') throw new Error(`refused with ${hinted} only by the index ${index.name}`);
  if (index.sparse || index.partialFilterExpression) expect(idsOf(all)).toEqual(expect.arrayContaining(idsOf(hinted)));
  else checkAnswer(hinted, all, query, keyMaker(query.sort));
}

function idsOf(documents: Document[]): number[] {
  return documents.map((doc) => doc._id);
}

function byId(a: Document, b: Document): number {
  return a._id - b._id;
}

async function allowing(promise: Promise<unknown>, ...codes: number[]): Promise<void> {
  await answerOf(promise, ...codes);
}

/** The answer, or the code it was refused with, if it is among these. */
async function answerOf<T>(promise: Promise<T>, ...codes: number[]): Promise<T | number> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof MongoServerError && codes.includes(error.code as number)) return error.code as number;
    throw error;
  }
}
