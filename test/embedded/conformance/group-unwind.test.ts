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
