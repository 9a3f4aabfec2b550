import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { endAll, fingerprint, runTool, type Started, start, startWithin, stopped } from './command-line.ts';
import { temporaryDirectory } from './support.ts';

// Each test starts several processes.
jest.setTimeout(90_000);

let directory: string;
let clients: MongoClient[];
const data = () => join(directory, 'data');
const file = () => join(directory, 'saved', 'one.backup');
const restored = () => join(directory, 'restored');
beforeEach(async () => {
  directory = await temporaryDirectory();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) await client.close();
  await endAll();
  await rm(directory, { recursive: true, force: true });
});

async function served(path = data()): Promise<{ store: Started; client: MongoClient }> {
  const store = await start('--data', path, '--port', '0');
  const client = await new MongoClient(JSON.parse(store.out).listening).connect();
  clients.push(client);
  return { store, client };
}

const backUp = (to = file()) => runTool('backup', '--data', data(), '--to', to);
const restore = (...more: string[]) => runTool('restore', '--from', file(), '--data', restored(), ...more);

/** A store with a document, backed up to `file()` and stopped. */
async function backedUp(): Promise<void> {
  const { store, client } = await served();
  const c = client.db('d').collection('c');
  await c.createIndex({ n: 1 }, { unique: true });
  await c.insertMany(Array.from({ length: 300 }, (_, n) => ({ n, text: 'x'.repeat(n * 20) })));
  expect(await backUp()).toMatchObject({
    code: 0,
    out: expect.stringMatching(/300 documents in 1 collection, .* checked/),
  });
  await stopped(store);
}

describe('a backup', () => {
  test('of a store that is being written to is what it was at one moment, and restores to that', async () => {
    const { client } = await served();
    const [left, right] = [client.db('d').collection('left'), client.db('d').collection('right')];
    await Promise.all([left.createIndex({ n: 1 }), right.createIndex({ n: 1 })]);
    let isOver = false;
    let written = 0;
    const move = async (n: number) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await left.insertOne({ n }, { session });
          await right.insertOne({ n }, { session });
        }),
      );
    const writing = (async () => {
      for (; !isOver; written++) await move(written);
    })();
    const before = written;
    expect(await backUp()).toMatchObject({ code: 0, errors: '' });
    isOver = true;
    await writing;
    expect(await restore()).toMatchObject({ code: 0, errors: '' });
    const { client: other } = await served(restored());
    const found = await other
      .db('d')
      .collection('left')
      .find({}, { sort: { n: 1 }, projection: { _id: 0 } })
      .toArray();
    expect(found.length).toBeGreaterThanOrEqual(before);
    expect(found).toEqual(Array.from({ length: found.length }, (_, n) => ({ n })));
    expect(
      await other
        .db('d')
        .collection('right')
        .countDocuments({ n: { $gte: 0 } }),
    ).toBe(found.length);
    // And it is a store like any other.
    await other.db('d').collection('left').insertOne({ n: -1 });
  });

  test('of a store that is stopped works the same, and leaves the data as it is', async () => {
    const { store, client } = await served();
    await client.db('d').collection('c').insertOne({ a: 1 });
    await stopped(store);
    const before = await fingerprint(data());
    expect(await backUp()).toMatchObject({ code: 0 });
    expect(await fingerprint(data())).toEqual(before);
    expect(await restore()).toMatchObject({ code: 0 });
    const { client: other } = await served(restored());
    expect(await other.db('d').collection('c').countDocuments({ a: 1 })).toBe(1);
  });

  test('gets a name of its own in a directory, and never the place of another', async () => {
    await backedUp();
    const before = await fingerprint(join(directory, 'saved'));
    expect(await backUp()).toMatchObject({ code: 1, errors: expect.stringMatching(/is there already/) });
    expect(await fingerprint(join(directory, 'saved'))).toEqual(before);
    expect(await backUp(`${join(directory, 'saved')}/`)).toMatchObject({ code: 0 });
    expect(await readdir(join(directory, 'saved'))).toEqual([
      expect.stringMatching(/^\d{4}-.*Z\.backup$/),
      'one.backup',
    ]);
  });

  test('leaves nothing behind where the disk is full', async () => {
    await backedUp();
    const out = join(directory, 'full', 'two.backup');
    const tool = await startWithin(64, 'backup', '--data', data(), '--to', out);
    await tool.ended;
    expect(tool.child.exitCode).toBe(1);
    expect(tool.errors.trim()).not.toBe('');
    expect(await readdir(join(directory, 'full'))).toEqual([]);
  });

  test('is not made of what is damaged, nor of nothing', async () => {
    await backedUp();
    const bytes = await readFile(join(data(), 'data.mdb'));
    const at = bytes.indexOf('x'.repeat(200)) & ~4095;
    bytes.fill(0xa5, at, at + 24);
    await writeFile(join(data(), 'data.mdb'), bytes);
    const out = join(directory, 'two.backup');
    expect(await backUp(out)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/damaged, so it was not backed up/),
    });
    await rm(data(), { recursive: true });
    expect(await backUp(out)).toMatchObject({ code: 1, errors: expect.stringMatching(/there is no data/) });
    expect(await readdir(directory)).toEqual(['saved']);
  });
});

describe('restoring', () => {
  test('refuses a directory that is not empty, and sets its data aside if told to replace it', async () => {
    await backedUp();
    const { store, client } = await served(restored());
    await client.db('d').collection('c').insertOne({ n: 'older' });
    expect(await restore('--replace')).toMatchObject({ code: 1, errors: expect.stringMatching(/in use by process/) });
    await stopped(store);
    const before = await fingerprint(restored());
    expect(await restore()).toMatchObject({ code: 1, errors: expect.stringMatching(/is not empty/) });
    expect(await fingerprint(restored())).toEqual(before);
    const { code, out } = await restore('--replace');
    expect(code).toBe(0);
    const aside = /is in (\S+)$/m.exec(out)?.[1] as string;
    expect((await readFile(aside)).equals(await readFile(join(restored(), 'data.mdb')))).toBe(false);
    const { client: again } = await served(restored());
    expect(await again.db('d').collection('c').countDocuments()).toBe(300);
  });

  test('refuses a backup that has changed or lost its end, and what is none', async () => {
    await backedUp();
    const whole = await readFile(file());
    const refused = async (words: RegExp) => {
      expect(await restore()).toMatchObject({ code: 1, errors: expect.stringMatching(words) });
      expect(await readdir(restored())).toEqual([]);
    };
    const changed = Buffer.from(whole);
    changed[50_000] = (changed[50_000] as number) ^ 1;
    await writeFile(file(), changed);
    await refused(/its checksum is another/);
    await writeFile(file(), whole);
    await truncate(file(), whole.length - 4096);
    await refused(/no backup, or has lost its end/);
    await writeFile(file(), 'hello');
    await refused(/no backup/);
  });
});
