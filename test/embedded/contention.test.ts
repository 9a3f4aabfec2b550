import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoClient, type MongoServerError } from 'mongodb';
import { Random } from './random.ts';
import { newLsid, type RawClient, rawClient } from './raw-client.ts';
import { filled, openStore, type TestStore } from './support.ts';
import { unsteadyProxy } from './unsteady-proxy.ts';

const CLIENTS = 200;
const SEED = Number(process.env.STORE_CONTENTION_SEED ?? Date.now() % 2 ** 31);

let store: TestStore;
let many: MongoClient;
beforeAll(async () => {
  store = await openStore();
  many = await new MongoClient(store.uri, { maxPoolSize: CLIENTS }).connect();
});
afterAll(async () => {
  await many.close();
  await store.close();
});

type Doc = Document & { _id: number };

async function collectionOf(...documents: Doc[]): Promise<Collection<Doc>> {
  const made = await filled(store.db, documents);
  return many.db(store.db.databaseName).collection<Doc>(made.collectionName);
}

const all = <T>(count: number, run: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)));

test('two hundred clients increment one document: each counts', async () => {
  const collection = await collectionOf({ _id: 1, n: 0 });
  await all(CLIENTS, async () => {
    for (let i = 0; i < 5; i++) await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
  });
  expect(await collection.findOne({ _id: 1 })).toEqual({ _id: 1, n: CLIENTS * 5 });
});

test(`so they do exactly once when answers get lost and writes are tried again (STORE_CONTENTION_SEED=${SEED})`, async () => {
  const collection = await collectionOf({ _id: 1, n: 0 });
  const random = new Random(SEED);
  const proxy = await unsteadyProxy(store.uri, random, 40);
  const $db = store.db.databaseName;
  const clients = await all(CLIENTS / 2, () => persistentClient(proxy.uri));
  await Promise.all(
    clients.map(async (client) => {
      const lsid = newLsid();
      for (let txnNumber = 1n; txnNumber <= 10n; txnNumber++) {
        const updates = [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }];
        const answer = await client.command({ update: collection.collectionName, updates, $db, lsid, txnNumber });
        expect(answer).toMatchObject({ ok: 1, n: 1, nModified: 1 });
      }
      client.close();
    }),
  );
  expect(proxy.broken()).toBeGreaterThan(0);
  expect(await collection.findOne({ _id: 1 })).toEqual({ _id: 1, n: (CLIENTS / 2) * 10 });
  await proxy.close();
});

/** Sends a command again, over a new connection, until it gets the answer. */
async function persistentClient(uri: string): Promise<Pick<RawClient, 'command' | 'close'>> {
  let client = await rawClient(uri);
  const command = async (document: Document): Promise<Document> => {
    try {
      return await client.command(document);
    } catch {
      client = await rawClient(uri);
      return command(document);
    }
  };
  return { command, close: () => client.close() };
}

test('two hundred clients transfer between accounts: the sum is the same for every reader at every moment', async () => {
  const ACCOUNTS = 20;
  const collection = await collectionOf(...Array.from({ length: ACCOUNTS }, (_, _id) => ({ _id, balance: 100 })));
  const random = new Random(SEED);
  let done = false;
  const sums = new Set<number>();
  const watching = all(2, async () => {
    while (!done)
      await many.withSession((session) =>
        session.withTransaction(async () => {
          const found = await collection.find({}, { session, batchSize: 3 }).toArray();
          sums.add(found.reduce((sum, one) => sum + one.balance, 0));
        }),
      );
  });
  await all(CLIENTS, () =>
    many.withSession((session) =>
      session.withTransaction(async () => {
        const [from, to] = [random.below(ACCOUNTS), random.below(ACCOUNTS)];
        const amount = 1 + random.below(5);
        await collection.updateOne({ _id: from }, { $inc: { balance: -amount } }, { session });
        await collection.updateOne({ _id: to }, { $inc: { balance: amount } }, { session });
      }),
    ),
  );
  done = true;
  await watching;
  expect([...sums]).toEqual([ACCOUNTS * 100]);
  const end = await collection.find().toArray();
  expect(end.reduce((sum, one) => sum + one.balance, 0)).toBe(ACCOUNTS * 100);
});

test('findAndModify as a queue: each job is taken once, in order', async () => {
  const jobs = 300;
  const collection = await collectionOf(...Array.from({ length: jobs }, (_, _id) => ({ _id, state: 'new' })));
  await collection.createIndex({ state: 1, _id: 1 });
  const taken = await all(50, async () => {
    const mine: number[] = [];
    const take = () =>
      collection.findOneAndUpdate({ state: 'new' }, { $set: { state: 'taken' } }, { sort: { _id: 1 } });
    for (let job = await take(); job; job = await take()) mine.push(job._id);
    return mine;
  });
  for (const mine of taken) expect(mine).toEqual([...mine].sort((a, b) => a - b));
  expect(taken.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: jobs }, (_, i) => i));
});

test('of many who insert one unique value one succeeds, outside transactions and within', async () => {
  const collection = await collectionOf();
  await collection.createIndex({ name: 1 }, { unique: true });
  const codes = await all(60, async (i) => {
    const document = { _id: i, name: 'only' };
    try {
      if (i % 2) await collection.insertOne(document);
      else
        await many.withSession((session) =>
          session.withTransaction(() => collection.insertOne(document, { session }).then(() => {})),
        );
      return 0;
    } catch (error) {
      return (error as MongoServerError).code;
    }
  });
  expect(codes.filter((code) => code === 0)).toHaveLength(1);
  expect(codes.filter((code) => code === 11000)).toHaveLength(59);
  expect(await collection.countDocuments()).toBe(1);
});

test('of many who upsert one value one inserts, and the others update what it inserted', async () => {
  const collection = await collectionOf();
  await collection.createIndex({ name: 1 }, { unique: true });
  const results = await all(CLIENTS, () => collection.updateOne({ name: 'one' }, { $inc: { n: 1 } }, { upsert: true }));
  expect(results.filter((one) => one.upsertedCount === 1)).toHaveLength(1);
  expect(await collection.find().toArray()).toMatchObject([{ name: 'one', n: CLIENTS }]);
});

test('upserts within transactions meet in one document too', async () => {
  const collection = await collectionOf();
  await collection.createIndex({ name: 1 }, { unique: true });
  await all(40, () =>
    many.withSession((session) =>
      session.withTransaction(async () => {
        await collection.updateOne({ name: 'one' }, { $inc: { n: 1 } }, { upsert: true, session });
      }),
    ),
  );
  expect(await collection.find().toArray()).toMatchObject([{ name: 'one', n: 40 }]);
});
