import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Collection, type Db, type Document, MongoClient } from 'mongodb';
import { verifyDirectory } from '../../embedded/tools/verify.ts';
import { endAll, type Started, start } from './command-line.ts';
import { newLsid } from './raw-client.ts';
import { temporaryDirectory } from './support.ts';

const ROUNDS = Number(process.env.STORE_CRASH_ROUNDS ?? 1);
const WRITERS = 6;
const LARGE = 500;

let data: string;
beforeAll(async () => {
  data = await temporaryDirectory();
});
afterAll(async () => {
  await endAll();
  await rm(data, { recursive: true, force: true });
});

type Account = { _id: string; balance: number; moves: number };
type Move = { _id: string; from: string; to: string };
type Presence = 'there' | 'gone' | 'unknown';

/** What clients were told, against which the data is held after each crash. */
const acknowledged = {
  inserts: new Set<string>(),
  moves: new Set<string>(),
  large: new Set<string>(),
  counts: 0,
  /** Of an index and a collection that come and go. */
  index: 'gone' as Presence,
  collection: 'gone' as Presence,
};

test(
  `killed ${ROUNDS} times at random moments, it keeps what it acknowledged and nothing by halves`,
  async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await killedWhileWriting(round);
      expect(verifyDirectory(data)).toMatchObject({ sound: true, problems: [] });
    }
    const { client } = await started();
    await check(client.db('crash'));
    await client.close();
  },
  60_000 + ROUNDS * 30_000,
);

async function started(): Promise<{ store: Started; client: MongoClient }> {
  const store = await start('--data', data, '--socket', join(data, 'store.sock'));
  expect(store.errors).toBe('');
  const { listening } = JSON.parse(store.out);
  const client = await new MongoClient(listening, { retryWrites: false, serverSelectionTimeoutMS: 15_000 }).connect();
  return { store, client };
}

async function killedWhileWriting(round: number): Promise<void> {
  const { store, client } = await started();
  const db = client.db('crash');
  await (round === 0 ? prepare(db) : check(db));
  const target = Math.floor(Math.random() * 250);
  let writes = 0;
  let alive = true;
  const wrote = () => {
    if (++writes < target || !alive) return;
    alive = false;
    store.child.kill('SIGKILL');
  };
  const work: Work = { db, isAlive: () => alive, wrote };
  const writers = Array.from({ length: WRITERS }, (_, i) => write(work, `${round}-${i}`));
  // What still waits for an answer need not look for a server that won't come back.
  const closed = store.ended.then(() => client.close(true));
  await Promise.all([...writers, count(work), index(work), comeAndGo(work), large(work, round), closed]);
}

async function prepare(db: Db): Promise<void> {
  await db
    .collection<Account>('accounts')
    .insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: `a${i}`, balance: 0, moves: 0 })));
  await db.collection('accounts').createIndex({ balance: 1 });
  await db
    .collection('inserts')
    .createIndexes([{ key: { key: 1 }, unique: true }, { key: { group: 1, key: -1 } }, { key: { tags: 1 } }]);
  await db.collection('moves').createIndex({ from: 1 });
  await db.collection('large').createIndex({ batch: 1 });
  await db.collection<Document & { _id: string }>('counter').insertOne({ _id: 'n', n: 0 });
}

/** What is done while the store lives; `wrote` is called with each write that was acknowledged. */
type Work = { db: Db; isAlive(): boolean; wrote(): void };

/** Does something again and again, until the store is gone. */
async function repeated({ isAlive }: Work, action: (i: number) => Promise<void>): Promise<void> {
  for (let i = 0; isAlive(); i++) {
    try {
      await action(i);
    } catch (error) {
      if (isAlive() && !isTransient(error)) throw error;
    }
  }
}

function isTransient(error: unknown): boolean {
  return (error as { code?: number }).code === 112 || !('code' in (error as object));
}

/** Single writes, and transactions that conflict with those of others. */
function write(work: Work, name: string): Promise<void> {
  const { db, wrote } = work;
  return repeated(work, async (i) => {
    const key = `${name}-${i}`;
    await db.collection('inserts').insertOne({ key, group: i % 5, tags: [i % 3, `t${i % 7}`] });
    acknowledged.inserts.add(key);
    wrote();
    if (i % 4 === 3)
      await db.collection('inserts').updateOne({ key }, { $set: { group: 9 }, $push: { tags: 'more' } } as never);
    await transfer(db, key);
    acknowledged.moves.add(key);
    wrote();
  });
}

async function transfer(db: Db, key: string): Promise<void> {
  const [from, to] = [`a${Math.floor(Math.random() * 5)}`, `a${5 + Math.floor(Math.random() * 5)}`];
  const accounts = db.collection<Account>('accounts');
  await db.client.withSession((session) =>
    session.withTransaction(async () => {
      await accounts.updateOne({ _id: from }, { $inc: { balance: -1, moves: 1 } }, { session });
      await accounts.updateOne({ _id: to }, { $inc: { balance: 1, moves: 1 } }, { session });
      await db.collection<Move>('moves').insertOne({ _id: key, from, to }, { session });
    }),
  );
}

/** Transactions of many documents, which reach the disk whole or not at all. */
function large(work: Work, round: number): Promise<void> {
  const { db, wrote } = work;
  return repeated(work, async (i) => {
    const batch = `${round}-${i}`;
    await db.client.withSession((session) =>
      session.withTransaction(async () => {
        const documents = Array.from({ length: LARGE }, (_, n) => ({ batch, n, text: 'x'.repeat(n) }));
        await db.collection('large').insertMany(documents, { session });
      }),
    );
    acknowledged.large.add(batch);
    wrote();
  });
}

/** An index that is built while others write, and dropped. */
function index(work: Work): Promise<void> {
  const inserts = work.db.collection('inserts');
  return repeated(work, async () => {
    acknowledged.index = 'unknown';
    await inserts.createIndex({ tags: 1, key: 1 }, { name: 'built' });
    acknowledged.index = 'there';
    work.wrote();
    acknowledged.index = 'unknown';
    await inserts.dropIndex('built');
    acknowledged.index = 'gone';
  });
}

/** A collection that is made, filled and dropped. */
function comeAndGo(work: Work): Promise<void> {
  const { db, wrote } = work;
  return repeated(work, async () => {
    acknowledged.collection = 'unknown';
    await db.collection('guest').insertMany(Array.from({ length: 100 }, (_, n) => ({ n })));
    acknowledged.collection = 'there';
    wrote();
    acknowledged.collection = 'unknown';
    await db.collection('guest').drop();
    acknowledged.collection = 'gone';
  });
}

const lsid = newLsid();
let number = 0n;
/** The increment that the last crash cut off: stored or not, its client can't know. */
let uncertain = false;

/** Each increment is a retryable write; the one that a crash cut off is sent again to the next store. */
async function count({ db, isAlive, wrote }: Work): Promise<void> {
  while (isAlive()) {
    if (!uncertain) number++;
    uncertain = true;
    const done = await increment(db).then(
      () => true,
      () => false,
    );
    if (!done) return;
    uncertain = false;
    acknowledged.counts++;
    wrote();
  }
}

function increment(db: Db): Promise<Document> {
  const session = db.client.startSession();
  // The driver numbers sessions itself; the command has to carry this test's own.
  Object.defineProperty(session.serverSession, 'id', { value: lsid });
  const statement = { update: 'counter', updates: [{ q: { _id: 'n' }, u: { $inc: { n: 1 } } }] };
  return db.command({ ...statement, txnNumber: number as never }, { session }).finally(() => session.endSession());
}

async function check(db: Db): Promise<void> {
  if (uncertain) {
    expect(await increment(db)).toMatchObject({ n: 1, nModified: 1 });
    uncertain = false;
    acknowledged.counts++;
  }
  expect(await db.collection('counter').findOne()).toMatchObject({ n: acknowledged.counts });
  await checkMoves(db);
  const inserts = new Set((await db.collection('inserts').find().toArray()).map((one) => one.key));
  expect([...acknowledged.inserts].filter((key) => !inserts.has(key))).toEqual([]);
  await checkLarge(db);
  await checkPresence(db);
  for (const name of ['accounts', 'inserts', 'moves', 'large']) await checkIndexes(db.collection(name));
  await startOver(db);
}

/** What has been checked goes, or each round of many would take longer than the one before. */
async function startOver(db: Db): Promise<void> {
  await db.collection('large').deleteMany({});
  acknowledged.large.clear();
  if ((await db.collection('inserts').estimatedDocumentCount()) < 2000) return;
  await db.collection('inserts').deleteMany({});
  acknowledged.inserts.clear();
}

async function checkMoves(db: Db): Promise<void> {
  const accounts = await db.collection<Account>('accounts').find().toArray();
  const moves = await db.collection<Move>('moves').find().toArray();
  expect(accounts.reduce((sum, one) => sum + one.balance, 0)).toBe(0);
  expect(accounts.reduce((sum, one) => sum + one.moves, 0)).toBe(moves.length * 2);
  const stored = new Set(moves.map((one) => one._id));
  expect([...acknowledged.moves].filter((key) => !stored.has(key))).toEqual([]);
}

async function checkLarge(db: Db): Promise<void> {
  const batches = await db
    .collection('large')
    .aggregate([{ $group: { _id: '$batch', count: { $sum: 1 } } }])
    .toArray();
  expect(batches.filter((one) => one.count !== LARGE)).toEqual([]);
  const stored = new Set(batches.map((one) => one._id));
  expect([...acknowledged.large].filter((batch) => !stored.has(batch))).toEqual([]);
}

async function checkPresence(db: Db): Promise<void> {
  const indexes = (await db.collection('inserts').indexes()).map((one) => one.name);
  if (acknowledged.index !== 'unknown') expect(indexes.includes('built')).toBe(acknowledged.index === 'there');
  const guests = await db.collection('guest').countDocuments();
  expect(guests).toBeLessThanOrEqual(100);
  if (acknowledged.collection !== 'unknown') expect(guests).toBe(acknowledged.collection === 'there' ? 100 : 0);
  if (guests > 0) await db.collection('guest').drop();
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
