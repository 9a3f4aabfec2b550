import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { openStore, type TestStore } from '../support.ts';
import { expectUpdated, type Row } from './updated.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

describe('places', () => {
  const nested = {
    a: [
      { k: 1, b: [1, 5] },
      { k: 2, b: [5, 9] },
    ],
  };
  const rows: Row[] = [
    [
      '$ in several operators at once',
      nested,
      { $set: { 'a.$.x': 1 }, $push: { 'a.$.b': 0 }, $inc: { 'a.$.k': 10 } },
      { a: [nested.a[0], { k: 12, b: [5, 9, 0], x: 1 }] },
      { 'a.k': 2 },
    ],
    [
      '$ is the outermost array',
      nested,
      { $set: { 'a.$.k': 0 } },
      { a: [nested.a[0], { k: 0, b: [5, 9] }] },
      { 'a.b': 9 },
    ],
    [
      '$ within a path named by place',
      { a: [{ b: [1, 2] }] },
      { $set: { 'a.0.b.$': 0 } },
      { a: [{ b: [1, 0] }] },
      { 'a.0.b': 2 },
    ],
    ['$ with $unset leaves null', { a: [1, 2] }, { $unset: { 'a.$': 1 } }, { a: [1, null] }, { a: 2 }],
    ['$ for a query that met no array', { a: [1], b: 1 }, { $set: { 'a.$': 1 } }, 2, { b: 1 }],
    ['$ first in a path', { a: 1 }, { $set: { '$.a': 1 } }, 2],
    [
      '$[] in arrays within arrays',
      nested,
      { $mul: { 'a.$[].b.$[]': 2 } },
      {
        a: [
          { k: 1, b: [2, 10] },
          { k: 2, b: [10, 18] },
        ],
      },
    ],
    ['$[] of an empty array', { a: [] }, { $set: { 'a.$[].x': 1 } }, { a: [] }],
    ['$[] of what is missing', { b: 1 }, { $set: { 'a.$[]': 1 } }, 2],
    ['$[] of a scalar', { a: 1 }, { $set: { 'a.$[]': 1 } }, 2],
    [
      '$[name] with a filter on a field, twice',
      nested,
      { $set: { 'a.$[one].b.$[two]': 0 } },
      { a: [nested.a[0], { k: 2, b: [0, 9] }] },
      {},
      [{ 'one.k': 2 }, { two: { $lt: 9 } }],
    ],
    [
      '$[name] with $or',
      { a: [1, 2, 3] },
      { $set: { 'a.$[x]': 0 } },
      { a: [0, 2, 0] },
      {},
      [{ $or: [{ x: 1 }, { x: 3 }] }],
    ],
    ['$[name] that meets nothing', { a: [1] }, { $set: { 'a.$[x]': 0 } }, { a: [1] }, {}, [{ x: 9 }]],
    ['a filter no path uses', { a: [1] }, { $set: { 'a.$[x]': 0 } }, 9, {}, [{ x: 1 }, { y: 1 }]],
    ['a path with no filter', { a: [1] }, { $set: { 'a.$[x]': 0 } }, 2],
    ['two filters of one name', { a: [1] }, { $set: { 'a.$[x]': 0 } }, 9, {}, [{ x: 1 }, { x: 2 }]],
    ['$ and a place that turn out to be one', { a: [1, 2] }, { $set: { 'a.$': 0, 'a.1': 1 } }, 40, { a: 2 }],
    [
      'two names that meet one element',
      { a: [{ x: 1 }] },
      { $set: { 'a.$[p].x': 1, 'a.$[q].x': 2 } },
      40,
      {},
      [{ p: { $exists: true } }, { 'q.x': 1 }],
    ],
    ['$[] and a place that meet', { a: [1, 2] }, { $set: { 'a.$[]': 0, 'a.0': 1 } }, 40],
  ];
  test.each(rows)('%s', (...row) => expectUpdated(store.db, row));
});
