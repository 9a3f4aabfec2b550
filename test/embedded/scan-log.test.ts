import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { type OwnStore, ownStore } from './support.ts';

const DOCUMENTS = 10_050;

let store: OwnStore;
let client: MongoClient;
let collection: Collection;
beforeAll(async () => {
  store = await ownStore();
  client = await new MongoClient(store.uri).connect();
  collection = client.db('log').collection('c');
  await collection.insertMany(Array.from({ length: DOCUMENTS }, (_, n) => ({ n, half: n % 2, tags: [n % 3] })));
  await collection.createIndex({ half: 1 });
  await client.db('log').collection('few').insertOne({ n: 'nowhere' });
});
afterAll(async () => {
  await client.close();
  await store.close();
});
beforeEach(() => {
  store.logs.length = 0;
});

/** What the store has logged by now: a command's line is written before its answer, and read here before a later one's. */
async function logged(): Promise<Document[]> {
  const mark = `mark ${Math.random()}`;
  await collection.findOne({ n: mark });
  while (!store.logs.some((line) => line.includes(mark))) await new Promise((resolve) => setImmediate(resolve));
  return store.logs
    .map((line) => JSON.parse(line))
    .filter((line) => line.event === 'long scan' && !line.query.includes('"mark '));
}

const few = () => client.db('log').collection('few');
const nowhere = { n: 'nowhere' };
const inAll = [...Array(DOCUMENTS)].map((_, i) => i);

const commands: [name: string, run: () => Promise<unknown>, line: Document][] = [
  ['find', () => collection.find(nowhere).toArray(), { query: '{ filter: { n: "nowhere" } }' }],
  [
    'find',
    () => collection.find(nowhere).sort({ n: 1 }).toArray(),
    { query: '{ filter: { n: "nowhere" }, sort: { n: 1 } }' },
  ],
  ['aggregate', () => collection.aggregate([{ $match: nowhere }, { $addFields: { a: 1 } }]).toArray(), {}],
  [
    'aggregate',
    () => collection.aggregate([{ $group: { _id: '$half' } }]).toArray(),
    { query: '{ pipeline: [ { $group: { _id: "$half" } } ] }', returned: 2 },
  ],
  [
    'aggregate',
    () =>
      few()
        .aggregate([{ $lookup: { from: 'c', localField: 'n', foreignField: 'n', as: 'found' } }])
        .toArray(),
    { namespace: 'log.few', plan: 'COLLSCAN, COLLSCAN of log.c', docsExamined: DOCUMENTS + 1, returned: 1 },
  ],
  [
    'aggregate',
    () =>
      few()
        .aggregate([{ $unionWith: { coll: 'c', pipeline: [{ $match: nowhere }] } }])
        .toArray(),
    { namespace: 'log.few', plan: 'COLLSCAN, COLLSCAN of log.c', docsExamined: DOCUMENTS + 1, returned: 1 },
  ],
  ['aggregate', () => collection.aggregate([{ $facet: { all: [{ $count: 'n' }] } }]).toArray(), { returned: 1 }],
  ['aggregate', () => collection.countDocuments(nowhere), {}],
  ['count', () => client.db('log').command({ count: 'c', query: nowhere }), { query: '{ query: { n: "nowhere" } }' }],
  ['distinct', () => collection.distinct('half', nowhere), { query: '{ query: { n: "nowhere" }, key: "half" }' }],
  [
    'update',
    () => collection.updateOne(nowhere, { $set: { secret: 1 } }),
    { query: '{ updates: [ { q: { n: "nowhere" } } ] }' },
  ],
  ['update', () => collection.updateMany(nowhere, { $set: { secret: 1 } }), {}],
  ['delete', () => collection.deleteMany(nowhere), { query: '{ deletes: [ { q: { n: "nowhere" } } ] }' }],
  [
    'findAndModify',
    () => collection.findOneAndUpdate(nowhere, { $set: { secret: 1 } }),
    { query: '{ query: { n: "nowhere" } }' },
  ],
  [
    'find',
    () => collection.find({ n: 'nowhere', half: { $gte: 0 } }).toArray(),
    { plan: 'IXSCAN { half: 1 }', keysExamined: DOCUMENTS },
  ],
  [
    'find',
    () => collection.find({ ...nowhere, $or: [{ half: 0 }, { half: { $gt: 0 } }] }).toArray(),
    { plan: 'IXSCAN { half: 1 }' },
  ],
];

test.each(commands)(
  '%s: a command that looks at far more than it gives is logged once, with its query',
  async (command, run, line) => {
    await run();
    expect(await logged()).toEqual([
      expect.objectContaining({
        level: 'warn',
        event: 'long scan',
        command,
        namespace: 'log.c',
        plan: 'COLLSCAN',
        keysExamined: expect.any(Number),
        docsExamined: DOCUMENTS,
        returned: 0,
        ...line,
      }),
    ]);
  },
);

test('all of them within a transaction too', async () => {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await collection.find(nowhere, { session }).toArray();
      await collection.countDocuments(nowhere, { session });
      await collection.updateMany(nowhere, { $set: { a: 1 } }, { session });
      await collection.deleteOne(nowhere, { session });
    }),
  );
  expect((await logged()).map((line) => line.command)).toEqual(['find', 'aggregate', 'update', 'delete']);
});

test('a getMore is logged for what it looks at itself, with the query of its cursor', async () => {
  const cursor = collection.find({ $or: [{ n: { $lt: 10 } }, { n: 'nowhere' }] }, { batchSize: 5 });
  await cursor.next();
  expect(await logged()).toEqual([]);
  expect(await cursor.toArray()).toHaveLength(9);
  expect(await logged()).toMatchObject([
    { command: 'getMore', namespace: 'log.c', plan: 'COLLSCAN', query: expect.stringContaining('"nowhere"') },
  ]);
});

test('many statements of one command are logged together', async () => {
  await collection.bulkWrite([
    { updateOne: { filter: nowhere, update: { $set: { a: 1 } } } },
    { updateOne: { filter: nowhere, update: { $set: { a: 2 } } } },
  ]);
  expect(await logged()).toMatchObject([{ command: 'update', docsExamined: 2 * DOCUMENTS, plan: 'COLLSCAN' }]);
});

test('one that fails is logged with what it has looked at', async () => {
  const failing = collection.aggregate([
    { $match: { n: { $gte: 0 } } },
    { $group: { _id: null, n: { $push: { $divide: ['$n', { $subtract: [DOCUMENTS - 1, '$n'] }] } } } },
  ]);
  await expect(failing.toArray()).rejects.toThrow();
  expect(await logged()).toMatchObject([{ command: 'aggregate', docsExamined: DOCUMENTS }]);
});

test('one that gives what it looks at is not logged', async () => {
  expect(await collection.find({ n: { $gte: 0 } }).toArray()).toHaveLength(DOCUMENTS);
  expect(await collection.countDocuments({ n: { $gte: 0 } })).toBe(DOCUMENTS);
  expect(await collection.distinct('n')).toHaveLength(DOCUMENTS);
  await collection.updateMany({ n: { $gte: 0 } }, { $set: { touched: true } });
  await collection.findOne({ half: 1 });
  expect(await logged()).toEqual([]);
});

test('a long query is cut', async () => {
  await collection.find({ n: { $in: inAll.map((i) => `text ${i}`) }, [`long${'x'.repeat(5000)}`]: 1 }).toArray();
  await collection.findOne({ n: 'y'.repeat(1_000_000) });
  const lines = await logged();
  expect(lines.map(({ query }) => query.length)).toEqual([2001, 2001]);
  for (const { query } of lines) expect(query).toMatch(/…$/);
});
