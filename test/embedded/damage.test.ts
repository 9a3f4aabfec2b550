import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { StoppedData } from '../../embedded/tools/stopped-data.ts';
import { copiesOf, type OwnStore, ownStore, pagesOf, refusal, temporaryDirectory } from './support.ts';

// The supervisor's patience is part of what is tested.
jest.setTimeout(90_000);

let data: string;
let store: OwnStore | undefined;
let client: MongoClient | undefined;
beforeEach(async () => {
  data = await temporaryDirectory();
});
afterEach(async () => {
  await client?.close(true);
  await store?.stop();
  await rm(data, { recursive: true, force: true });
});

const file = () => join(data, 'data.mdb');

async function serve(): Promise<MongoClient> {
  store = await ownStore({ data });
  client = await new MongoClient(store.uri, { retryReads: false, retryWrites: false }).connect();
  return client;
}

async function written(): Promise<void> {
  const things = (await serve()).db('d').collection<{ _id: number; text: string }>('things');
  await things.insertMany(Array.from({ length: 1000 }, (_, n) => ({ _id: n, text: `text ${n} `.repeat(20) })));
  await client?.close();
  await store?.stop();
}

async function overwritten(change: (bytes: Buffer) => void): Promise<void> {
  const bytes = await readFile(file());
  change(bytes);
  await writeFile(file(), bytes);
}

/** As a failing disk does it, while the file is in use. */
async function overwrittenInPlace(position: number, bytes: Buffer): Promise<void> {
  const handle = await open(file(), 'r+');
  await handle.write(bytes, 0, bytes.length, position);
  await handle.close();
}

test('damage that is met while serving is an error that says what to do, also in the log, and others are served', async () => {
  await written();
  const db = (await serve()).db('d');
  // The kind of a page.
  for (const page of pagesOf(await readFile(file()), 'text 500 '))
    await overwrittenInPlace(page + 18, Buffer.from([0, 0]));
  const error = await refusal(db.collection<{ _id: number }>('things').find({ _id: 500 }).toArray());
  expect(error).toMatchObject({ code: 354, codeName: 'DataCorruptionDetected' });
  expect(error.message).toMatch(/the data is damaged .*`verify`, and restore a backup/);
  const things = db.collection<{ _id: number }>('things');
  const side = Array.from({ length: 40 }, (_, n) =>
    n % 2 ? refusal(things.find({ _id: 500 }).toArray()) : things.findOne({ _id: 0 }),
  );
  for (const [n, found] of (await Promise.all(side)).entries()) {
    expect(found).toMatchObject(n % 2 ? { code: 354 } : { _id: 0 });
  }
  expect(await db.collection('others').insertOne({})).toMatchObject({ acknowledged: true });
  expect(await db.collection('things').findOne({})).toMatchObject({ _id: 0 });
  // LMDB itself says something there too, in words of its own.
  const logged = store?.logs.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect(logged).toContainEqual(expect.objectContaining({ level: 'error', event: 'data damaged', code: 354 }));
});

test('a document that can not be read is an error, not a wrong answer', async () => {
  await written();
  await overwritten((bytes) => {
    // The length of the text, in front of it.
    for (const at of copiesOf(bytes, 'text 500 ')) bytes.writeInt32LE(100_000, at - 4);
  });
  const things = (await serve()).db('d').collection('things');
  expect((await refusal(things.countDocuments({ text: /500/ }))).code).toBe(354);
  expect((await refusal(things.updateMany({ text: /500/ }, { $set: { a: 1 } }))).code).toBe(354);
});

test('a store that can not be started again is not tried for ever', async () => {
  await written();
  const { root } = await (async () => {
    const stopped = new StoppedData(file());
    const found = stopped.file.meta.main;
    stopped.close();
    return found;
  })();
  const db = (await serve()).db('admin');
  const { pid } = await db.command({ serverStatus: 1 });
  const reasons: string[] = [];
  const over = new Promise<void>((resolve) =>
    store?.onExit((reason, again) => {
      reasons.push(reason);
      if (!again) resolve();
    }),
  );
  process.kill(pid, 'SIGKILL');
  await overwritten((bytes) => bytes.fill(0, 0, (root as number) * 4096));
  await over;
  expect(reasons[0]).toMatch(/ended by SIGKILL/);
  expect(reasons.length).toBeGreaterThan(3);
  for (const reason of reasons.slice(1)) expect(reason).toMatch(/cannot open the data in .* is damaged/);
});
