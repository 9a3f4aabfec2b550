import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { newLsid } from './raw-client.ts';
import { type OwnStore, ownStore } from './support.ts';

const ROUNDS = Number(process.env.STORE_CRASH_ROUNDS ?? 2);
const WRITERS = 8;

let store: OwnStore;
beforeAll(async () => {
  store = await ownStore();
});
afterAll(() => store.close());

type Account = { _id: string; balance: number; moves: number };
type Move = { _id: string; from: string; to: string };

/** What clients were told, against which the data is held after each crash. */
const acknowledged = { inserts: new Set<string>(), moves: new Set<string>(), counts: 0, uncertainCounts: 0 };

test(
  `killed ${ROUNDS} times at random moments, it keeps what it acknowledged and nothing by halves`,
  async () => {
    await prepare();
    for (let round = 0; round < ROUNDS; round++) {
      await killedWhileWriting(round);
      await check();
    }
  },
  20_000 + ROUNDS * 10_000,
);

async function prepare(): Promise<void> {
  const client = await new MongoClient(store.uri).connect();
  const db = client.db('crash');
  await db
    .collection<Account>('accounts')
    .insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: `a${i}`, balance: 0, moves: 0 })));
  await db.collection('accounts').createIndex({ balance: 1 });
  await db
    .collection('inserts')
    .createIndexes([{ key: { key: 1 }, unique: true }, { key: { group: 1, key: -1 } }, { key: { tags: 1 } }]);
  await db.collection('moves').createIndex({ from: 1 });
  await db.collection<Document & { _id: string }>('counter').insertOne({ _id: 'n', n: 0 });
  await client.close();
}

async function killedWhileWriting(round: number): Promise<void> {
  const client = await new MongoClient(store.uri, { retryWrites: false, serverSelectionTimeoutMS: 300 }).connect();
  const { pid } = await client.db('admin').command({ serverStatus: 1 });
  const exited = new Promise((resolve) => store.onExit(resolve));
  const target = acknowledged.inserts.size + 20 + Math.floor(Math.random() * 200);
  let alive = true;
  const progress = () => {
    if (!alive || acknowledged.inserts.size < target) return;
    alive = false;
    process.kill(pid, 'SIGKILL');
  };
  const writers = Array.from({ length: WRITERS }, (_, i) => write(client, `${round}-${i}`, () => alive, progress));
  await Promise.all([...writers, count(client, () => alive)]);
  await exited;
  await client.close(true);
}

async function write(client: MongoClient, name: string, isAlive: () => boolean, progress: () => void): Promise<void> {
  const db = client.db('crash');
  for (let i = 0; isAlive(); i++) {
    const key = `${name}-${i}`;
    try {
      await db.collection('inserts').insertOne({ key, group: i % 5, tags: [i % 3, `t${i % 7}`] });
      acknowledged.inserts.add(key);
      if (i % 4 === 3)
        await db.collection('inserts').updateOne({ key }, { $set: { group: 9 }, $push: { tags: 'more' } } as never);
      await transfer(client, key);
      acknowledged.moves.add(key);
    } catch (error) {
      if (isAlive() && !isTransient(error)) throw error;
    }
    progress();
  }
}

function isTransient(error: unknown): boolean {
  return (error as { code?: number }).code === 112 || !('code' in (error as object));
}

async function transfer(client: MongoClient, key: string): Promise<void> {
  const db = client.db('crash');
  const [from, to] = [`a${Math.floor(Math.random() * 5)}`, `a${5 + Math.floor(Math.random() * 5)}`];
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await db
        .collection<Account>('accounts')
        .updateOne({ _id: from }, { $inc: { balance: -1, moves: 1 } }, { session });
      await db.collection<Account>('accounts').updateOne({ _id: to }, { $inc: { balance: 1, moves: 1 } }, { session });
      await db.collection<Move>('moves').insertOne({ _id: key, from, to }, { session });
    }),
  );
}

let number = 0n;
const lsid = newLsid();

/** Each increment is a retryable write; the one that the crash cut off is sent again to the next store. */
async function count(client: MongoClient, isAlive: () => boolean): Promise<void> {
  while (isAlive()) {
    const statement = { update: 'counter', updates: [{ q: { _id: 'n' }, u: { $inc: { n: 1 } } }] };
    number++;
    await send(client, statement).catch(async () => {
      const next = await new MongoClient(store.uri, { serverSelectionTimeoutMS: 15_000 }).connect();
      await send(next, statement);
      await next.close();
    });
    acknowledged.counts++;
  }
}

function send(client: MongoClient, statement: Document): Promise<Document> {
  const session = client.startSession();
  // The driver numbers sessions itself; the command has to carry this test's own.
  Object.defineProperty(session.serverSession, 'id', { value: lsid });
  return client
    .db('crash')
    .command({ ...statement, txnNumber: number as never }, { session })
    .finally(() => session.endSession());
}

async function check(): Promise<void> {
  const client = await new MongoClient(store.uri).connect();
  const db = client.db('crash');
  const accounts = await db.collection<Account>('accounts').find().toArray();
  const moves = await db.collection<Move>('moves').find().toArray();
  expect(accounts.reduce((sum, one) => sum + one.balance, 0)).toBe(0);
  expect(accounts.reduce((sum, one) => sum + one.moves, 0)).toBe(moves.length * 2);
  const stored = new Set(moves.map((one) => one._id));
  expect([...acknowledged.moves].filter((key) => !stored.has(key))).toEqual([]);
  const inserts = new Set((await db.collection('inserts').find().toArray()).map((one) => one.key));
  expect([...acknowledged.inserts].filter((key) => !inserts.has(key))).toEqual([]);
  expect(await db.collection('counter').findOne()).toMatchObject({ n: acknowledged.counts });
  for (const name of ['accounts', 'inserts', 'moves']) await checkIndexes(db.collection(name));
  await client.close();
}

/** Through each index the same documents are found as without it, and as many are counted. */
async function checkIndexes(collection: Collection): Promise<void> {
  const all = (await collection.find({}, { hint: { $natural: 1 } }).toArray()).map((one) => String(one._id)).sort();
  expect(await collection.estimatedDocumentCount()).toBe(all.length);
  for (const { name } of await collection.indexes()) {
    const found = (await collection.find({}, { hint: name as string }).toArray()).map((one) => String(one._id)).sort();
    expect(found).toEqual(all);
  }
}
