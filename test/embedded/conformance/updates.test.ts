import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { openStore, type TestStore } from '../support.ts';
import { expectUpdated, type Row } from './updated.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

describe('fields', () => {
  const rows: Row[] = [
    [
      'new fields come by name, numbers by value',
      {},
      { $set: { b: 1, 10: 2, 9: 3, a: 4 } },
      { 9: 3, 10: 2, a: 4, b: 1 },
    ],
    ['what is there keeps its place', { z: 1, a: 1 }, { $set: { a: 2, m: 3, z: 4 } }, { z: 4, a: 2, m: 3 }],
    [
      'a number in a path names a place in an array',
      { a: [1, { b: 1 }] },
      { $set: { 'a.1.b': 2, 'a.0': 0 } },
      { a: [0, { b: 2 }] },
    ],
    ['and a field of a document', { a: {} }, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
    ['a missing parent becomes a document, whatever the name', {}, { $set: { 'a.0.b': 1 } }, { a: { 0: { b: 1 } } }],
    ['an array is filled up with null', { a: [] }, { $set: { 'a.2.b': 1 } }, { a: [null, null, { b: 1 }] }],
    ['01 is no place', { a: [1] }, { $set: { 'a.01': 1 } }, 28],
    ['nothing is set within a scalar', { a: 1 }, { $set: { 'a.b.c': 1 } }, 28],
    ['nor within null', { a: null }, { $set: { 'a.b': 1 } }, 28],
    ['too far past an array’s end', { a: [] }, { $set: { 'a.1500001': 1 } }, 155],
    ['$unset of nothing does nothing', { a: 1 }, { $unset: { b: 1, 'a.c': 1 } }, { a: 1 }],
    ['$unset leaves an empty parent', { a: { b: 1 } }, { $unset: { 'a.b': '' } }, { a: {} }],
    ['$rename moves to the end, over what is there', { a: 1, b: 2, c: 3 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
    ['renames come by where they lead', { a: 1, b: 2 }, { $rename: { a: 'z', b: 'y' } }, { y: 2, z: 1 }],
    ['$rename of nothing does nothing', { c: 1 }, { $rename: { a: 'c' } }, { c: 1 }],
    ['$rename into a document', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    ['$rename out of an array', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
    ['$rename into an array', { a: 1, b: [1] }, { $rename: { a: 'b.0' } }, 2],
    ['$rename to itself', { a: 1 }, { $rename: { a: 'a' } }, 2],
    ['$rename to no text', { a: 1 }, { $rename: { a: 1 } }, 2],
    ['$rename and $set of one', { a: 1 }, { $rename: { a: 'b' }, $set: { b: 1 } }, 40],
    ['$min and $max make what is missing', {}, { $min: { a: 1 }, $max: { b: 1 } }, { a: 1, b: 1 }],
    ['$bit does one after the other', { a: 13 }, { $bit: { a: { and: 10, or: 1, xor: 3 } } }, { a: 10 }],
    ['$bit of a missing field starts from zero', {}, { $bit: { a: { or: 5 } } }, { a: 5 }],
    ['$bit of text', { a: 'x' }, { $bit: { a: { or: 5 } } }, 2],
    ['operators on nothing do nothing', { a: 1 }, { $set: {}, $inc: {} }, { a: 1 }],
    ['an operator on a number', { a: 1 }, { $set: 5 }, 9],
    ['a path that ends in a dot', { a: 1 }, { $set: { 'a.': 1 } }, 56],
    ['$currentDate of a type there is not', {}, { $currentDate: { a: { $type: 'year' } } }, 2],
    ['an operator after a field', {}, { $set: { a: 1 }, b: 2 }, 9],
  ];
  test.each(rows)('%s', (...row) => expectUpdated(store.db, row));
});

describe('arrays', () => {
  const rows: Row[] = [
    [
      '$push of null, a document, an array',
      { a: [] },
      { $push: { a: { $each: [null, { x: 1 }, [1]] } } },
      { a: [null, { x: 1 }, [1]] },
    ],
    ['$push of nothing makes the array', {}, { $push: { a: { $each: [] } } }, { a: [] }],
    ['$position past the end is the end', { a: [1] }, { $push: { a: { $each: [2], $position: 9 } } }, { a: [1, 2] }],
    [
      '$position before the start is the start',
      { a: [1] },
      { $push: { a: { $each: [2], $position: -9 } } },
      { a: [2, 1] },
    ],
    ['$slice: 0 empties', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
    [
      '$sort by several fields, then $slice',
      { a: [{ x: 1, y: 1 }] },
      {
        $push: {
          a: {
            $each: [
              { x: 2, y: 1 },
              { x: 0, y: 2 },
            ],
            $sort: { y: 1, x: -1 },
            $slice: 2,
          },
        },
      },
      {
        a: [
          { x: 2, y: 1 },
          { x: 1, y: 1 },
        ],
      },
    ],
    [
      '$sort puts mixed types in order',
      { a: ['x', 2] },
      { $push: { a: { $each: [null, { y: 1 }], $sort: -1 } } },
      { a: [{ y: 1 }, 'x', 2, null] },
    ],
    ['$push with an unknown modifier', { a: [] }, { $push: { a: { $each: [1], $foo: 1 } } }, 2],
    ['$each of no array', { a: [] }, { $push: { a: { $each: 1 } } }, 14],
    ['$slice of text', { a: [] }, { $push: { a: { $each: [1], $slice: 'x' } } }, 2],
    ['$sort by 2', { a: [] }, { $push: { a: { $each: [1], $sort: 2 } } }, 2],
    ['$push on null', { a: null }, { $push: { a: 1 } }, 2],
    [
      '$addToSet holds numbers of all kinds for one',
      { a: [1, '1'] },
      { $addToSet: { a: { $each: [1.0, '1', null] } } },
      { a: [1, '1', null] },
    ],
    ['$addToSet of an array adds the array', { a: [1] }, { $addToSet: { a: [1] } }, { a: [1, [1]] }],
    ['$addToSet keeps doubles that are there', { a: [1, 1] }, { $addToSet: { a: 1 } }, { a: [1, 1] }],
    ['$addToSet with $slice', { a: [] }, { $addToSet: { a: { $each: [1], $slice: 1 } } }, 2],
    ['$pull of an array takes equal arrays', { a: [[1], 1, [1, 2]] }, { $pull: { a: [1] } }, { a: [1, [1, 2]] }],
    ['$pull of null', { a: [null, 1, { b: null }] }, { $pull: { a: null } }, { a: [1, { b: null }] }],
    ['$pull by operators asks also within arrays', { a: [[1, 5], 2, 6] }, { $pull: { a: { $gte: 5 } } }, { a: [2] }],
    ['$pull by a pattern', { a: ['ab', 'cd', 5] }, { $pull: { a: /^a/ } }, { a: ['cd', 5] }],
    ['$pull by $in', { a: [1, 2, null] }, { $pull: { a: { $in: [1, null] } } }, { a: [2] }],
    [
      '$pull by a query on documents',
      { a: [{ x: 1, y: [1, 2] }, { x: 2 }, 1] },
      { $pull: { a: { x: { $lt: 2 }, y: 2 } } },
      { a: [{ x: 2 }, 1] },
    ],
    [
      '$pull by $elemMatch',
      { a: [{ y: [{ z: 1 }] }, { y: [] }] },
      { $pull: { a: { y: { $elemMatch: { z: 1 } } } } },
      { a: [{ y: [] }] },
    ],
    ['$pull of what is missing', { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
    ['$pull from a scalar', { a: 1 }, { $pull: { a: 1 } }, 2],
    ['$pullAll by value', { a: [1, { x: 1 }, [1]] }, { $pullAll: { a: [[1], { x: 1 }] } }, { a: [1] }],
    ['$pullAll of no array', { a: [1] }, { $pullAll: { a: 1 } }, 2],
    ['$pop of an empty array', { a: [] }, { $pop: { a: 1 } }, { a: [] }],
    ['$pop by 2', { a: [1] }, { $pop: { a: 2 } }, 9],
  ];
  test.each(rows)('%s', (...row) => expectUpdated(store.db, row));
});
