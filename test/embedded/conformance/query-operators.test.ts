import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Binary, BSONRegExp, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import type { Document } from 'mongodb';
import { openStore, refusal, type TestStore } from '../support.ts';
import { expectFound } from './found.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

describe('operators', () => {
  test('$mod keeps the dividend’s sign, cuts fractions and leaves out what is no finite number', () =>
    expectFound(
      store.db,
      [
        { a: -7 },
        { a: 7.9 },
        { a: Long.fromString('9223372036854775807') },
        { a: Decimal128.fromString('7.5') },
        { a: Number.NaN },
        { a: '7' },
        { a: [8, 10] },
        { a: 1e300 },
      ],
      [
        [{ a: { $mod: [4, -3] } }, [1]],
        [{ a: { $mod: [4, 3] } }, [2, 3, 4]],
        [{ a: { $mod: [-4, 3] } }, [2, 3, 4]],
        [{ a: { $mod: [4.9, 2.1] } }, [7]],
        [{ a: { $mod: [1, 0] } }, [1, 2, 3, 4, 7]],
      ],
    ));

  test('patterns: options, anchors, and what $not, $in, $all and $nin make of them', () =>
    expectFound(
      store.db,
      [{ a: 'Alpha' }, { a: 'beta\nalpha' }, { a: ['x', 'alphabet'] }, { a: 5 }, {}, { a: 'alpha\n' }],
      [
        [{ a: /^alpha/ }, [3, 6]],
        [{ a: /^alpha/i }, [1, 3, 6]],
        [{ a: new BSONRegExp('^alpha$', 'm') }, [2, 6]],
        [{ a: /alpha$/ }, [2, 6]],
        [{ a: { $regex: 'beta.alpha', $options: 's' } }, [2]],
        [{ a: { $regex: /ALPHA/, $options: 'i' } }, [1, 2, 3, 6]],
        [{ a: { $not: /alpha/ } }, [1, 4, 5]],
        [{ a: { $not: { $regex: 'alpha' } } }, [1, 4, 5]],
        [{ a: { $in: [/^b/, 5] } }, [2, 4]],
        [{ a: { $nin: [/a/] } }, [4, 5]],
        [{ a: { $all: [/x/, /bet/] } }, [3]],
        [{ a: { $regex: 'lph', $gt: 'b' } }, [2, 3]],
      ],
    ));

  test('$type by number, alias and several', () =>
    expectFound(
      store.db,
      [
        { a: 1 },
        { a: 1.5 },
        { a: Long.fromNumber(1) },
        { a: Decimal128.fromString('1') },
        { a: 'x' },
        { a: new ObjectId() },
        { a: new Date(0) },
        { a: [[1]] },
        { a: new Binary(Buffer.from([1])) },
        { a: new Timestamp({ t: 1, i: 1 }) },
        { a: new MinKey() },
        { a: new MaxKey() },
        { a: {} },
      ],
      [
        [{ a: { $type: 'int' } }, [1]],
        [{ a: { $type: 1 } }, [2]],
        [{ a: { $type: 'number' } }, [1, 2, 3, 4]],
        [{ a: { $type: ['string', 7, 'date'] } }, [5, 6, 7]],
        [{ a: { $type: 'array' } }, [8]],
        [{ a: { $type: [5, 17] } }, [9, 10]],
        [{ a: { $type: -1 } }, [11]],
        [{ a: { $type: 'maxKey' } }, [12]],
        [{ a: { $type: 'object' } }, [13]],
      ],
    ));

  test('$expr compares across types, reads paths its own way, and mixes with the rest', () =>
    expectFound(
      store.db,
      [{ a: 5, b: 3 }, { a: 3, b: 5 }, { a: 'x' }, { b: 1 }, { a: [1, 9], b: 5 }],
      [
        [{ $expr: { $gt: ['$a', '$b'] } }, [1, 3, 5]],
        [{ b: 5, $expr: { $lt: ['$a', '$b'] } }, [2]],
        [{ $expr: '$a' }, [1, 2, 3, 5]],
        [{ $or: [{ $expr: { $eq: ['$a', 5] } }, { b: 1 }] }, [1, 4]],
        [{ $nor: [{ $expr: { $eq: ['$a', 5] } }, { b: 1 }] }, [2, 3, 5]],
      ],
    ));

  test.each<[string, Document, number]>([
    ['an unknown operator on a field', { a: { $foo: 1 } }, 2],
    ['$and of nothing', { $and: [] }, 2],
    ['$or of what is no document', { $or: [1] }, 2],
    ['$in of operators', { a: { $in: [{ $gt: 1 }] } }, 2],
    ['$size of a fraction', { a: { $size: 1.5 } }, 9],
    ['$size below zero', { a: { $size: -1 } }, 2],
    ['$mod of one number', { a: { $mod: [1] } }, 2],
    ['$mod by what is no number', { a: { $mod: ['x', 1] } }, 2],
    ['$type of an unknown number', { a: { $type: 99 } }, 2],
    ['$type of nothing', { a: { $type: [] } }, 9],
    ['$ne of a pattern', { a: { $ne: /x/ } }, 2],
    ['$gt of a pattern', { a: { $gt: /x/ } }, 2],
    ['$not of nothing', { a: { $not: {} } }, 2],
    ['$elemMatch of a number', { a: { $elemMatch: 1 } }, 2],
    ['$all of operators', { a: { $all: [{ $gt: 1 }] } }, 2],
    ['$options alone', { a: { $options: 'i' } }, 2],
    ['an odd flag', { a: { $regex: 'x', $options: 'q' } }, 51108],
    ['a broken pattern', { a: { $regex: '(' } }, 51091],
    ['$expr of an unknown variable', { $expr: '$$x' }, 17276],
    ['$expr of too few operands', { $expr: { $gt: ['$a'] } }, 16020],
  ])('%s is refused, also of a collection that is not there', async (_name, query, code) => {
    expect((await refusal(store.db.collection('absent').find(query).toArray())).code).toBe(code);
  });

  test('a field’s zero, MinKey and MaxKey', () =>
    expectFound(
      store.db,
      [{ a: new Double(-0) }, { a: new MinKey() }, { a: new MaxKey() }, { a: 'x' }, {}],
      [
        [{ a: 0 }, [1]],
        [{ a: { $gt: new MinKey() } }, [1, 3, 4, 5]],
        [{ a: { $lt: new MaxKey() } }, [1, 2, 4, 5]],
        [{ a: { $gte: new MinKey(), $lte: new MaxKey() } }, [1, 2, 3, 4, 5]],
        [{ a: new MinKey() }, [2]],
      ],
    ));
});
