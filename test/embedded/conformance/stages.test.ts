import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal128, Double, Long } from 'bson';
import type { Document } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from '../support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const run = async (documents: Document[], ...pipeline: Document[]) =>
  (await filled(store.db, documents)).aggregate(pipeline).toArray();

describe('$group', () => {
  test('holds numbers of all kinds for one, and missing for null', async () => {
    const documents = [
      { g: 1 },
      { g: new Double(1) },
      { g: Decimal128.fromString('1.0') },
      { g: null },
      {},
      { g: [1] },
    ];
    const found = await run(documents, { $group: { _id: '$g', n: { $sum: 1 } } }, { $sort: { n: -1, _id: 1 } });
    expect(found).toEqual([
      { _id: 1, n: 3 },
      { _id: null, n: 2 },
      { _id: [1], n: 1 },
    ]);
  });

  test('each accumulator over null, missing, other types and nothing', async () => {
    const outputs = {
      sum: { $sum: '$v' },
      avg: { $avg: '$v' },
      min: { $min: '$v' },
      max: { $max: '$v' },
      first: { $first: '$v' },
      last: { $last: '$v' },
      all: { $push: '$v' },
      set: { $addToSet: '$v' },
      n: { $count: {} },
    };
    const [found] = await run([{ v: null }, {}, { v: 'x' }, { v: 2 }, { v: 2 }, {}], {
      $group: { _id: null, ...outputs },
    });
    expect(found).toMatchObject({
      sum: 4,
      avg: 2,
      min: 2,
      max: 'x',
      first: null,
      last: null,
      all: [null, 'x', 2, 2],
      n: 6,
    });
    expect(found?.set).toHaveLength(3);
    const [none] = await run([{ v: 'x' }], {
      $group: { _id: 1, s: { $sum: '$w' }, a: { $avg: '$w' }, m: { $min: '$w' }, p: { $push: '$w' } },
    });
    expect(none).toEqual({ _id: 1, s: 0, a: null, m: null, p: [] });
    expect(await run([], { $group: { _id: null, n: { $sum: 1 } } })).toEqual([]);
  });

  test('sums are exact where doubles would not be', async () => {
    const documents = [
      { d: 0.1, l: Long.fromString('9007199254740993') },
      { d: 0.2, l: 1 },
      { d: 0.3, l: 1 },
    ];
    const [found] = await (await filled(store.db, documents as Document[]))
      .aggregate([{ $group: { _id: null, d: { $sum: '$d' }, l: { $sum: '$l' }, a: { $avg: '$d' } } }], {
        promoteLongs: false,
      })
      .toArray();
    expect([found?.d, String(found?.l), found?.a]).toEqual([0.6, '9007199254740995', 0.19999999999999998]);
  });

  test.each<[Document, number]>([
    [{ n: { $sum: 1 } }, 15955],
    [{ _id: null, n: 1 }, 40234],
    [{ _id: null, n: { $sum: 1, $avg: 1 } }, 40238],
    [{ _id: null, 'a.b': { $sum: 1 } }, 40235],
    [{ _id: null, n: { $nothing: 1 } }, 15952],
    [{ _id: '$$nothing' }, 17276],
  ])('%j is refused', async (spec, code) => {
    expect((await refusal(run([], { $group: spec }))).code).toBe(code);
  });
});

describe('$unwind', () => {
  const documents = [{ _id: 1, a: [1, null] }, { _id: 2, a: [] }, { _id: 3, a: null }, { _id: 4 }, { _id: 5, a: 7 }];

  test('opens arrays, takes scalars as they are, leaves the empty out', async () => {
    expect(await run(documents, { $unwind: '$a' })).toEqual([
      { _id: 1, a: 1 },
      { _id: 1, a: null },
      { _id: 5, a: 7 },
    ]);
  });

  test('or keeps it, with places counted', async () => {
    const found = await run(documents, {
      $unwind: { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' },
    });
    expect(found).toEqual([
      { _id: 1, a: 1, at: 0 },
      { _id: 1, a: null, at: 1 },
      { _id: 2, at: null },
      { _id: 3, a: null, at: null },
      { _id: 4, at: null },
      { _id: 5, a: 7, at: null },
    ]);
  });

  test('finds nothing to open within an array', async () => {
    expect(await run([{ _id: 1, a: [{ b: [1, 2] }] }], { $unwind: '$a.b' })).toEqual([]);
  });

  test('goes along a path', async () => {
    expect(await run([{ _id: 1, a: { b: [1, 2], c: 3 } }], { $unwind: '$a.b' })).toEqual([
      { _id: 1, a: { b: 1, c: 3 } },
      { _id: 1, a: { b: 2, c: 3 } },
    ]);
  });

  test.each<[unknown, number]>([
    ['a', 28818],
    [{ path: 5 }, 28808],
    [{}, 28812],
    [{ path: '$a', foo: 1 }, 28811],
    [{ path: '$a', includeArrayIndex: '$b' }, 28822],
    [{ path: '$a', preserveNullAndEmptyArrays: 1 }, 28809],
  ])('%j is refused', async (spec, code) => {
    expect((await refusal(run([], { $unwind: spec }))).code).toBe(code);
  });
});

describe('$set, $unset and $replaceRoot', () => {
  test.each<[string, Document, Document, Document]>([
    [
      'what is there keeps its place, what is new comes last',
      { a: 1, b: 2 },
      { $set: { c: 1, a: '$b' } },
      { a: 2, b: 2, c: 1 },
    ],
    ['all are computed from the document as it came', { a: 1, b: 2 }, { $set: { a: '$b', b: '$a' } }, { a: 2, b: 1 }],
    [
      'a path goes into each element of an array',
      { a: [{ b: 1 }, 5] },
      { $set: { 'a.b': 9 } },
      { a: [{ b: 9 }, { b: 9 }] },
    ],
    ['a document is merged', { a: { b: 1, c: 1 } }, { $addFields: { a: { b: 2 } } }, { a: { b: 2, c: 1 } }],
    ['a scalar on the path gives way', { a: 1 }, { $set: { 'a.b': 2 } }, { a: { b: 2 } }],
    ['$$REMOVE takes away, missing sets nothing', { a: 1, b: 1 }, { $set: { a: '$$REMOVE', b: '$none' } }, {}],
    ['$unset goes through arrays', { a: [{ b: 1, c: 1 }, 5] }, { $unset: 'a.b' }, { a: [{ c: 1 }, 5] }],
  ])('%s', async (_name, document, stage, expected) => {
    const [found] = await run([{ _id: 1, ...document }], stage);
    expect(JSON.stringify(found)).toBe(JSON.stringify({ _id: 1, ...expected }));
  });

  test.each<[Document, number]>([
    [{ $replaceRoot: { newRoot: '$a' } }, 40228],
    [{ $replaceWith: '$none' }, 40228],
    [{ $set: 5 }, 40272],
    [{ $set: { a: 1, 'a.b': 2 } }, 40176],
    [{ $limit: 0 }, 15958],
    [{ $limit: 'x' }, 5107201],
    [{ $limit: -1 }, 5107201],
    [{ $skip: -1 }, 5107200],
    [{ $sort: {} }, 15976],
    [{ $count: '' }, 40157],
    [{ $count: '$a' }, 40158],
    [{ $count: 'a.b' }, 40160],
    [{ $match: 5 }, 15959],
    [{ $project: {} }, 51272],
    [{ $unset: 5 }, 31002],
    [{ $limit: 1, $skip: 1 }, 40323],
    [{ $bucket: { groupBy: '$a', boundaries: [1] } }, 40192],
    [{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }, 40194],
    [{ $bucket: { groupBy: '$a', boundaries: [1, 'x'] } }, 40193],
    [{ $facet: {} }, 40169],
    [{ $facet: { a: 1 } }, 40170],
    [{ $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
    [{ $unionWith: { pipeline: [] } }, 9],
    [{ $lookup: { from: 'x', as: 'y' } }, 9],
    [{ $lookup: { from: 'x', as: 'y', localField: 'a' } }, 9],
    [{ $lookup: { from: 'x', as: 'y', localField: 'a', foreignField: 'b', let: {} } }, 9],
  ])('%j is refused', async (stage, code) => {
    expect((await refusal(run([{ a: 1 }], stage))).code).toBe(code);
  });
});

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

test('$facet runs each over the same documents; $bucket puts what is outside apart', async () => {
  const documents = [{ v: 1 }, { v: 5 }, { v: 'x' }, {}];
  const [found] = await run(documents, {
    $facet: {
      count: [{ $count: 'n' }],
      none: [{ $match: { v: 9 } }],
      buckets: [
        {
          $bucket: {
            groupBy: '$v',
            boundaries: [0, 5, 10],
            default: 'other',
            output: { n: { $sum: 1 }, all: { $push: '$v' } },
          },
        },
      ],
    },
  });
  expect(found).toEqual({
    count: [{ n: 4 }],
    none: [],
    buckets: [
      { _id: 0, n: 1, all: [1] },
      { _id: 5, n: 1, all: [5] },
      { _id: 'other', n: 2, all: ['x'] },
    ],
  });
  expect((await refusal(run(documents, { $bucket: { groupBy: '$v', boundaries: [0, 5] } }))).code).toBe(40066);
});
