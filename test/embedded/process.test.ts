import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { type OwnStore, ownStore, temporaryDirectory } from './support.ts';

const main = fileURLToPath(new URL('../../embedded/main.ts', import.meta.url));
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

let data: string;
let children: ChildProcess[];
beforeEach(async () => {
  data = await temporaryDirectory();
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await chmod(data, 0o700);
  await rm(data, { recursive: true, force: true });
});

type Started = { child: ChildProcess; out: string; errors: string; ended: Promise<unknown> };

/** Starts the store from the command line; waits until it listens or ends. */
async function start(...options: string[]): Promise<Started> {
  const child = spawn(process.execPath, ['--import', loader, main, ...options]);
  children.push(child);
  const started: Started = { child, out: '', errors: '', ended: once(child, 'close') };
  child.stderr?.on('data', (piece) => {
    started.errors += piece;
  });
  const spoke = once(child.stdout as NodeJS.ReadableStream, 'data').then(([piece]) => {
    started.out += piece;
  });
  await Promise.race([spoke, started.ended]);
  return started;
}

const socket = () => join(data, 'store.sock');
const atSocket = () => start('--data', data, '--socket', socket());

async function refused(started: Started): Promise<string> {
  await started.ended;
  expect(started.child.exitCode).toBe(1);
  expect(started.errors.trim().split('\n')).toHaveLength(1);
  return started.errors;
}

describe('it listens', () => {
  test('on a socket that only its owner can open, and says where in one line', async () => {
    const { out, child, ended } = await atSocket();
    expect(JSON.parse(out)).toEqual({ listening: `mongodb://${encodeURIComponent(socket())}/?directConnection=true` });
    expect((await stat(socket())).mode & 0o777).toBe(0o600);
    child.kill('SIGTERM');
    await ended;
    expect(child.exitCode).toBe(0);
  });

  test('on a port', async () => {
    const { out } = await start('--data', data, '--port', '0');
    const client = await new MongoClient(JSON.parse(out).listening).connect();
    expect(await client.db('x').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await client.close();
  });
});

describe('it refuses, in one line', () => {
  test('a directory that a living process uses, and not one whose user was killed', async () => {
    const first = await atSocket();
    expect(await refused(await start('--data', data, '--port', '0'))).toMatch(
      new RegExp(`in use by process ${first.child.pid}`),
    );
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await atSocket();
    expect(second.out).toContain('listening');
  });

  test('a directory it cannot make', async () => {
    await writeFile(join(data, 'file'), '');
    expect(await refused(await start('--data', join(data, 'file', 'in'), '--port', '0'))).toMatch(
      /cannot write to the data directory/,
    );
  });

  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await refused(await start('--data', data, '--port', String(port)))).toMatch(/EADDRINUSE/);
    other.close();
  });

  test('a socket path too long, or without the ending drivers know', async () => {
    expect(await refused(await start('--data', data, '--socket', `/tmp/${'x'.repeat(120)}.sock`))).toMatch(
      /bytes long/,
    );
    expect(await refused(await start('--data', data, '--socket', join(data, 'store')))).toMatch(/\.sock/);
  });

  test('data that is none', async () => {
    await writeFile(join(data, 'data.mdb'), Buffer.alloc(65_536, 7));
    expect(await refused(await atSocket())).toMatch(/cannot open the data in .* is damaged/);
    expect((await stat(join(data, 'data.mdb'))).size).toBe(65_536);
  });

  test('data that has lost its end', async () => {
    const { child, ended } = await atSocket();
    child.kill('SIGTERM');
    await ended;
    await truncate(join(data, 'data.mdb'), 8192);
    expect(await refused(await atSocket())).toMatch(/cut short/);
  });

  test('options it does not know', async () => {
    expect(await refused(await start('--data', data))).toMatch(/usage/);
    expect(await refused(await start('--data', data, '--prot', '1'))).toMatch(/--prot/);
  });
});

describe('supervised', () => {
  let store: OwnStore;
  beforeEach(async () => {
    store = await ownStore({ data });
  });
  afterEach(() => store.stop());

  const pidOf = async (client: MongoClient) => (await client.db('admin').command({ serverStatus: 1 })).pid as number;

  test('it is started again when it dies, with all that was acknowledged, and clients find it', async () => {
    const client = await new MongoClient(store.uri, { heartbeatFrequencyMS: 500 }).connect();
    await client.db('d').collection('c').insertOne({ a: 1 });
    const pid = await pidOf(client);
    const exited = new Promise((resolve) => store.onExit(resolve));
    const lost = once(client, 'serverHeartbeatFailed');
    process.kill(pid, 'SIGKILL');
    expect(await exited).toMatch(/SIGKILL/);
    await lost;
    await once(client, 'serverHeartbeatSucceeded');
    expect(
      await client
        .db('d')
        .collection('c')
        .findOne({}, { projection: { _id: 0 } }),
    ).toEqual({ a: 1 });
    expect(await pidOf(client)).not.toBe(pid);
    await client.close();
  });

  test('it ends with its supervisor', async () => {
    const parent = spawn(process.execPath, [
      '--import',
      loader,
      '--input-type=module',
      '-e',
      `
      const { startEmbedded } = await import(${JSON.stringify(new URL('../../embedded/supervise.ts', import.meta.url).href)});
      console.log((await startEmbedded({ data: ${JSON.stringify(join(data, 'other'))} })).uri);
    `,
    ]);
    children.push(parent);
    const [uri] = await once(parent.stdout, 'data');
    const client = await new MongoClient(String(uri).trim(), { heartbeatFrequencyMS: 500 }).connect();
    await pidOf(client);
    const hungUp = once(client, 'serverHeartbeatFailed');
    parent.kill('SIGKILL');
    await hungUp;
    await client.close();
    // The lock is free again: another store can have the directory.
    const next = await ownStore({ data: join(data, 'other') });
    await next.stop();
  });
});

test('a directory that may not be written to is refused', async () => {
  if (process.getuid?.() === 0) return;
  await mkdir(join(data, 'closed'), { mode: 0o500 });
  expect(await refused(await start('--data', join(data, 'closed'), '--port', '0'))).toMatch(
    /cannot write to the data directory/,
  );
});
