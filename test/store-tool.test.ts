import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { ownStore } from './embedded/support.ts';

// Each tool is a process of its own.
jest.setTimeout(90_000);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tool-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** As `npm run backup` and its like do it, with these settings. */
async function tool(settings: Record<string, string>, ...words: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, ['script/store-tool.mjs', ...words], {
    env: { ...process.env, MONGODB_URI: '', GUILDHALL_DATA: '', ...settings },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  const [code] = await once(child, 'close');
  return { code, said };
}

test('a backup is made of what the settings name, and put back there', async () => {
  const data = join(directory, 'data');
  const settings = { GUILDHALL_DATA: data };
  const store = await ownStore({ data });
  const client = await new MongoClient(store.uri).connect();
  await client.db('guildhall').collection('things').insertOne({});
  expect(await tool(settings, 'backup', '--to', `${directory}/saved/`)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/1 document in 1 collection/),
  });
  await client.close();
  await store.stop();
  const [name] = await readdir(join(directory, 'saved'));
  const from = ['--from', join(directory, 'saved', name as string)];
  expect(await tool(settings, 'restore', ...from)).toMatchObject({ code: 1, said: expect.stringMatching(/not empty/) });
  expect(await tool(settings, 'restore', ...from, '--replace')).toMatchObject({ code: 0 });
  expect(await tool(settings, 'export', '--to', join(directory, 'out'))).toMatchObject({ code: 0 });
  expect(await readdir(join(directory, 'out', 'guildhall'))).toEqual(['things.bson', 'things.metadata.json']);
});

test('where the data lies in MongoDB, its own tools are named', async () => {
  const settings = { MONGODB_URI: 'mongodb://127.0.0.1:1/guildhall' };
  expect(await tool(settings, 'backup')).toMatchObject({ code: 1, said: expect.stringMatching(/use mongodump/) });
});
