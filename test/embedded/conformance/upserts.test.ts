import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, ObjectId } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from '../support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

/** What an upsert makes of a query, without an `_id` that was made for it. */
async function upserted(query: Document, update: Document | Document[]): Promise<Document | undefined> {
  const collection = await filled(store.db, []);
  const { upsertedCount } = await collection.updateOne(query, update, { upsert: true });
  expect(upsertedCount).toBe(1);
  const { _id, ...rest } = (await collection.findOne()) as Document;
  return _id instanceof ObjectId ? rest : { _id, ...rest };
}

const SET = { $set: { z: 1 } };

test.each<[string, Document, Document | Document[], Document]>([
  ['equality', { a: 1, b: null }, SET, { a: 1, b: null, z: 1 }],
  ['$eq', { a: { $eq: 1 } }, SET, { a: 1, z: 1 }],
  ['$eq of a pattern', { a: { $eq: /x/ } }, SET, { a: /x/, z: 1 }],
  ['a pattern is none', { a: /x/ }, SET, { z: 1 }],
  ['$in of one', { a: { $in: [1] } }, SET, { a: 1, z: 1 }],
  ['$in of several is none', { a: { $in: [1, 2] } }, SET, { z: 1 }],
  ['$all of one', { a: { $all: [1] } }, SET, { a: 1, z: 1 }],
  ['$and, nested', { $and: [{ a: 1 }, { $and: [{ b: 2 }] }] }, SET, { a: 1, b: 2, z: 1 }],
  ['$or of one', { $or: [{ a: 1 }] }, SET, { a: 1, z: 1 }],
  ['$or of two is none', { $or: [{ a: 1 }, { a: 2 }] }, SET, { z: 1 }],
  [
    '$nor, $not, ranges, $exists, $elemMatch are none',
    { $nor: [{ a: 1 }], b: { $gt: 1 }, c: { $exists: false }, d: { $elemMatch: { $eq: 1 } }, e: { $not: { $eq: 1 } } },
    SET,
    { z: 1 },
  ],
  ['dotted paths make documents, numbers too', { 'a.b.0': 1, 'a.c': 2 }, SET, { a: { b: { 0: 1 }, c: 2 }, z: 1 }],
  ['an array as a whole', { a: [1, 2] }, { $push: { a: 3 } }, { a: [1, 2, 3] }],
  ['operators go on from there', { a: 1 }, { $inc: { a: 2, b: 3 }, $setOnInsert: { c: 4 } }, { a: 3, b: 3, c: 4 }],
  ['$unset of what came of the query', { a: 1, b: 1 }, { $unset: { a: 1 } }, { b: 1 }],
  ['_id by $in', { _id: { $in: ['x'] } }, SET, { _id: 'x', z: 1 }],
  ['_id by $set', { a: 1 }, { $set: { _id: 'x' } }, { _id: 'x', a: 1 }],
  ['_id in parts', { '_id.a': 1, '_id.b': 2 }, SET, { _id: { a: 1, b: 2 }, z: 1 }],
  ['a pipeline', { a: 2 }, [{ $set: { b: { $multiply: ['$a', 3] } } }], { a: 2, b: 6 }],
])('%s', async (_name, query, update, expected) => {
  expect(await upserted(query, update)).toEqual(expected);
});

describe('replacements', () => {
  const replaced = async (query: Document, replacement: Document) => {
    const collection = await filled(store.db, []);
    await collection.replaceOne(query, replacement, { upsert: true });
    return collection.findOne();
  };

  test('take only _id from the query', async () => {
    expect(await replaced({ _id: 'x' as never, a: 1, b: 2 }, { c: 3 })).toEqual({ _id: 'x', c: 3 });
    expect(await replaced({ a: 1, 'a.b': 2, _id: 'y' as never }, {})).toEqual({ _id: 'y' });
  });

  test('may name the same _id, not another', async () => {
    expect(await replaced({ _id: 'x' as never }, { _id: 'x' as never, c: 3 })).toEqual({ _id: 'x', c: 3 });
    expect((await refusal(replaced({ _id: 'x' as never }, { _id: 'y' as never }))).code).toBe(66);
  });

  test('do not put an _id together from parts', async () => {
    expect((await refusal(replaced({ '_id.a': 1 }, { c: 3 }))).code).toBe(111);
  });
});

test.each<[string, Document, Document, number]>([
  ['one path held equal twice', { $and: [{ a: 1 }, { a: 2 }] }, SET, 54],
  ['$all of several', { a: { $all: [1, 2] } }, SET, 54],
  ['a path and what lies in it', { a: { b: 1 }, 'a.b': 1 }, SET, 54],
  ['an _id against the query’s', { _id: 1 }, { $set: { _id: 2 } }, 66],
  ['an array as _id', { _id: [1] }, SET, 53],
  ['a pattern as _id', { a: 1 }, { $set: { _id: /x/ } }, 53],
  ['a path through a scalar of the query', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['$ for there is nothing that could be met', { a: 1 }, { $set: { 'b.$': 1 } }, 2],
])('%s is refused', async (_name, query, update, code) => {
  const collection = await filled(store.db, []);
  expect((await refusal(collection.updateOne(query, update, { upsert: true }))).code).toBe(code);
  expect(await collection.countDocuments()).toBe(0);
});

test('nothing is inserted where something is met, and the answers tell which it was', async () => {
  const collection = await filled(store.db, [{ _id: 1, a: 1 }]);
  expect(await collection.updateOne({ a: 1 }, { $setOnInsert: { b: 1 } }, { upsert: true })).toMatchObject({
    matchedCount: 1,
    modifiedCount: 0,
    upsertedId: null,
  });
  expect(await collection.updateMany({ a: 2 }, SET, { upsert: true })).toMatchObject({
    matchedCount: 0,
    upsertedCount: 1,
  });
  expect(await collection.countDocuments()).toBe(2);
});

describe('findAndModify', () => {
  const modify = (collection: Collection, options: Document) =>
    store.db.command({ findAndModify: collection.collectionName, ...options });

  test('tells what it did', async () => {
    const collection = await filled(store.db, [{ _id: 1, a: 1 }]);
    expect(await modify(collection, { query: { a: 1 }, update: { $inc: { a: 1 } } })).toMatchObject({
      value: { _id: 1, a: 1 },
      lastErrorObject: { n: 1, updatedExisting: true },
    });
    expect(await modify(collection, { query: { a: 9 }, update: SET })).toMatchObject({
      value: null,
      lastErrorObject: { n: 0, updatedExisting: false },
    });
    expect(await modify(collection, { query: { _id: 2 }, update: SET, upsert: true })).toMatchObject({
      value: null,
      lastErrorObject: { n: 1, updatedExisting: false, upserted: 2 },
    });
    expect(
      await modify(collection, { query: { _id: 3 }, update: SET, upsert: true, new: true, fields: { z: 1, _id: 0 } }),
    ).toMatchObject({
      value: { z: 1 },
    });
    expect(await modify(collection, { query: { _id: 3 }, remove: true })).toMatchObject({
      value: { _id: 3, z: 1 },
      lastErrorObject: { n: 1 },
    });
    expect(await modify(collection, { query: { _id: 3 }, remove: true })).toMatchObject({
      value: null,
      lastErrorObject: { n: 0 },
    });
  });

  test('takes sort, arrayFilters, a pipeline, a replacement, let and hint', async () => {
    const collection = await filled(store.db, [
      { _id: 1, a: [1, 5] },
      { _id: 2, a: [2, 6] },
    ]);
    const filtered = {
      sort: { _id: -1 },
      update: { $set: { 'a.$[x]': 0 } },
      arrayFilters: [{ x: { $gt: 5 } }],
      new: true,
    };
    expect((await modify(collection, filtered)).value).toEqual({ _id: 2, a: [2, 0] });
    const piped = {
      query: { $expr: { $eq: ['$_id', '$$wanted'] } },
      let: { wanted: 1 },
      update: [{ $set: { s: { $sum: '$a' } } }],
      new: true,
      hint: '_id_',
    };
    expect((await modify(collection, piped)).value).toEqual({ _id: 1, a: [1, 5], s: 6 });
    expect((await modify(collection, { query: { _id: 1 }, update: { b: 1 }, new: true })).value).toEqual({
      _id: 1,
      b: 1,
    });
    expect(
      (await modify(collection, { query: { a: 2 }, update: { $set: { 'a.$': 9 } }, fields: { 'a.$': 1 } })).value,
    ).toEqual({ _id: 2, a: [2] });
  });

  test.each<[string, Document, number]>([
    ['neither an update nor a removal', {}, 9],
    ['both', { update: SET, remove: true }, 9],
    ['the new of what is removed', { remove: true, new: true }, 9],
    ['an upsert of what is removed', { remove: true, upsert: true }, 9],
    ['another _id', { query: { _id: 1 }, update: { _id: 2 } }, 66],
  ])('refuses %s', async (_name, options, code) => {
    expect((await refusal(modify(await filled(store.db, [{ _id: 1 }]), options))).code).toBe(code);
  });
});
