import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import type { Document } from 'mongodb';
import { filled, ids, openStore, refusal, type TestStore } from '../support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const decimal = (text: string) => Decimal128.fromString(text);
const long = (text: string) => Long.fromString(text);

/** Values in MongoDB's order: each is found by itself, and by what lies to either side, with an index and without. */
async function expectOrder(values: unknown[]) {
  const shuffled = values.map((v, _id) => ({ _id, v })).sort((a, b) => ((a._id * 7) % 11) - ((b._id * 7) % 11));
  const collection = await filled(store.db, shuffled as Document[]);
  const all = values.map((_, i) => i);
  const check = async () => {
    expect(await ids(collection, {}, { v: 1 })).toEqual(all);
    expect(await ids(collection, {}, { v: -1 })).toEqual([...all].reverse());
    for (const [i, v] of values.entries()) {
      expect(await ids(collection, { v: { $eq: v } })).toEqual([i]);
      if (String(v) === 'NaN') continue;
      const numbers = all.filter((one) => String(values[one]) !== 'NaN');
      expect(await ids(collection, { v: { $gt: v } }, { v: 1 })).toEqual(numbers.filter((one) => one > i));
      expect(await ids(collection, { v: { $lte: v } }, { v: 1 })).toEqual(numbers.filter((one) => one <= i));
    }
  };
  await check();
  await collection.createIndex({ v: 1 });
  await check();
}

test('numbers of all kinds are in one order, up to their ends', () =>
  expectOrder([
    new Double(Number.NaN),
    new Double(Number.NEGATIVE_INFINITY),
    decimal('-9.999999999999999999999999999999999E6144'),
    decimal('-1E400'),
    new Double(-Number.MAX_VALUE),
    long('-9223372036854775808'),
    new Double(-1.5),
    decimal('-1E-400'),
    new Double(-0),
    decimal('1E-6176'),
    decimal('1E-400'),
    new Double(Number.MIN_VALUE),
    decimal('5E-324'),
    decimal('1E-300'),
    decimal('0.1'),
    new Double(0.1),
    decimal('0.1000000000000000055511151231257828'),
    new Int32(1),
    decimal('1.000000000000000000000000000000001'),
    long('9007199254740992'),
    long('9007199254740993'),
    new Double(9007199254740994),
    decimal('9223372036854775806.5'),
    long('9223372036854775807'),
    new Double(2 ** 63),
    decimal('1E300'),
    new Double(Number.MAX_VALUE),
    decimal('1E309'),
    decimal('1E6144'),
    decimal('Infinity'),
  ]));

test('equal numbers of different kinds are one value, also to a unique index', async () => {
  const collection = await filled(store.db, [{ _id: 1, v: new Int32(1) }] as Document[]);
  await collection.createIndex({ v: 1 }, { unique: true });
  for (const v of [new Double(1), long('1'), decimal('1'), decimal('1.000'), decimal('10E-1')]) {
    expect(await ids(collection, { v })).toEqual([1]);
    expect((await refusal(collection.insertOne({ v }))).code).toBe(11000);
  }
  await collection.insertOne({ _id: 2 as never, v: new Double(0) });
  for (const v of [new Double(-0), decimal('-0'), decimal('0E+50')]) expect(await ids(collection, { v })).toEqual([2]);
  await collection.insertOne({ _id: 3 as never, v: Number.NaN });
  expect(await ids(collection, { v: decimal('NaN') })).toEqual([3]);
});

test('as _id they are one, too', async () => {
  const collection = await filled(store.db, [{ _id: 5 }]);
  expect((await refusal(collection.insertOne({ _id: decimal('5.0') as never }))).code).toBe(11000);
  expect(await ids(collection, { _id: long('5') })).toEqual([5]);
});

test('object ids are ordered by their bytes', () =>
  expectOrder([
    new ObjectId('000000000000000000000000'),
    new ObjectId('00000000ffffffffffffffff'),
    new ObjectId('7fffffff0000000000000000'),
    new ObjectId('800000000000000000000000'),
    new ObjectId('ffffffffffffffffffffffff'),
  ]));

test('dates are ordered by their time, from long before 1970 to the ends', () =>
  expectOrder([
    new Date(-8.64e15),
    new Date(-62135596800001),
    new Date(-1),
    new Date(0),
    new Date(1),
    new Date(8.64e15),
  ]));

describe('what arithmetic makes of kinds', () => {
  const cases: [string, unknown, Document, unknown][] = [
    ['int + int', new Int32(1), { $inc: { v: 1 } }, new Int32(2)],
    ['int past its end', new Int32(2147483647), { $inc: { v: 1 } }, long('2147483648')],
    ['int times int past its end', new Int32(65536), { $mul: { v: 65536 } }, long('4294967296')],
    ['int + long', new Int32(1), { $inc: { v: long('1') } }, long('2')],
    ['long + double', long('1'), { $inc: { v: new Double(1) } }, new Double(2)],
    ['double + decimal', new Double(0.5), { $inc: { v: decimal('0.5') } }, decimal('1.000000000000000')],
    ['int times decimal', new Int32(3), { $mul: { v: decimal('1.50') } }, decimal('4.50')],
    ['missing + long', undefined, { $inc: { v: long('7') } }, long('7')],
    ['missing times long', undefined, { $mul: { v: long('7') } }, long('0')],
    ['missing times double', undefined, { $mul: { v: new Double(2.5) } }, new Double(0)],
    ['$min keeps the old of equals', new Int32(5), { $min: { v: new Double(5) } }, new Int32(5)],
    ['$max takes a greater of another kind', new Int32(5), { $max: { v: decimal('5.1') } }, decimal('5.1')],
    ['$max takes a greater type', new Int32(5), { $max: { v: 'x' } }, 'x'],
    ['$min takes null', new Int32(5), { $min: { v: null } }, null],
    ['$set changes the kind', new Int32(5), { $set: { v: new Double(5) } }, new Double(5)],
    ['a decimal past its end', decimal('9E6144'), { $mul: { v: 10 } }, decimal('Infinity')],
  ];
  test.each(cases)('%s', async (_name, before, update, after) => {
    const collection = await filled(store.db, [
      before === undefined ? { _id: 1 } : { _id: 1, v: before },
    ] as Document[]);
    await collection.updateOne({}, update);
    const found = await collection.findOne({}, { promoteValues: false });
    expect(JSON.stringify(found?.v)).toBe(JSON.stringify(after));
    expect((found?.v as Document | null)?._bsontype).toBe((after as Document | null)?._bsontype);
  });

  test.each<[string, unknown, Document, number]>([
    ['a long past its end', long('9223372036854775807'), { $inc: { v: 1 } }, 2],
    ['$mul past a long’s end', long('9223372036854775807'), { $mul: { v: 2 } }, 2],
    ['$inc of text', 'x', { $inc: { v: 1 } }, 14],
    ['$mul by text', 1, { $mul: { v: 'x' } }, 14],
    ['$inc of null', null, { $inc: { v: 1 } }, 14],
    ['$bit of a double', new Double(1), { $bit: { v: { and: 1 } } }, 2],
    ['$bit by a double', 1, { $bit: { v: { and: new Double(1) } } }, 2],
    ['$bit of no operation', 1, { $bit: { v: {} } }, 2],
    ['$bit of an unknown operation', 1, { $bit: { v: { nand: 1 } } }, 2],
  ])('%s is refused', async (_name, before, update, code) => {
    const collection = await filled(store.db, [{ _id: 1, v: before }] as Document[]);
    expect((await refusal(collection.updateOne({}, update))).code).toBe(code);
  });
});
