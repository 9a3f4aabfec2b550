import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Collection, MongoClient } from 'mongodb';
import { verifyDirectory } from '../../embedded/tools/verify.ts';
import { allow, endAll, type Started, start, startWithin, stopped } from './command-line.ts';
import { refusal, temporaryDirectory } from './support.ts';

// Each test starts several processes.
jest.setTimeout(90_000);

let directory: string;
let data: string;
let clients: MongoClient[];
beforeEach(async () => {
  directory = await temporaryDirectory();
  data = join(directory, 'data');
  clients = [];
});
afterEach(async () => {
  for (const client of clients) await client.close();
  await endAll();
  await rm(directory, { recursive: true, force: true });
});

async function connected({ out }: Started): Promise<MongoClient> {
  const client = await new MongoClient(JSON.parse(out).listening, { retryWrites: false }).connect();
  clients.push(client);
  return client;
}

const sound = () => expect(verifyDirectory(data)).toMatchObject({ sound: true, problems: [] });

type Row = { _id: number; n: number; text: string; tags: number[] };
const TAGS = Array.from({ length: 20 }, (_, i) => i);
const row = (n: number): Row => ({ _id: n, n, text: 'x'.repeat(1000), tags: TAGS });
/** More than the pages that are free in a full file have room for. */
const big = { text: 'x'.repeat(500_000) };

/** Inserts until one is refused; how many were taken, and the refusal. */
async function fillUp(rows: Collection<Row>, from = 0): Promise<{ taken: number; error: Error & { code?: number } }> {
  for (let n = from; ; n++) {
    try {
      await rows.insertOne(row(n));
    } catch (error) {
      return { taken: n - from, error: error as Error };
    }
  }
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a full disk', () => {
  const LIMIT = 2000;
  let store: Started;
  let rows: Collection<Row>;
  beforeEach(async () => {
    store = await startWithin(LIMIT, '--data', data, '--port', '0');
    rows = (await connected(store)).db('d').collection<Row>('rows');
    await rows.createIndex({ n: 1 }, { unique: true });
  });

  test('refuses writes by name, keeps nothing of them, and goes on reading', async () => {
    const { taken, error } = await fillUp(rows);
    expect(error).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' });
    expect(await refusal(rows.insertMany([row(taken), { ...row(taken + 1), ...big }]))).toMatchObject({ code: 14031 });
    expect(await refusal(rows.db.collection('another').insertOne(big))).toMatchObject({ code: 14031 });
    expect(await rows.db.listCollections({ name: 'another' }).toArray()).toEqual([]);
    expect(await rows.countDocuments()).toBe(taken);
    expect(await rows.estimatedDocumentCount()).toBe(taken);
    expect(await rows.find({ n: { $gte: 0 } }, { hint: 'n_1' }).toArray()).toHaveLength(taken);
    await stopped(store);
    sound();
    const failed = store.errors.split('\n').filter((line) => line.startsWith('{'));
    expect(failed.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ event: 'write failed', code: 14031 }),
    );
  });

  test('and writes go on once there is space', async () => {
    const { taken } = await fillUp(rows);
    await allow(store.child);
    await rows.insertMany(Array.from({ length: 500 }, (_, i) => row(taken + i)));
    await allow(store.child, LIMIT);
    expect((await fillUp(rows, taken + 500)).error).toMatchObject({ code: 14031 });
    await stopped(store);
    sound();
    const next = (await connected(await start('--data', data, '--port', '0'))).db('d').collection<Row>('rows');
    expect(await next.countDocuments()).toBe((await next.find({ n: { $gte: 0 } }).toArray()).length);
    await next.insertOne(row(100_000));
  });

  test('ends what was open: a transaction, and the building of an index, which can be asked for again', async () => {
    const client = rows.db.client;
    await rows.insertMany(Array.from({ length: 600 }, (_, n) => row(n)));
    const session = client.startSession();
    session.startTransaction();
    await rows.insertOne(row(50_000), { session });
    await fillUp(rows, 1000);
    // Its snapshot has kept pages from being used again, of which there are some now.
    await fillUp(rows, 5000);
    // Twenty times as large as the data: however many pages came free, there is no room for it.
    const index = { key: { tags: 1, text: 1 }, name: 'large' } as const;
    expect(await refusal(rows.createIndexes([index]))).toMatchObject({ code: 14031 });
    expect((await refusal(session.commitTransaction())).hasErrorLabel('TransientTransactionError')).toBe(true);
    await session.endSession();
    await allow(store.child);
    await rows.createIndexes([index]);
    await rows.insertOne(row(60_000));
    const all = await rows.countDocuments();
    expect(await rows.find({ tags: 7 }, { hint: 'large' }).toArray()).toHaveLength(all);
    await stopped(store);
    sound();
  });
});

test('a data directory that is gone, or another, takes no more writes', async () => {
  const store = await start('--data', data, '--port', '0');
  const rows = (await connected(store)).db('d').collection<Row>('rows');
  await rows.insertOne(row(1));
  await rename(data, join(directory, 'elsewhere'));
  expect(await refusal(rows.insertOne(row(2)))).toMatchObject({ code: 39, codeName: 'FileStreamFailed' });
  await mkdir(data);
  expect(await refusal(rows.insertOne(row(3)))).toMatchObject({ code: 39 });
  expect(await rows.countDocuments()).toBe(1);
  expect(store.errors).toMatch(/"write failed","code":39,"message":"[^"]*data\.mdb is gone or has been replaced/);
  await rm(data, { recursive: true });
  await rename(join(directory, 'elsewhere'), data);
  await rows.insertOne(row(4));
  await stopped(store);
  sound();
});
