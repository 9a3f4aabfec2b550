import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal128, Double, Long } from 'bson';
import type { Document } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from '../support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const numbered = (count: number) => Array.from({ length: count }, (_, _id) => ({ _id, even: _id % 2 === 0 }));

describe('distinct', () => {
  test.each<[string, string, Document[], unknown[]]>([
    ['opens arrays one level', 'a', [{ a: [1, [2, 3]] }, { a: 1 }, { a: [] }], [1, [2, 3]]],
    ['leaves missing out and keeps null', 'a', [{ a: null }, {}, { a: 'x' }], [null, 'x']],
    [
      'holds numbers of all kinds for one',
      'a',
      [{ a: 1 }, { a: new Double(1) }, { a: Decimal128.fromString('1') }],
      [1],
    ],
    ['goes through arrays of documents', 'a.b', [{ a: [{ b: 1 }, { b: [2, 1] }, 7] }, { a: { b: 3 } }], [1, 2, 3]],
    [
      'takes a number for a place and a field',
      'a.0',
      [{ a: [5, 6] }, { a: { 0: 7 } }, { a: [{ 0: 8 }] }],
      [5, 7, 8, { 0: 8 }],
    ],
    [
      'tells documents apart by their fields’ order',
      'a',
      [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: { x: 1, y: 2 } }],
      [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    ],
  ])('%s', async (_name, key, documents, expected) => {
    const collection = await filled(store.db, documents);
    const found = await collection.distinct(key);
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
    await collection.createIndex({ [key]: 1 });
    expect(await collection.distinct(key)).toEqual(expect.arrayContaining(expected));
  });

  test('asks only where the query is met, and of nothing gives nothing', async () => {
    const collection = await filled(store.db, numbered(6));
    expect(await collection.distinct('_id', { even: true })).toEqual([0, 2, 4]);
    expect(await store.db.collection('absent').distinct('a')).toEqual([]);
  });
});

describe('count', () => {
  const count = async (options: Document) => {
    const { collectionName } = await filled(store.db, numbered(10));
    return (await store.db.command({ count: collectionName, ...options })).n;
  };

  test.each<[Document, number]>([
    [{}, 10],
    [{ query: { even: true } }, 5],
    [{ query: { even: true }, skip: 2 }, 3],
    [{ query: { even: true }, limit: 3 }, 3],
    [{ query: { even: true }, skip: 4, limit: 3 }, 1],
    [{ query: { even: true }, skip: 9 }, 0],
    [{ limit: 0 }, 10],
    [{ limit: -4 }, 4],
    [{ query: { _id: { $gte: 7 } }, hint: '_id_' }, 3],
    [{ query: { _id: null } }, 0],
  ])('%j', async (options, expected) => {
    expect(await count(options)).toBe(expected);
  });

  test('refuses a skip below zero', async () => expect((await refusal(count({ skip: -1 }))).code).toBe(51024));

  test('countDocuments and estimatedDocumentCount agree with it', async () => {
    const collection = await filled(store.db, numbered(10));
    expect(await collection.estimatedDocumentCount()).toBe(10);
    expect(await collection.countDocuments({ even: true }, { skip: 1, limit: 3 })).toBe(3);
    expect(await store.db.collection('absent').countDocuments()).toBe(0);
  });
});

describe('cursors', () => {
  const find = (collection: string, options: Document) => store.db.command({ find: collection, ...options });

  test('a first batch of 101, then all there is', async () => {
    const { collectionName } = await filled(store.db, numbered(250));
    const { cursor } = await find(collectionName, {});
    expect(cursor.firstBatch).toHaveLength(101);
    const more = await store.db.command({ getMore: cursor.id, collection: collectionName });
    expect(more.cursor.nextBatch).toHaveLength(149);
    expect(more.cursor.id).toEqual(Long.ZERO.toNumber());
  });

  test.each<[Document, number, boolean]>([
    [{ batchSize: 0 }, 0, true],
    [{ batchSize: 3 }, 3, true],
    [{ batchSize: 10 }, 10, false],
    [{ batchSize: 3, limit: 3 }, 3, false],
    [{ batchSize: 3, limit: 2 }, 2, false],
    [{ batchSize: 2, limit: 3 }, 2, true],
    [{ batchSize: 3, singleBatch: true }, 3, false],
    [{ skip: 8 }, 2, false],
    [{ skip: 20 }, 0, false],
    [{ limit: 0 }, 10, false],
  ])('%j gives %i at first, and whether there is more: %p', async (options, size, more) => {
    const { collectionName } = await filled(store.db, numbered(10));
    const { cursor } = await find(collectionName, options);
    expect([cursor.firstBatch.length, cursor.id !== 0]).toEqual([size, more]);
    if (more) await store.db.command({ killCursors: collectionName, cursors: [Long.fromBigInt(BigInt(cursor.id))] });
  });

  test('a limit below zero is the driver’s word for one batch', async () => {
    const collection = await filled(store.db, numbered(10));
    expect(await collection.find().limit(-3).toArray()).toHaveLength(3);
  });

  test.each<[Document, number]>([
    [{ limit: -1 }, 51024],
    [{ skip: -1 }, 51024],
    [{ batchSize: -1 }, 51024],
    [{ filter: 5 }, 14],
    [{ sort: 5 }, 14],
    [{ projection: 5 }, 14],
    [{ hint: 'absent_1' }, 2],
  ])('%j is refused', async (options, code) => {
    const { collectionName } = await filled(store.db, numbered(1));
    expect((await refusal(find(collectionName, options))).code).toBe(code);
  });

  test('one that was killed, or never was, is not found', async () => {
    const { collectionName } = await filled(store.db, numbered(10));
    const { cursor } = await find(collectionName, { batchSize: 2 });
    const id = Long.fromBigInt(BigInt(cursor.id));
    const killed = await store.db.command({ killCursors: collectionName, cursors: [id, Long.fromNumber(5)] });
    expect([killed.cursorsKilled, killed.cursorsNotFound].map((list) => list.map(Number))).toEqual([[Number(id)], [5]]);
    expect((await refusal(store.db.command({ getMore: id, collection: collectionName }))).code).toBe(43);
  });

  test('aggregations come in batches, too', async () => {
    const collection = await filled(store.db, numbered(10));
    const cursor = collection.aggregate([{ $match: { even: true } }], { batchSize: 2 });
    expect((await cursor.toArray()).map((one) => one._id)).toEqual([0, 2, 4, 6, 8]);
    const pipeline: Document[] = [];
    const command = { aggregate: collection.collectionName, pipeline, cursor: { batchSize: -1 } };
    expect((await refusal(store.db.command(command))).code).toBe(51024);
  });
});

test('the simple collation is what there is; others are refused in `published.test.ts`', async () => {
  const collection = await filled(store.db, [{ a: 'b' }, { a: 'B' }]);
  const collation = { locale: 'simple' };
  expect(await collection.countDocuments({ a: 'b' }, { collation })).toBe(1);
  expect(await collection.distinct('a', { a: 'b' }, { collation })).toEqual(['b']);
});
