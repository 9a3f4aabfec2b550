import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Decimal128, type Document, Double, Int32, Long, type UpdateOptions } from 'mongodb';
import { filled, openStore, refusal, type TestStore } from './support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

async function updated(
  document: Document,
  update: Document | Document[],
  query: Document = {},
  options: UpdateOptions = {},
) {
  const collection = await filled(store.db, [{ _id: 1, ...document }]);
  await collection.updateOne(query, update, options);
  const { _id, ...rest } = (await collection.findOne({})) as Document;
  return rest;
}

async function refused(document: Document, update: Document, query: Document = {}, options: UpdateOptions = {}) {
  const collection = await filled(store.db, [{ _id: 1, ...document }]);
  const error = await refusal(collection.updateOne(query, update, options));
  expect(await collection.findOne({})).toEqual({ _id: 1, ...document });
  return error;
}

describe('fields', () => {
  test.each<[string, Document, Document, Document]>([
    ['$set makes what leads to it', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
    ['$set past an array’s end fills with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    [
      '$unset leaves null in an array',
      { a: [1, 2], b: 1 },
      { $unset: { 'a.0': '', b: '', 'x.y': '' } },
      { a: [null, 2] },
    ],
    ['$inc makes a missing field', {}, { $inc: { n: 3 } }, { n: 3 }],
    ['$mul makes zero', { b: 4 }, { $mul: { a: 5, b: 2 } }, { b: 8, a: 0 }],
    [
      '$min and $max compare across types',
      { a: 5, b: 5 },
      { $min: { a: 3, c: 1 }, $max: { b: 'x' } },
      { a: 3, b: 'x', c: 1 },
    ],
    ['$rename moves', { a: { b: 1 }, c: 2 }, { $rename: { 'a.b': 'd.e', x: 'y' } }, { a: {}, c: 2, d: { e: 1 } }],
    [
      '$setOnInsert does nothing to what is there',
      { a: 1 },
      { $setOnInsert: { a: 2 }, $set: { b: 1 } },
      { a: 1, b: 1 },
    ],
    ['new fields come in the order of their names', {}, { $set: { c: 1, a: 2, b: 3 } }, { a: 2, b: 3, c: 1 }],
  ])('%s', async (_name, document, update, expected) => {
    const result = await updated(document, update);
    expect(JSON.stringify(result)).toBe(JSON.stringify(expected));
  });

  test('numbers keep or widen their kind', async () => {
    const collection = await filled(store.db, [
      {
        _id: 1,
        i: new Int32(2147483647),
        d: new Double(1),
        l: Long.fromNumber(1),
        m: Decimal128.fromString('1.10'),
      } as Document,
    ]);
    await collection.updateOne({}, { $inc: { i: 1, d: 1, l: 1, m: 1 } });
    const types = await collection
      .aggregate([
        { $project: { _id: 0, i: { $type: '$i' }, d: { $type: '$d' }, l: { $type: '$l' }, m: { $type: '$m' } } },
      ])
      .toArray();
    expect(types).toEqual([{ i: 'long', d: 'double', l: 'long', m: 'decimal' }]);
    expect(String((await collection.findOne({}))?.m)).toBe('2.10');
  });

  test('$currentDate', async () => {
    const result = await updated({}, { $currentDate: { a: true, b: { $type: 'timestamp' } } });
    expect(result.a).toBeInstanceOf(Date);
    expect(result.b._bsontype).toBe('Timestamp');
  });

  test.each<[string, Document, Document, number]>([
    ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$inc by text', { a: 1 }, { $inc: { a: 'x' } }, 14],
    ['$set through a scalar', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['$set of a name in an array', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
    ['two changes to one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['changes to a path and what lies in it', { a: {} }, { $set: { a: 1, 'a.b': 1 } }, 40],
    ['_id', {}, { $set: { _id: 2 } }, 66],
    ['$push on a scalar', { a: 1 }, { $push: { a: 1 } }, 2],
    ['$addToSet on a scalar', { a: 1 }, { $addToSet: { a: 1 } }, 2],
    ['$pop on a scalar', { a: 1 }, { $pop: { a: 1 } }, 14],
    ['an empty path', {}, { $set: { '': 1 } }, 56],
    ['an unknown operator', {}, { $nothing: { a: 1 } }, 9],
    ['$ without a match', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
    ['a long past its end', { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
  ])('%s is refused', async (_name, document, update, code) => {
    const collection = await filled(store.db, [{ _id: 1, ...document }]);
    expect((await refusal(collection.updateOne({}, update))).code).toBe(code);
  });
});

describe('arrays', () => {
  test.each<[string, Document, Document, Document]>([
    ['$push makes the array', {}, { $push: { a: 1 } }, { a: [1] }],
    ['$push of an array is one element', { a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
    [
      '$push with $each, $position, $sort and $slice',
      { a: [5, 1] },
      { $push: { a: { $each: [3, 4], $sort: -1, $slice: 3 } } },
      { a: [5, 4, 3] },
    ],
    ['$push at a position', { a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2, 3] }],
    [
      '$push at a negative position',
      { a: [1, 2, 3] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 2, 9, 3] },
    ],
    ['$push keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    [
      '$push sorts documents',
      { a: [{ n: 2 }, { n: 1 }] },
      { $push: { a: { $each: [{ n: 0 }], $sort: { n: 1 } } } },
      { a: [{ n: 0 }, { n: 1 }, { n: 2 }] },
    ],
    ['$addToSet', { a: [1, 2] }, { $addToSet: { a: { $each: [2, 3, 3] } } }, { a: [1, 2, 3] }],
    [
      '$addToSet tells key orders apart',
      { a: [{ x: 1, y: 2 }] },
      { $addToSet: { a: { y: 2, x: 1 } } },
      {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    ],
    ['$pull by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull by operators', { a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
    ['$pull by a query', { a: [{ b: 1, c: 1 }, { b: 2 }] }, { $pull: { a: { b: 1 } } }, { a: [{ b: 2 }] }],
    ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['$pop', { a: [1, 2], b: [1, 2] }, { $pop: { a: 1, b: -1, c: 1 } }, { a: [1], b: [2] }],
    ['$[] is each element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 10 } }, { a: [{ n: 11 }, { n: 12 }] }],
  ])('%s', async (_name, document, update, expected) => {
    expect(await updated(document, update)).toEqual(expected);
  });

  test('$ is where the query met the array before the update', async () => {
    const document = {
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 0 },
      ],
    };
    expect(await updated(document, { $set: { 'a.$.n': 5, 'a.$.at': 7 } }, { 'a.k': 2 })).toEqual({
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 5, at: 7 },
      ],
    });
    expect(await updated({ a: [1, 5, 9] }, { $set: { 'a.$': 0 } }, { a: { $gt: 3 } })).toEqual({ a: [1, 0, 9] });
    expect(await updated(document, { $set: { 'a.$.k': 3 } }, { a: { $elemMatch: { k: 2, n: 0 } } })).toEqual({
      a: [
        { k: 1, n: 0 },
        { k: 3, n: 0 },
      ],
    });
  });

  test('$[name] is each element its filter meets', async () => {
    const result = await updated(
      { a: [1, 5, 9] },
      { $inc: { 'a.$[big]': 100 } },
      {},
      { arrayFilters: [{ big: { $gte: 5 } }] },
    );
    expect(result).toEqual({ a: [1, 105, 109] });
    const nested = await updated(
      { a: [{ b: [{ c: 1 }, { c: 2 }] }, { b: [{ c: 2 }] }] },
      { $set: { 'a.$[].b.$[x].c': 0 } },
      {},
      { arrayFilters: [{ 'x.c': 2 }] },
    );
    expect(nested).toEqual({ a: [{ b: [{ c: 1 }, { c: 0 }] }, { b: [{ c: 0 }] }] });
  });

  test('filters must be used, and be there', async () => {
    expect((await refused({ a: [1] }, { $set: { b: 1 } }, {}, { arrayFilters: [{ x: 1 }] })).code).toBe(9);
    expect((await refused({ a: [1] }, { $set: { 'a.$[x]': 1 } })).code).toBe(2);
  });
});

describe('whole documents', () => {
  test('a replacement keeps _id', async () => {
    const collection = await filled(store.db, [{ _id: 1, a: 1, b: 2 }]);
    await collection.replaceOne({ a: 1 }, { c: 3 });
    expect(await collection.findOne({})).toEqual({ _id: 1, c: 3 });
    expect((await refusal(collection.replaceOne({}, { _id: 2 } as never))).code).toBe(66);
  });

  test('an update that changes nothing modifies nothing', async () => {
    const collection = await filled(store.db, [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    expect(await collection.updateMany({}, { $set: { a: 1 } })).toMatchObject({ matchedCount: 2, modifiedCount: 1 });
  });

  test('a pipeline computes from the document', async () => {
    expect(await updated({ a: 2, b: 3 }, [{ $set: { c: { $multiply: ['$a', '$b'] } } }, { $unset: 'a' }])).toEqual({
      b: 3,
      c: 6,
    });
  });
});

describe('upserts', () => {
  test('start from what the query holds equal', async () => {
    const collection = await filled(store.db, []);
    const { upsertedId } = await collection.updateOne(
      { a: 1, 'b.c': 2, d: { $gt: 5 }, $and: [{ e: { $eq: 3 } }] },
      { $set: { f: 4 }, $inc: { n: 1 }, $setOnInsert: { g: 5 } },
      { upsert: true },
    );
    expect(await collection.findOne({})).toEqual({ _id: upsertedId, a: 1, b: { c: 2 }, e: 3, f: 4, g: 5, n: 1 });
  });

  test('take _id from the query, and put it first', async () => {
    const collection = await filled(store.db, []);
    await collection.updateOne({ _id: 'x' as never }, { $set: { a: 1 } }, { upsert: true });
    await collection.replaceOne({ _id: 'y' as never }, { a: 2 }, { upsert: true });
    expect((await collection.find().toArray()).map((one) => Object.keys(one))).toEqual([
      ['_id', 'a'],
      ['_id', 'a'],
    ]);
  });

  test('a path held equal twice is refused', async () => {
    const collection = await filled(store.db, []);
    expect(
      (await refusal(collection.updateOne({ $and: [{ a: 1 }, { a: 2 }] }, { $set: { b: 1 } }, { upsert: true }))).code,
    ).toBe(54);
  });

  test('raced by many make one document', async () => {
    const collection = await filled(store.db, []);
    await collection.createIndex({ key: 1 }, { unique: true });
    await Promise.all(
      Array.from({ length: 30 }, () => collection.updateOne({ key: 'one' }, { $inc: { n: 1 } }, { upsert: true })),
    );
    expect(await collection.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ key: 'one', n: 30 }]);
  });
});

describe('findAndModify', () => {
  test('gives the document before or after, by sort, projected', async () => {
    const collection = await filled(store.db, [
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    expect(await collection.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: -1 } })).toEqual({ _id: 2, n: 2 });
    expect(
      await collection.findOneAndUpdate(
        { _id: 1 as never },
        { $inc: { n: 10 } },
        { returnDocument: 'after', projection: { _id: 0 } },
      ),
    ).toEqual({ n: 11 });
    expect(await collection.findOneAndDelete({ n: 12 })).toEqual({ _id: 2, n: 12 });
    expect(await collection.findOneAndUpdate({ n: 99 }, { $set: { a: 1 } })).toBeNull();
    expect(
      await collection.findOneAndReplace(
        { n: 99 },
        { n: 99 },
        { upsert: true, returnDocument: 'after', projection: { _id: 0 } },
      ),
    ).toEqual({ n: 99 });
  });
});

describe('inserts and deletes', () => {
  test('ordered stop at the first failure, unordered go on', async () => {
    const collection = await filled(store.db, [{ _id: 1 }]);
    const documents = [{ _id: 2 }, { _id: 1 }, { _id: 3 }] as never[];
    expect(await collection.insertMany(documents, { ordered: true }).catch((error) => error.insertedCount)).toBe(1);
    await collection.deleteOne({ _id: 2 as never });
    expect(await collection.insertMany(documents, { ordered: false }).catch((error) => error.insertedCount)).toBe(2);
    expect(await collection.deleteMany({ _id: { $gte: 2 } as never })).toMatchObject({ deletedCount: 2 });
  });

  test('documents larger than 16 MB are refused', async () => {
    const collection = await filled(store.db, []);
    const half = 'x'.repeat(9_000_000);
    await collection.insertOne({ _id: 1 as never, half });
    expect((await refusal(collection.updateOne({}, { $set: { other: half } }))).code).toBe(10334);
  });
});
