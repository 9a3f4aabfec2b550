import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { openStore, type TestStore } from '../support.ts';
import { expectFound } from './found.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

describe('null and missing', () => {
  test('are one for equality, $in and $lte, and two for $exists and $type', () =>
    expectFound(
      store.db,
      [{ a: null }, {}, { a: 0 }, { a: [] }, { a: [null] }, { a: [1, null] }, { a: false }],
      [
        [{ a: null }, [1, 2, 5, 6]],
        [{ a: { $ne: null } }, [3, 4, 7]],
        [{ a: { $in: [null, 0] } }, [1, 2, 3, 5, 6]],
        [{ a: { $nin: [null] } }, [3, 4, 7]],
        [{ a: { $gte: null } }, [1, 2, 5, 6]],
        [{ a: { $lt: null } }, []],
        [{ a: { $exists: false } }, [2]],
        [{ a: { $exists: true } }, [1, 3, 4, 5, 6, 7]],
        [{ a: { $type: 'null' } }, [1, 5, 6]],
        [{ a: { $type: 10 } }, [1, 5, 6]],
        [{ a: { $not: { $type: 'null' } } }, [2, 3, 4, 7]],
        [{ a: { $not: { $exists: true } } }, [2]],
        [{ a: { $all: [null] } }, [1, 2, 5, 6]],
        [{ a: { $elemMatch: { $eq: null } } }, [5, 6]],
      ],
    ));

  test('under a path', () =>
    expectFound(
      store.db,
      [{ a: { b: null } }, { a: {} }, { a: [{ b: 1 }, {}] }, { a: [{ b: 1 }] }, { a: [1] }, { a: 1 }, {}, { a: [] }],
      [
        [{ 'a.b': null }, [1, 2, 3, 6, 7]],
        [{ 'a.b': { $exists: false } }, [2, 5, 6, 7, 8]],
        [{ 'a.b': { $exists: true } }, [1, 3, 4]],
        [{ 'a.b': { $ne: 1 } }, [1, 2, 5, 6, 7, 8]],
      ],
    ));
});

describe('arrays', () => {
  test('are compared as a whole with arrays, and by element with anything else', () =>
    expectFound(
      store.db,
      [{ a: [1, 2] }, { a: [2, 1] }, { a: [[1, 2]] }, { a: 1 }, { a: [1] }, { a: [] }, { a: [[]] }, { a: [1, 2, 3] }],
      [
        [{ a: [1, 2] }, [1, 3]],
        [{ a: [] }, [6, 7]],
        [{ a: { $gt: [1] } }, [1, 2, 3, 7, 8]],
        [{ a: { $lt: [1, 2] } }, [5, 6, 7]],
        [{ a: { $in: [[1], [2, 1]] } }, [2, 5]],
        [{ a: { $gt: 1 } }, [1, 2, 8]],
        [{ a: { $not: { $gt: 1 } } }, [3, 4, 5, 6, 7]],
        [{ a: { $ne: 1 } }, [3, 6, 7]],
        [{ a: { $size: 1 } }, [3, 5, 7]],
        [{ a: { $size: 0 } }, [6]],
        [{ a: { $type: 'array' } }, [1, 2, 3, 5, 6, 7, 8]],
        [{ a: { $all: [1, 2] } }, [1, 2, 8]],
        [{ a: { $all: [[1, 2]] } }, [1, 3]],
        [{ a: { $elemMatch: { $gte: 2, $lte: 2 } } }, [1, 2, 8]],
        [{ a: { $elemMatch: { $in: [3] } } }, [8]],
        [{ a: { $elemMatch: { $not: { $gt: 0 } } } }, [3, 7]],
        [{ a: { $elemMatch: { $elemMatch: { $gt: 1 } } } }, [3]],
      ],
    ));

  test('of documents are met by paths, by one element for each condition or, with $elemMatch, for all', () =>
    expectFound(
      store.db,
      [
        {
          a: [
            { x: 1, y: 2 },
            { x: 3, y: 4 },
          ],
        },
        { a: [{ x: 1, y: 4 }] },
        { a: { x: 1, y: 4 } },
        { a: [[{ x: 1, y: 4 }]] },
        { a: [{ x: [1, 5] }] },
      ],
      [
        [{ 'a.x': 1, 'a.y': 4 }, [1, 2, 3]],
        [{ a: { $elemMatch: { x: 1, y: 4 } } }, [2]],
        [{ a: { $elemMatch: { $or: [{ x: 3 }, { y: 4 }] } } }, [1, 2]],
        [{ a: { $not: { $elemMatch: { x: 1 } } } }, [3, 4]],
        [{ 'a.x': { $elemMatch: { $gt: 4 } } }, [5]],
        [{ 'a.x': { $gt: 1, $lt: 3 } }, [1, 5]],
        [{ a: { x: 1, y: 4 } }, [2, 3]],
        [{ a: { y: 4, x: 1 } }, []],
        [{ a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { y: 4 } }] } }, [1, 2]],
        [{ 'a.x': { $size: 2 } }, [5]],
      ],
    ));

  test('are entered by a number in a path, which names one value and is also a field', () =>
    expectFound(
      store.db,
      [
        { a: [5, 6] },
        { a: [[5], 7] },
        { a: { 0: 5 } },
        { a: [{ 0: 5 }] },
        { a: { '01': 5 } },
        { a: [{ b: 5 }] },
        { a: [[{ b: 5 }]] },
      ],
      [
        [{ 'a.0': 5 }, [1, 3, 4]],
        [{ 'a.0': [5] }, [2]],
        [{ 'a.00': 5 }, []],
        [{ 'a.01': 5 }, [5]],
        [{ 'a.0.0': 5 }, [2, 4]],
        [{ 'a.0.b': 5 }, [6, 7]],
        [{ 'a.1': { $exists: true } }, [1, 2]],
        [{ 'a.0': { $type: 'array' } }, [2, 7]],
      ],
    ));
});
