import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, Decimal128, type Document, Long, ObjectId } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from './support.ts';

let store: TestStore;
let sales: Collection;
beforeAll(async () => {
  store = await openStore();
  sales = await filled(store.db, [
    { _id: 1, item: 'a', price: 10, quantity: 2, tags: ['x', 'y'], at: new Date('2024-03-01T08:30:15.250Z') },
    { _id: 2, item: 'b', price: 20, quantity: 1, tags: [], at: new Date('2024-03-15T09:00:00Z') },
    { _id: 3, item: 'a', price: 30, quantity: 5, at: new Date('2024-12-31T23:59:59Z') },
    { _id: 4, item: 'c', price: null, quantity: 1, tags: 'z', nested: { deep: [{ n: 1 }, { n: 2 }] } },
  ] as Document[]);
});
afterAll(() => store.close());

const run = (pipeline: Document[]) => sales.aggregate(pipeline).toArray();

describe('stages', () => {
  test.each<[string, Document[], Document[]]>([
    [
      '$match, $sort, $skip, $limit',
      [
        { $match: { price: { $gte: 10 } } },
        { $sort: { price: -1 } },
        { $skip: 1 },
        { $limit: 1 },
        { $project: { _id: 1 } },
      ],
      [{ _id: 2 }],
    ],
    [
      '$group',
      [
        {
          $group: {
            _id: '$item',
            total: { $sum: '$price' },
            mean: { $avg: '$price' },
            n: { $count: {} },
            low: { $min: '$price' },
            high: { $max: '$price' },
            first: { $first: '$_id' },
            last: { $last: '$_id' },
            all: { $push: '$quantity' },
          },
        },
        { $sort: { _id: 1 } },
      ],
      [
        { _id: 'a', total: 40, mean: 20, n: 2, low: 10, high: 30, first: 1, last: 3, all: [2, 5] },
        { _id: 'b', total: 20, mean: 20, n: 1, low: 20, high: 20, first: 2, last: 2, all: [1] },
        { _id: 'c', total: 0, mean: null, n: 1, low: null, high: null, first: 4, last: 4, all: [1] },
      ],
    ],
    [
      '$group by a document',
      [{ $match: { item: 'b' } }, { $group: { _id: { i: '$item', none: '$none' } } }],
      [{ _id: { i: 'b' } }],
    ],
    [
      '$addToSet',
      [
        { $group: { _id: null, s: { $addToSet: { $gt: ['$quantity', 1] } } } },
        { $project: { _id: 0, n: { $size: '$s' } } },
      ],
      [{ n: 2 }],
    ],
    [
      '$unwind',
      [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: 'x' },
        { _id: 1, tags: 'y' },
        { _id: 4, tags: 'z' },
      ],
    ],
    [
      '$unwind that keeps the empty',
      [
        { $match: { _id: { $lte: 3 } } },
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
        { $project: { tags: 1, i: 1 } },
      ],
      [
        { _id: 1, tags: 'x', i: 0 },
        { _id: 1, tags: 'y', i: 1 },
        { _id: 2, i: null },
        { _id: 3, i: null },
      ],
    ],
    [
      '$project computes, keeps, drops',
      [{ $match: { _id: 1 } }, { $project: { _id: 0, item: 1, sum: { $multiply: ['$price', '$quantity'] } } }],
      [{ item: 'a', sum: 20 }],
    ],
    [
      '$project into arrays',
      [{ $match: { _id: 4 } }, { $project: { 'nested.deep.n': 1 } }],
      [{ _id: 4, nested: { deep: [{ n: 1 }, { n: 2 }] } }],
    ],
    [
      '$addFields and $unset',
      [
        { $match: { _id: 4 } },
        { $addFields: { 'nested.x': '$item', gone: '$$REMOVE' } },
        { $unset: ['price', 'quantity', 'tags', 'item', 'nested.deep'] },
      ],
      [{ _id: 4, nested: { x: 'c' } }],
    ],
    [
      '$set of an existing field keeps its place',
      [{ $match: { _id: 2 } }, { $set: { price: 1 } }, { $project: { at: 0, tags: 0 } }],
      [{ _id: 2, item: 'b', price: 1, quantity: 1 }],
    ],
    [
      '$replaceRoot',
      [{ $match: { _id: 4 } }, { $replaceRoot: { newRoot: { $mergeObjects: ['$nested', { id: '$_id' }] } } }],
      [{ deep: [{ n: 1 }, { n: 2 }], id: 4 }],
    ],
    ['$replaceWith', [{ $match: { _id: 4 } }, { $replaceWith: '$nested' }], [{ deep: [{ n: 1 }, { n: 2 }] }]],
    ['$count', [{ $match: { item: 'a' } }, { $count: 'n' }], [{ n: 2 }]],
    ['$count of nothing', [{ $match: { item: 'none' } }, { $count: 'n' }], []],
    ['$sortByCount', [{ $sortByCount: '$item' }, { $limit: 1 }], [{ _id: 'a', count: 2 }]],
    [
      '$bucket',
      [
        { $match: { price: { $ne: null } } },
        { $bucket: { groupBy: '$price', boundaries: [0, 15, 25], default: 'more' } },
      ],
      [
        { _id: 0, count: 1 },
        { _id: 15, count: 1 },
        { _id: 'more', count: 1 },
      ],
    ],
    [
      '$facet',
      [{ $facet: { a: [{ $match: { item: 'a' } }, { $count: 'n' }], b: [{ $project: { _id: 1 } }, { $limit: 1 }] } }],
      [{ a: [{ n: 2 }], b: [{ _id: 1 }] }],
    ],
  ])('%s', async (_name, pipeline, expected) => {
    const found = await run(pipeline);
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  });

  test('$lookup joins by equality: null with missing, arrays by element', async () => {
    const items = await filled(store.db, [{ _id: 1, key: 'a' }, { _id: 2, key: ['a', 'b'] }, { _id: 3 }]);
    await items.createIndex({ key: 1 });
    const from = items.collectionName;
    const joined = await sales
      .aggregate([
        { $lookup: { from, localField: 'item', foreignField: 'key', as: 'found.ids' } },
        { $project: { n: '$found.ids._id' } },
      ])
      .toArray();
    expect(joined).toEqual([
      { _id: 1, n: [1, 2] },
      { _id: 2, n: [2] },
      { _id: 3, n: [1, 2] },
      { _id: 4, n: [] },
    ]);
    const missing = await sales
      .aggregate([
        { $match: { _id: 1 } },
        { $lookup: { from, localField: 'none', foreignField: 'key', as: 'found' } },
        { $project: { n: '$found._id' } },
      ])
      .toArray();
    expect(missing).toEqual([{ _id: 1, n: [3] }]);
  });

  test('$unionWith', async () => {
    const other = await filled(store.db, [
      { _id: 9, item: 'z' },
      { _id: 10, item: 'y' },
    ]);
    const pipeline = [
      { $match: { item: 'b' } },
      { $unionWith: { coll: other.collectionName, pipeline: [{ $match: { item: 'z' } }] } },
      { $project: { _id: 1 } },
    ];
    expect(await run(pipeline)).toEqual([{ _id: 2 }, { _id: 9 }]);
  });

  test('sums are exact over longs and decimals', async () => {
    const big = await filled(store.db, [
      { l: Long.fromString('9007199254740993'), d: Decimal128.fromString('0.1') },
      { l: 2, d: Decimal128.fromString('0.2') },
    ] as Document[]);
    const [sum] = await big
      .aggregate([{ $group: { _id: null, l: { $sum: '$l' }, d: { $sum: '$d' } } }], { promoteLongs: false })
      .toArray();
    expect(String(sum?.l)).toBe('9007199254740995');
    expect(String(sum?.d)).toBe('0.3');
  });

  test('countDocuments uses what an index knows', async () => {
    await sales.createIndex({ quantity: 1 });
    expect(await sales.countDocuments({ quantity: 1 })).toBe(2);
    expect(await sales.countDocuments({ quantity: { $gt: 1 } }, { limit: 1 })).toBe(1);
    expect(await sales.countDocuments({})).toBe(4);
    expect(await sales.countDocuments({ tags: 'x', quantity: 2 })).toBe(1);
  });
});

describe('expressions', () => {
  const date = new Date('2024-03-01T08:30:15.250Z');
  // biome-ignore-start lint/suspicious/noThenProperty: MongoDB's own word
  test.each<[Document | string, unknown]>([
    [{ $add: [1, 2, 3] }, 6],
    [{ $add: ['$at', 1000] }, new Date(date.getTime() + 1000)],
    [{ $add: [1, null] }, null],
    [{ $subtract: [5, 7] }, -2],
    [{ $divide: [7, 2] }, 3.5],
    [{ $mod: [-7, 3] }, -1],
    [{ $abs: -5 }, 5],
    [{ $ceil: 1.2 }, 2],
    [{ $floor: -1.2 }, -2],
    [{ $round: [2.5] }, 2],
    [{ $round: [1234, -2] }, 1200],
    [{ $trunc: [-2.7] }, -2],
    [{ $cmp: ['$none', null] }, -1],
    [{ $eq: ['$none', null] }, false],
    [{ $and: [1, 'x', []] }, true],
    [{ $or: [0, null, '$none'] }, false],
    [{ $not: [0] }, true],
    [{ $cond: [{ $gt: ['$price', 5] }, 'yes', 'no'] }, 'yes'],
    [{ $cond: { if: false, then: 1, else: 2 } }, 2],
    [{ $ifNull: ['$none', null, 'z'] }, 'z'],
    [{ $switch: { branches: [{ case: { $eq: ['$item', 'a'] }, then: 'A' }], default: '?' } }, 'A'],
    [{ $concat: ['$item', '-', 'b'] }, 'a-b'],
    [{ $concat: ['$item', '$none'] }, null],
    [{ $toUpper: 'aé' }, 'Aé'],
    [{ $strLenCP: '🍞a' }, 2],
    [{ $substrCP: ['hello', 1, 3] }, 'ell'],
    [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
    [{ $trim: { input: '  x ' } }, 'x'],
    [{ $regexMatch: { input: 'Hello', regex: '^h', options: 'i' } }, true],
    [{ $indexOfCP: ['hello', 'l'] }, 2],
    [{ $size: '$tags' }, 2],
    [{ $arrayElemAt: ['$tags', -1] }, 'y'],
    [{ $first: '$tags' }, 'x'],
    [{ $slice: [[1, 2, 3], -2] }, [2, 3]],
    [{ $in: ['x', '$tags'] }, true],
    [{ $concatArrays: ['$tags', ['z']] }, ['x', 'y', 'z']],
    [{ $filter: { input: [1, 2, 3], as: 'n', cond: { $gt: ['$$n', 1] } } }, [2, 3]],
    [{ $map: { input: [1, 2], in: { $multiply: ['$$this', '$price'] } } }, [10, 20]],
    [{ $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [{ $range: [0, 5, 2] }, [0, 2, 4]],
    [
      {
        $setUnion: [
          [1, 2],
          [2, 3],
        ],
      },
      [1, 2, 3],
    ],
    [{ $setDifference: [[1, 2], [2]] }, [1]],
    [{ $setIsSubset: [[1], [1, 2]] }, true],
    [{ $sum: [1, 'x', 2] }, 3],
    [{ $max: [[1, 5, 3]] }, 5],
    [{ $avg: [1, 2] }, 1.5],
    [{ $mergeObjects: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
    [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
    [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
    [{ $getField: 'item' }, 'a'],
    [{ $literal: '$price' }, '$price'],
    [{ $let: { vars: { p: { $add: ['$price', 1] } }, in: { $multiply: ['$$p', 2] } } }, 22],
    [{ $type: '$none' }, 'missing'],
    [{ $type: '$at' }, 'date'],
    [{ $toString: 5 }, '5'],
    [{ $toInt: '42' }, 42],
    [{ $toDate: new ObjectId('65e19b170000000000000000') }, new Date(0x65e19b17 * 1000)],
    [{ $year: '$at' }, 2024],
    [{ $month: '$at' }, 3],
    [{ $dayOfWeek: '$at' }, 6],
    [{ $dayOfYear: '$at' }, 61],
    [{ $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M:%S.%L' } }, '2024-03-01 08:30:15.250'],
    [{ $dateTrunc: { date: '$at', unit: 'day' } }, new Date('2024-03-01')],
    ['$$ROOT._id', 1],
    ['$nested', undefined],
    // biome-ignore-end lint/suspicious/noThenProperty: MongoDB's own word
  ])('%j', async (expression, expected) => {
    const [found] = await sales.aggregate([{ $match: { _id: 1 } }, { $project: { _id: 0, v: expression } }]).toArray();
    expect(found?.v).toEqual(expected);
  });

  test.each<[Document, RegExp]>([
    [{ $divide: [1, 0] }, /zero/],
    [{ $add: ['x', 1] }, /\$add only supports numeric/],
    [{ $size: '$item' }, /\$size must be an array/],
    [{ $toInt: 'x' }, /parse/],
    [{ $concat: [1, 'x'] }, /\$concat only supports strings/],
  ])('%j is refused', async (expression, message) => {
    expect((await refusal(run([{ $project: { v: expression } }]))).message).toMatch(message);
  });
});
