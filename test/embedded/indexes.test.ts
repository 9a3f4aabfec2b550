import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { filled, ids, openStore, refusal, type TestStore } from './support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

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
