import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Collection, Document } from 'mongodb';
import { filled, ids, openStore, refusal, type TestStore } from './support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

/** The stages of the winning plan, and what it looked at. */
async function plan(collection: Collection, query: Document, sort?: Document) {
  const cursor = collection.find(query);
  if (sort) cursor.sort(sort as never);
  const { queryPlanner, executionStats } = (await cursor.explain('executionStats')) as Document;
  return {
    stages: stagesOf(queryPlanner.winningPlan),
    keys: executionStats.totalKeysExamined,
    docs: executionStats.totalDocsExamined,
  };
}

function stagesOf(stage: Document): string[] {
  // A real server may wrap the plan once more.
  const inner = stage.queryPlan ?? stage;
  const name = /IDHACK/.test(inner.stage) ? 'IDHACK' : inner.stage;
  return [name, ...[inner.inputStage, ...(inner.inputStages ?? [])].filter(Boolean).flatMap(stagesOf)];
}

describe('uniqueness', () => {
  test('is told with pattern and value', async () => {
    const collection = await filled(store.db, [{ a: 1, b: 'x' }]);
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    const error = await refusal(collection.insertOne({ a: 1, b: 'x' }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { a: 1, b: -1 }, keyValue: { a: 1, b: 'x' } });
    expect(error.message).toMatch(
      /^E11000 duplicate key error collection: \S+ index: a_1_b_-1 dup key: \{ a: 1, b: "x" \}/,
    );
  });

  test('holds across numeric kinds, for missing as null, and for elements of arrays', async () => {
    const collection = await filled(store.db, [{ a: 1 }, { b: 1 }, { a: [5, 6, 5] }]);
    await collection.createIndex({ a: 1 }, { unique: true });
    for (const clash of [{ a: 1.0 }, { a: null }, {}, { a: 6 }, { a: [7, 5] }])
      expect((await refusal(collection.insertOne(clash))).code).toBe(11000);
  });

  test('is kept by updates, and a value let go can be taken', async () => {
    const collection = await filled(store.db, [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    await collection.createIndex({ a: 1 }, { unique: true });
    expect((await refusal(collection.updateOne({ _id: 2 as never }, { $set: { a: 1 } }))).code).toBe(11000);
    await collection.updateOne({ _id: 1 as never }, { $set: { a: 3 } });
    await collection.updateOne({ _id: 2 as never }, { $set: { a: 1 } });
    expect(await ids(collection, { a: 1 })).toEqual([2]);
  });

  test('leaves out what a sparse or partial index leaves out', async () => {
    const collection = await filled(store.db, []);
    await collection.createIndex({ s: 1 }, { unique: true, sparse: true });
    await collection.createIndex({ p: 1 }, { unique: true, partialFilterExpression: { live: true } });
    await collection.insertMany([{ p: 1 }, { p: 1, live: false }, { p: 1, live: true }]);
    expect((await refusal(collection.insertOne({ p: 1, live: true }))).code).toBe(11000);
    await collection.insertMany([{ s: null }, {}]);
    expect((await refusal(collection.insertOne({ s: null }))).code).toBe(11000);
  });

  test('is found wanting by an index built over duplicates, which then is not there', async () => {
    const collection = await filled(store.db, [{ a: 1 }, { a: 1 }]);
    expect((await refusal(collection.createIndex({ a: 1 }, { unique: true }))).code).toBe(11000);
    expect(await collection.indexes()).toHaveLength(1);
  });

  test('tells keys apart that are longer than the store’s keys', async () => {
    const long = 'x'.repeat(5000);
    const collection = await filled(store.db, [
      { _id: 1, a: `${long}1` },
      { _id: 2, a: `${long}0` },
    ]);
    await collection.createIndex({ a: 1 }, { unique: true });
    expect((await refusal(collection.insertOne({ a: `${long}1` }))).code).toBe(11000);
    await collection.insertOne({ _id: 3 as never, a: `${long}2` });
    expect(await ids(collection, {}, { a: 1 })).toEqual([2, 1, 3]);
    expect(await ids(collection, { a: { $gt: `${long}0` } }, { a: 1 })).toEqual([1, 3]);
    expect(await ids(collection, { a: `${long}0` })).toEqual([2]);
  });
});

describe('plans', () => {
  let collection: Collection;
  beforeAll(async () => {
    const documents = Array.from({ length: 200 }, (_, i) => ({
      _id: i,
      g: i % 10,
      at: i,
      tags: [`t${i % 7}`, `u${i % 3}`],
      n: { m: i % 50 },
      live: i % 2 === 0,
    }));
    collection = await filled(store.db, documents);
    await collection.createIndexes([
      { key: { g: 1, at: -1 } },
      { key: { tags: 1 } },
      { key: { 'n.m': 1 }, partialFilterExpression: { live: true } },
    ]);
  });

  test('_id is read directly', async () => {
    expect(await plan(collection, { _id: 5 })).toMatchObject({ docs: 1 });
    expect((await plan(collection, { _id: 5 })).stages).toContain('IDHACK');
  });

  test.each<[string, Document, Document | undefined, string[], number]>([
    ['equality', { g: 3 }, undefined, ['FETCH', 'IXSCAN'], 20],
    ['equality and range', { g: 3, at: { $gte: 100, $lt: 150 } }, undefined, ['FETCH', 'IXSCAN'], 5],
    ['$in', { g: { $in: [3, 4] } }, undefined, ['FETCH', 'IXSCAN'], 40],
    ['sort by the index', { g: 3 }, { at: -1 }, ['FETCH', 'IXSCAN'], 20],
    ['sort by the index backwards', { g: 3 }, { at: 1 }, ['FETCH', 'IXSCAN'], 20],
    ['elements of an array', { tags: 't3' }, undefined, ['FETCH', 'IXSCAN'], 29],
    ['a partial index that the query implies', { 'n.m': 4, live: true }, undefined, ['FETCH', 'IXSCAN'], 4],
    ['a partial index that it does not imply', { 'n.m': 4 }, undefined, ['COLLSCAN'], 200],
    ['no index', { live: true }, undefined, ['COLLSCAN'], 200],
    ['no index and a sort', { live: true }, { x: 1 }, ['SORT', 'COLLSCAN'], 200],
  ])('%s', async (_name, query, sort, stages, docs) => {
    expect(await plan(collection, query, sort)).toMatchObject({ stages, docs });
  });

  test('a limit stops the scan', async () => {
    const { executionStats } = (await collection
      .find({ g: 3 })
      .sort({ at: -1 })
      .limit(2)
      .explain('executionStats')) as Document;
    expect(executionStats.totalDocsExamined).toBe(2);
  });

  test('branches of $or have an index each', async () => {
    const { stages, docs } = await plan(collection, { $or: [{ g: 3, at: 3 }, { tags: 't1' }] });
    expect(stages).not.toContain('COLLSCAN');
    expect(docs).toBeLessThan(60);
  });

  test('several values and a sort are merged', async () => {
    const found = await collection
      .find({ g: { $in: [3, 4] } })
      .sort({ at: -1 })
      .limit(3)
      .toArray();
    expect(found.map((one) => one.at)).toEqual([194, 193, 184]);
    expect((await plan(collection, { g: { $in: [3, 4] } }, { at: -1 })).stages).toContain('SORT_MERGE');
  });

  test('a hint is followed, an unknown one refused', async () => {
    const { queryPlanner } = (await collection.find({ g: 3 }).hint({ tags: 1 }).explain()) as Document;
    expect(stagesOf(queryPlanner.winningPlan)).toEqual(['FETCH', 'IXSCAN']);
    expect((await refusal(collection.find({}).hint('nothing_1').toArray())).code).toBe(2);
  });
});

describe('definitions', () => {
  test('the same again is no error, another of the same name or key is', async () => {
    const collection = await filled(store.db, []);
    await collection.createIndex({ a: 1 });
    await collection.createIndex({ a: 1 });
    expect((await refusal(collection.createIndex({ a: 1 }, { unique: true }))).code).toBe(86);
    expect((await refusal(collection.createIndex({ a: 1 }, { name: 'other' }))).code).toBe(85);
    expect((await refusal(collection.createIndex({ b: 1 }, { name: 'a_1' }))).code).toBe(86);
    await collection.dropIndex('a_1');
    expect((await refusal(collection.dropIndex('a_1'))).code).toBe(27);
    expect((await refusal(collection.dropIndex('_id_'))).code).toBe(72);
  });

  test('two arrays side by side are refused', async () => {
    const collection = await filled(store.db, []);
    await collection.createIndex({ a: 1, b: 1 });
    expect((await refusal(collection.insertOne({ a: [1, 2], b: [3] }))).code).toBe(171);
    await collection.insertOne({ a: [1, 2], b: 3 });
  });

  test('what exists is told', async () => {
    const collection = store.db.collection('told');
    await store.db.createCollection('told');
    expect((await refusal(store.db.createCollection('told', { capped: false }))).code).toBe(48);
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 },
    ]);
    expect((await store.db.listCollections({ name: 'told' }).toArray()).map((one) => one.type)).toEqual(['collection']);
    await collection.drop();
    expect(await store.db.listCollections({ name: 'told' }).toArray()).toEqual([]);
  });
});

describe('planned answers equal those of a full scan', () => {
  const scalar = fc.oneof(
    fc.integer({ min: -2, max: 3 }),
    fc.constantFrom<unknown>(null, 'a', 'b', '', 1.5, true, new Date(1)),
  );
  const value = fc.oneof(
    { weight: 4, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  );
  const inner = fc.oneof(
    { weight: 3, arbitrary: value },
    fc.record({ c: value }, { requiredKeys: [] }),
    fc.array(fc.record({ c: scalar }, { requiredKeys: [] }), { maxLength: 2 }),
  );
  const document = fc.record({ a: value, b: inner }, { requiredKeys: [] });
  const path = fc.constantFrom('a', 'b', 'b.c');
  const condition = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }).map((list) => ({ $in: list })),
    fc
      .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne', '$eq'), scalar)
      .map(([operator, operand]) => ({ [operator]: operand })),
    fc
      .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 3 }))
      .map(([low, high]) => ({ $gte: low, $lte: high })),
    fc.boolean().map((exists) => ({ $exists: exists })),
    fc.constant({ $elemMatch: { $gt: 0, $lt: 3 } }),
  );
  const clause = fc.tuple(path, condition).map(([name, test]) => ({ [name]: test }));
  const query: fc.Arbitrary<Document> = fc.oneof(
    clause,
    fc.tuple(clause, clause).map(([a, b]) => ({ $and: [a, b] })),
    fc.tuple(clause, clause).map(([a, b]) => ({ $or: [a, b] })),
  );
  const direction = fc.constantFrom(1, -1);
  const keys = fc.uniqueArray(fc.tuple(path, direction), {
    minLength: 1,
    maxLength: 2,
    selector: ([name]) => name.split('.')[0],
  });
  const index = fc.record({
    keys,
    options: fc.constantFrom(
      {},
      { sparse: true },
      { partialFilterExpression: { a: { $gt: 0 } } },
      { partialFilterExpression: { a: { $exists: true } } },
    ),
  });
  const sort = fc.option(keys, { nil: undefined });

  test('over random documents, indexes, queries and sorts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.array(index, { maxLength: 2 }),
        fc.array(fc.tuple(query, sort), { minLength: 1, maxLength: 12 }),
        compareWithScan,
      ),
      { numRuns: Number(process.env.STORE_PROPERTY_RUNS ?? 60) },
    );
  });

  async function compareWithScan(
    documents: Document[],
    indexes: { keys: [string, number][]; options: object }[],
    queries: [Document, [string, number][] | undefined][],
  ) {
    const collection = await filled(store.db, []);
    for (const { keys, options } of indexes) {
      const name = JSON.stringify([keys, options]);
      await collection.createIndex(Object.fromEntries(keys) as never, { ...options, name }).catch(expectSameKey);
    }
    for (const [_id, one] of documents.entries())
      await collection.insertOne({ ...one, _id: _id as never }).catch(expectParallelArrays);
    for (const [one, order] of queries) {
      const sorting = order && { ...Object.fromEntries(order), _id: 1 };
      const scanned = collection.find(one, { hint: { $natural: 1 } });
      const planned = collection.find(one);
      if (sorting) {
        scanned.sort(sorting as never);
        planned.sort(sorting as never);
      }
      const expected = await idsOr171(scanned);
      const actual = await idsOr171(planned);
      if (expected === 171 || actual === 171) continue;
      expect(sorting ? actual : actual.sort()).toEqual(sorting ? expected : expected.sort());
      if (order) await compareLoosely(collection, one, order);
      expect(await collection.countDocuments(one)).toBe(expected.length);
    }
    await collection.drop();
  }

  /** Without a tie-breaker only the sorted values must agree. */
  async function compareLoosely(collection: Collection, one: Document, order: [string, number][]) {
    const sorting = Object.fromEntries(order) as never;
    const planned = await collection.find(one).sort(sorting).toArray();
    const again = await filled(store.db, planned);
    const scanned = await again
      .find({}, { hint: { $natural: 1 } })
      .sort(sorting)
      .toArray();
    expect(planned.map((doc) => doc._id)).toEqual(scanned.map((doc) => doc._id));
    await again.drop();
  }

  function expectSameKey(error: { code: number }) {
    expect([85, 86]).toContain(error.code);
  }

  function expectParallelArrays(error: { code: number }) {
    expect(error.code).toBe(171);
  }

  async function idsOr171(cursor: { toArray(): Promise<Document[]> }): Promise<number[] | 171> {
    try {
      return (await cursor.toArray()).map((doc) => doc._id);
    } catch (error) {
      if ((error as { code: number }).code === 171) return 171;
      throw error;
    }
  }
});
