import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { open } from 'lmdb';
import { MongoClient } from 'mongodb';
import {
  endAll,
  fingerprint,
  give,
  loader,
  refused,
  type Started,
  start,
  startAsOrdinary,
  stopped,
} from './command-line.ts';
import { type OwnStore, ownStore, temporaryDirectory } from './support.ts';

// Each test starts several processes.
jest.setTimeout(90_000);

let data: string;
beforeEach(async () => {
  data = await temporaryDirectory();
});
afterEach(async () => {
  await endAll();
  await rm(data, { recursive: true, force: true });
});

const socket = () => join(data, 'store.sock');
const atSocket = () => start('--data', data, '--socket', socket());

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

  test('a socket path where something else is, or listens', async () => {
    await writeFile(socket(), 'mine');
    expect(await refused(await atSocket())).toMatch(/is no socket/);
    expect(await readFile(socket(), 'utf8')).toBe('mine');
    await rm(socket());
    const other = createServer().listen(socket());
    await once(other, 'listening');
    expect(await refused(await atSocket())).toMatch(/another process is listening/);
    const client = connect(socket());
    await once(client, 'connect');
    client.destroy();
    other.close();
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

describe('data it can not, or should not, write to is refused and left as it is', () => {
  const file = () => join(data, 'data.mdb');

  /** What is said of the data, which must not have changed by it. */
  async function refusal(starting: () => Promise<Started> = atSocket): Promise<string> {
    const before = await fingerprint(data);
    const line = await refused(await starting());
    const { 'lock.mdb': _, ...after } = await fingerprint(data);
    const { 'lock.mdb': __, ...expected } = before;
    expect(after).toEqual(expected);
    return line;
  }

  async function written(): Promise<void> {
    const store = await atSocket();
    const client = await new MongoClient(JSON.parse(store.out).listening).connect();
    await client.db('d').collection('c').createIndex({ n: 1 });
    await client
      .db('d')
      .collection('c')
      .insertMany(Array.from({ length: 500 }, (_, n) => ({ n, text: 'x'.repeat(n) })));
    await client.close();
    await stopped(store);
  }

  async function overwrite(position: number, bytes: Buffer): Promise<void> {
    const whole = await readFile(file());
    bytes.copy(whole, position);
    await writeFile(file(), whole);
  }

  test('what is no data file at all', async () => {
    await writeFile(file(), Buffer.alloc(65_536, 7));
    expect(await refusal()).toMatch(/cannot open the data in .* is damaged, or was not written by this store/);
    await writeFile(file(), 'hello');
    expect(await refusal()).toMatch(/cut short/);
  });

  test("another program's LMDB data", async () => {
    const foreign = open({ path: data });
    await foreign.put('key', 'value');
    await foreign.close();
    expect(await refusal()).toMatch(/was not written by this store/);
  });

  test('a file that has lost its end', async () => {
    await written();
    const { size } = await stat(file());
    for (const left of [Math.floor(size / 2), 8192, 4096, 100]) {
      await truncate(file(), left);
      expect(await refusal()).toMatch(/cut short/);
    }
  });

  test('a file whose meta pages or roots are damaged', async () => {
    await written();
    const whole = await readFile(file());
    const latest = whole.readBigUInt64LE(152) > whole.readBigUInt64LE(4096 + 152) ? 0 : 4096;
    const root = Number(whole.readBigUInt64LE(latest + 136));
    for (const position of [24, 4096 + 24, 50, latest + 140, root * 4096, root * 4096 + 18, root * 4096 + 24]) {
      await writeFile(file(), whole);
      await overwrite(position, Buffer.from([0xa5, 0xa5]));
      expect(await refusal()).toMatch(/data\.mdb|page \d+/);
    }
  });

  test('a directory, or a file, that may not be written to', async () => {
    await written();
    await Promise.all([give(data), give(file()), give(join(data, 'lock.mdb'))]);
    const asOrdinary = () => startAsOrdinary('--data', data, '--port', '0');
    await chmod(file(), 0o400);
    expect(await refusal(asOrdinary)).toMatch(/cannot open the data in .*Permission denied/);
    await chmod(file(), 0o600);
    await chmod(data, 0o500);
    expect(await refusal(asOrdinary)).toMatch(/cannot write to the data directory/);
    await chmod(data, 0o700);
    expect((await asOrdinary()).out).toContain('listening');
  });
});

test('of ten that are started on one directory at once, exactly one gets it', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => start('--data', data, '--port', '0')));
  const winners = all.filter((one) => one.out.includes('listening'));
  expect(winners).toHaveLength(1);
  const [winner] = winners as [Started];
  for (const loser of all.filter((one) => one !== winner))
    expect(await refused(loser)).toMatch(new RegExp(`in use by process ${winner.child.pid}`));
});

test("a copy of the data is nobody's, though its owner still lives", async () => {
  const copy = join(data, 'copy');
  await mkdir(copy);
  await atSocket();
  await cp(join(data, 'data.mdb'), join(copy, 'data.mdb'));
  expect((await start('--data', copy, '--port', '0')).out).toContain('listening');
});
