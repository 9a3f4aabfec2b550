import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from '../support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const run = async (documents: Document[], ...pipeline: Document[]) =>
  (await filled(store.db, documents)).aggregate(pipeline).toArray();

describe('$lookup', () => {
  const locals = [
    { _id: 1, a: 1 },
    { _id: 2, a: [1, 2] },
    { _id: 3, a: [] },
    { _id: 4 },
    { _id: 5, a: [[1, 2]] },
    { _id: 6, a: { x: [1] } },
  ];
  const joined = async (foreign: Document[], stage: Document, documents: Document[] = locals) => {
    const { collectionName: from } = await filled(store.db, foreign);
    const found = await run(documents, { $lookup: { from, as: 'f', ...stage } }, { $set: { f: '$f._id' } });
    return found.map((one) => [one._id, one.f]);
  };

  test('by equal fields: arrays by element, an empty array and a missing field as null', async () => {
    const foreign = [
      { _id: 'one', b: 1 },
      { _id: 'null', b: null },
      { _id: 'none' },
      { _id: 'both', b: [1, 2] },
      { _id: 'nested', b: [[1, 2]] },
    ];
    expect(await joined(foreign, { localField: 'a', foreignField: 'b' })).toEqual([
      [1, ['one', 'both']],
      [2, ['one', 'both']],
      [3, ['null', 'none']],
      [4, ['null', 'none']],
      [5, ['both', 'nested']],
      [6, []],
    ]);
  });

  test('by paths through arrays', async () => {
    const foreign = [
      { _id: 'one', b: { x: 1 } },
      { _id: 'list', b: [{ x: 2 }, { x: 1 }] },
      { _id: 'scalars', b: [1] },
      { _id: 'none' },
    ];
    const found = await joined(foreign, { localField: 'a.x', foreignField: 'b.x' });
    expect(found.slice(3)).toEqual([
      [4, ['scalars', 'none']],
      [5, ['scalars', 'none']],
      [6, ['one', 'list']],
    ]);
  });

  test('by a pipeline that knows the document, after equal fields or alone, and within another', async () => {
    const foreign = [
      { _id: 1, b: 1 },
      { _id: 2, b: 2 },
      { _id: 3, b: 1 },
    ];
    const greater = {
      let: { id: '$_id' },
      pipeline: [{ $match: { $expr: { $gt: ['$_id', '$$id'] } } }, { $sort: { _id: -1 } }],
    };
    expect((await joined(foreign, greater)).slice(0, 3)).toEqual([
      [1, [3, 2]],
      [2, [3]],
      [3, []],
    ]);
    expect((await joined(foreign, { localField: 'a', foreignField: 'b', ...greater })).slice(0, 2)).toEqual([
      [1, [3]],
      [2, [3]],
    ]);
    const { collectionName: other } = await filled(store.db, [{ _id: 'x' }]);
    const inner = {
      $lookup: {
        from: other,
        let: { b: '$b' },
        pipeline: [{ $project: { _id: { $add: ['$$outer', '$$b'] } } }],
        as: 'g',
      },
    };
    const outer = {
      let: { outer: '$a' },
      pipeline: [{ $limit: 1 }, inner, { $project: { _id: { $first: '$g._id' } } }],
    };
    expect(await joined(foreign, outer, [{ _id: 1, a: 10 }])).toEqual([[1, [11]]]);
  });
});

test('let gives find and aggregate variables, and NOW is one time for all documents', async () => {
  const collection = await filled(store.db, [
    { _id: 1, a: 1 },
    { _id: 2, a: 2 },
  ]);
  const query = { $expr: { $eq: ['$a', '$$wanted'] } };
  expect(await collection.find(query, { let: { wanted: { $add: [1, 1] } } }).toArray()).toEqual([{ _id: 2, a: 2 }]);
  expect(await collection.aggregate([{ $match: query }], { let: { wanted: 1 } }).toArray()).toEqual([{ _id: 1, a: 1 }]);
  expect((await collection.deleteMany(query, { let: { wanted: 3 } })).deletedCount).toBe(0);
  expect((await refusal(collection.find({}, { let: { wanted: '$a' } }).toArray())).code).toBe(4890500);
  const times = await collection.aggregate([{ $group: { _id: '$$NOW' } }]).toArray();
  expect(times).toHaveLength(1);
});
