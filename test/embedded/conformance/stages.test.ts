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
