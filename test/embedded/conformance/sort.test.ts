import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Binary, BSONRegExp, Code, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import type { Document } from 'mongodb';
import { filled, ids, openStore, refusal, type TestStore } from '../support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const sorted = async (documents: Document[], sort: Document) => ids(await filled(store.db, documents), {}, sort);
const numbered = (values: Document[]) => values.map((one, i) => ({ _id: i + 1, ...one }));

test('types come in MongoDB’s order', async () => {
  const values = [
    new MinKey(),
    null,
    5,
    'text',
    { a: 1 },
    [],
    new Binary(Buffer.from('b')),
    new ObjectId(),
    false,
    true,
    new Date(0),
    new Timestamp({ t: 1, i: 1 }),
    new BSONRegExp('x'),
    new Code('f()'),
    new MaxKey(),
  ].map((v) => ({ v: { w: v } }));
  const collection = await filled(store.db, numbered(values));
  const order = values.map((_, i) => i + 1);
  expect(await ids(collection, {}, { v: 1 })).toEqual(order);
  await collection.createIndex({ v: 1 });
  expect(await ids(collection, {}, { v: -1 })).toEqual(order.reverse());
});

describe('within a type', () => {
  test.each<[string, unknown[]]>([
    ['text by code point, not by UTF-16', ['', 'A', 'a', 'aa', 'b', '\u00e9', '\uff5e', '\u{1f600}']],
    [
      'documents by type, name and value of each field in turn',
      [{}, { a: null }, { a: 1 }, { a: 1, b: 0 }, { a: 2 }, { b: 0 }, { a: 'x' }, { a: {} }],
    ],
    [
      'binary by length, subtype, bytes',
      [new Binary(Buffer.from([9])), new Binary(Buffer.from([1]), 5), new Binary(Buffer.from([0, 0]))],
    ],
    [
      'timestamps by time, then count',
      [new Timestamp({ t: 1, i: 9 }), new Timestamp({ t: 2, i: 1 }), new Timestamp({ t: 4_000_000_000, i: 0 })],
    ],
    ['patterns by text, then options', [new BSONRegExp('a'), new BSONRegExp('a', 'i'), new BSONRegExp('b')]],
  ])('%s', async (_name, values) => {
    const collection = await filled(store.db, numbered(values.map((v) => ({ v }))).reverse());
    const order = values.map((_, i) => i + 1);
    expect(await ids(collection, {}, { v: 1 })).toEqual(order);
    await collection.createIndex({ v: -1 });
    expect(await ids(collection, {}, { v: 1 })).toEqual(order);
  });
});

test.each<[string, Document[], Document, number[]]>([
  [
    'missing as null, both after nothing but MinKey',
    [{ v: 0 }, {}, { v: null }, { v: new MinKey() }],
    { v: 1, _id: 1 },
    [4, 2, 3, 1],
  ],
  ['an array by its least going up', [{ v: [5, 1] }, { v: 3 }, { v: [4] }], { v: 1 }, [1, 2, 3]],
  ['an array by its greatest going down', [{ v: [5, 1] }, { v: 3 }, { v: [4] }], { v: -1 }, [1, 3, 2]],
  ['an empty array before null', [{ v: null }, { v: [] }, { v: [null] }], { v: 1, _id: 1 }, [2, 1, 3]],
  ['an array within an array as an array', [{ v: [[1]] }, { v: [9] }], { v: 1 }, [2, 1]],
  [
    'through arrays of documents',
    [{ v: [{ n: 3 }, { n: 9 }] }, { v: { n: 4 } }, { v: [{ n: 2 }] }, { v: [] }, { v: 1 }],
    { 'v.n': 1, _id: 1 },
    [4, 5, 3, 1, 2],
  ],
  [
    'by several, each its own way',
    [
      { a: 1, b: 1 },
      { a: 2, b: 1 },
      { a: 1, b: 2 },
    ],
    { a: -1, b: 1 },
    [2, 1, 3],
  ],
  ['equal keys as they were inserted', [{ v: 1 }, { v: 0 }, { v: 1 }, { v: 0 }], { v: 1 }, [2, 4, 1, 3]],
  ['a place in an array', [{ v: [1, 9] }, { v: [2, 3] }], { 'v.1': 1 }, [2, 1]],
  ['by what some lack', [{ v: { n: 1 } }, { v: 7 }, {}], { 'v.n': -1, _id: 1 }, [1, 2, 3]],
])('%s', async (_name, documents, sort, order) => {
  expect(await sorted(numbered(documents), sort)).toEqual(order);
});

test('$natural is the order of insertion, forth and back', async () => {
  const collection = await filled(store.db, [{ _id: 2 }, { _id: 1 }, { _id: 3 }]);
  expect(await ids(collection, {}, { $natural: 1 })).toEqual([2, 1, 3]);
  expect(await ids(collection, {}, { $natural: -1 })).toEqual([3, 1, 2]);
});

test('skip and limit cut what is sorted, in find and in pipelines', async () => {
  const collection = await filled(store.db, numbered([{ v: 3 }, { v: 1 }, { v: 2 }, {}]));
  expect((await collection.find().sort({ v: -1 }).skip(1).limit(2).toArray()).map((one) => one._id)).toEqual([3, 2]);
  const piped = await collection.aggregate([{ $sort: { v: -1 } }, { $skip: 1 }, { $limit: 2 }]).toArray();
  expect(piped.map((one) => one._id)).toEqual([3, 2]);
  const other = await collection.aggregate([{ $limit: 3 }, { $sort: { v: 1 } }, { $skip: 1 }]).toArray();
  expect(other.map((one) => one._id)).toEqual([3, 1]);
});

test.each<[string, Document, number]>([
  ['a direction that is none', { v: 2 }, 15975],
  ['a direction in words that is none', { v: 0 }, 15975],
  ['an empty name', { '': 1 }, 40352],
])('%s is refused', async (_name, sort, code) => {
  expect((await refusal(store.db.command({ find: 'x', sort }))).code).toBe(code);
});

test('two arrays side by side have no order', async () => {
  const collection = await filled(store.db, [{ a: [1, 2], b: [1, 2] }]);
  expect((await refusal(collection.find().sort({ a: 1, b: 1 }).toArray())).code).toBe(2);
});
