import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { type OwnStore, ownStore, refusal } from './support.ts';

const MB = 1024 * 1024;

let store: OwnStore;
let client: MongoClient;
let other: MongoClient;
let collection: Collection;
beforeAll(async () => {
  store = await ownStore({ limits: { workBytes: 60 * MB } });
  client = await new MongoClient(store.uri).connect();
  other = await new MongoClient(store.uri).connect();
  collection = client.db('bounds').collection('one');
  await collection.insertOne({ _id: 1 as never, text: `${'a'.repeat(40)}!`, list: [1, 2, 3] });
});
afterAll(async () => {
  expect(await held()).toBe(0);
  await client.close();
  await other.close();
  await store.close();
});

async function held(): Promise<number> {
  return (await client.db('admin').command({ serverStatus: 1 })).workMemory.bytes;
}

const computed = (expression: Document) => collection.aggregate([{ $project: { x: expression } }]).toArray();

/** Whatever it is that is refused, others are served while it is worked on and after. */
async function refusedWhileOthersAreServed(work: Promise<unknown>): Promise<number> {
  const others = other.db('bounds').collection('others').insertOne({});
  const { code } = await refusal(work);
  await others;
  return code as number;
}

describe('a regular expression that would match for ever', () => {
  test.each([
    ['nested quantifiers', /^(a+)+$/],
    ['alternatives that overlap', /^(a|a)*$/],
    ['a reference back', /^(a*)*\1b$/],
  ])('is given up: %s', async (_name, pattern) => {
    expect(await refusedWhileOthersAreServed(collection.findOne({ text: pattern }))).toBe(51156);
    const within = computed({ $regexMatch: { input: '$text', regex: pattern } });
    expect(await refusedWhileOthersAreServed(within)).toBe(51156);
  });

  test('one that only looks so is answered', async () => {
    expect(await collection.findOne({ text: /^(a+)+!$/ })).toMatchObject({ _id: 1 });
    expect(await collection.findOne({ text: /(x+x+)+y/ })).toBeNull();
  });

  test('in a long text too', async () => {
    await collection.insertOne({ _id: 2 as never, text: 'a'.repeat(2 * MB) });
    expect(await refusedWhileOthersAreServed(collection.findOne({ _id: 2 as never, text: /a*a*a*b/ }))).toBe(51156);
    expect(await collection.findOne({ _id: 2 as never, text: /a$/ }, { projection: { _id: 1 } })).toEqual({ _id: 2 });
    await collection.deleteOne({ _id: 2 as never });
  });

  test('a pattern of a megabyte is refused', async () => {
    expect((await refusal(collection.findOne({ text: { $regex: 'a'.repeat(MB) } }))).code).toBe(51091);
  });
});

describe('an expression that would grow without end', () => {
  const doubling = {
    $reduce: { input: { $range: [0, 60] }, initialValue: 'x', in: { $concat: ['$$value', '$$value'] } },
  };
  const lists = {
    $reduce: { input: { $range: [0, 60] }, initialValue: [1], in: { $concatArrays: ['$$value', '$$value'] } },
  };
  /** Makes nothing that would be too much before it has taken too long. */
  const loop = (body: unknown) => ({ $reduce: { input: '$$all', initialValue: 0, in: body } });
  const loops = { $let: { vars: { all: { $range: [0, 1_000_000] } }, in: loop(loop(loop(1))) } };
  const texts = { $map: { input: { $range: [0, 1000] }, in: { $concat: ['x'.repeat(5 * MB), '$text'] } } };

  test.each<[string, Document, number]>([
    ['text put to itself', doubling, 13548],
    ['arrays put to themselves', lists, 146],
    ['a range of a billion', { $range: [0, 1_000_000_000] }, 146],
    ['loops within loops', loops, 50],
    ['a loop that makes long texts', texts, 146],
    [
      'a result of more than 16 MB',
      { $map: { input: { $range: [0, 20] }, in: { $concat: ['x'.repeat(MB), '$text'] } } },
      10334,
    ],
  ])('is refused: %s', async (_name, expression, code) => {
    expect(await refusedWhileOthersAreServed(computed(expression))).toBe(code);
    const update = collection.updateOne({ _id: 1 as never }, [{ $set: { x: expression } }]);
    expect(await refusedWhileOthersAreServed(update)).toBe(code);
  });

  test('documents that hold themselves twice, thirty times over', async () => {
    const stages = Array(40).fill({ $project: { a: '$$ROOT', b: '$$ROOT' } });
    expect(await refusedWhileOthersAreServed(collection.aggregate(stages).toArray())).toBe(10334);
    const grouped = [...stages, { $group: { _id: '$$ROOT' } }];
    expect(await refusedWhileOthersAreServed(collection.aggregate(grouped).toArray())).toBe(50);
  });

  test('a pipeline of more than a thousand stages', async () => {
    const stages = Array(1001).fill({ $match: {} });
    expect((await refusal(collection.aggregate(stages).toArray())).code).toBe(7749501);
    expect(await collection.aggregate(stages.slice(1)).toArray()).toHaveLength(1);
  });

  test('a name with a zero in it', async () => {
    const name = { $arrayToObject: [[['a\0b', 1]]] };
    expect((await refusal(computed(name))).code).toBe(4940400);
  });

  test('updates that make a document larger than 16 MB', async () => {
    const half = 'x'.repeat(9 * MB);
    await collection.updateOne({ _id: 1 as never }, { $set: { half } });
    expect((await refusal(collection.updateOne({ _id: 1 as never }, { $set: { other: half } }))).code).toBe(10334);
    expect((await refusal(collection.updateOne({ _id: 1 as never }, { $push: { list: half } as never }))).code).toBe(
      10334,
    );
    await collection.updateOne({ _id: 1 as never }, { $unset: { half: 1 } });
    expect(await collection.findOne({ _id: 1 as never })).toMatchObject({ list: [1, 2, 3] });
  });
});

test('arrays of two hundred thousand are worked on as smaller ones are', async () => {
  const own = client.db('bounds').collection<{ _id: number; list: number[] }>('arrays');
  const many = Array.from({ length: 200_000 }, (_, i) => i);
  const half = many.slice(0, 100_000);
  const size = async () => (await own.aggregate([{ $project: { size: { $size: '$list' } } }]).next())?.size;
  await own.insertOne({ _id: 1, list: [] });
  for (const [update, expected] of [
    [{ $push: { list: { $each: many } } }, 200_000],
    [{ $push: { list: { $each: half, $position: 5, $slice: 250_000 } } }, 250_000],
    [{ $addToSet: { list: { $each: many } } }, 250_000 + 50_000],
    [{ $pullAll: { list: half } }, 100_000],
    [{ $pull: { list: { $in: many } } }, 0],
  ] as const) {
    await own.updateOne({ _id: 1 }, update as never);
    expect(await size()).toBe(expected);
  }
  await own.updateOne({ _id: 1 }, { $set: { list: many } });
  const joined = [
    { $lookup: { from: 'arrays', localField: 'list', foreignField: '_id', as: 'found' } },
    { $project: { found: { _id: 1 } } },
  ];
  expect(await own.aggregate(joined).toArray()).toEqual([{ _id: 1, found: [{ _id: 1 }] }]);
});

describe('what is held in memory at a time', () => {
  let many: Collection;
  beforeAll(async () => {
    many = client.db('bounds').collection('many');
    for (let i = 0; i < 12; i++)
      await many.insertMany(Array.from({ length: 100 }, (_, n) => ({ n, i, text: 'x'.repeat(100_000) })));
  });

  test('by one sort or group is bounded', async () => {
    const small = await ownStore();
    const own = await new MongoClient(small.uri).connect();
    const there = own.db('bounds').collection('many');
    for (let i = 0; i < 12; i++)
      await there.insertMany(Array.from({ length: 100 }, (_, n) => ({ n, i, text: 'x'.repeat(100_000) })));
    expect((await refusal(there.find().sort({ n: 1 }).toArray())).code).toBe(292);
    expect((await refusal(there.aggregate([{ $sort: { n: 1 } }]).toArray())).code).toBe(292);
    expect((await refusal(there.aggregate([{ $group: { _id: 1, all: { $push: '$$ROOT' } } }]).toArray())).code).toBe(
      292,
    );
    expect((await refusal(there.aggregate([{ $facet: { all: [{ $match: {} }] } }]).toArray())).code).toBe(292);
    await own.close();
    await small.close();
  });

  test('by all clients is bounded: cursors over sorted documents hold it until they end', async () => {
    const cursors = [0, 1].map((i) => many.find({ i: { $in: [i * 2, i * 2 + 1] } }, { batchSize: 1 }).sort({ n: 1 }));
    for (const cursor of cursors) expect(await cursor.next()).toMatchObject({ n: 0 });
    expect(await held()).toBeGreaterThan(30 * MB);
    const third = many.find({ i: { $in: [5, 6, 7] } }, { batchSize: 1 }).sort({ n: 1 });
    expect((await refusal(third.next())).code).toBe(146);
    for (const cursor of cursors) await cursor.close();
    expect(await held()).toBe(0);
    third.rewind();
    expect(await third.toArray()).toHaveLength(300);
  });

  test('so do cursors over groups, also when they are read to their end', async () => {
    const cursor = many.aggregate([{ $match: { i: 1 } }, { $group: { _id: '$n', all: { $push: '$text' } } }], {
      batchSize: 2,
    });
    await cursor.next();
    expect(await held()).toBeGreaterThan(5 * MB);
    expect((await cursor.toArray()).length).toBe(99);
    expect(await held()).toBe(0);
  });

  test('what $lookup finds for one document', async () => {
    const stages = [{ $lookup: { from: 'many', pipeline: [], as: 'all' } }];
    expect(await refusedWhileOthersAreServed(collection.aggregate(stages).toArray())).toBe(4568);
  });
});

test('maxTimeMS holds for whatever takes long, and for what its cursor does later', async () => {
  const many = client.db('bounds').collection('many');
  const expensive = {
    $expr: { $eq: [1, { $size: { $filter: { input: { $range: [0, 2000] }, cond: { $eq: ['$$this', -1] } } } }] },
  };
  const options = { maxTimeMS: 30 };
  for (const work of [
    () => many.find(expensive, options).toArray(),
    () => many.countDocuments(expensive, options),
    () => many.distinct('n', expensive, options),
    () => many.aggregate([{ $match: expensive }, { $count: 'n' }], options).toArray(),
    () => many.updateMany(expensive, { $set: { y: 1 } }, options),
    () => many.deleteMany(expensive, options),
    () => many.findOneAndUpdate(expensive, { $set: { y: 1 } }, options),
  ])
    expect((await refusal(work() as Promise<unknown>)).code).toBe(50);
});
