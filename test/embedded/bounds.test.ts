import { afterEach, describe, expect, test } from '@jest/globals';
import type { Document } from 'bson';
import type { Limits } from '../../embedded/limits.ts';
import { framed, int32, newLsid, opMsg, type RawClient, rawClient } from './raw-client.ts';
import { type OwnStore, ownStore } from './support.ts';

const MB = 1024 * 1024;

let store: OwnStore;
let healthy: RawClient;
const others: RawClient[] = [];

async function opened(limits: Partial<Limits>): Promise<void> {
  store = await ownStore({ limits });
  healthy = await rawClient(store.uri);
}

afterEach(async () => {
  for (const client of [healthy, ...others.splice(0)]) client.close();
  await store.close();
});

async function another(): Promise<RawClient> {
  const client = await rawClient(store.uri);
  others.push(client);
  return client;
}

const several = (count: number) => Promise.all(Array.from({ length: count }, another));
const status = () => healthy.command({ serverStatus: 1, $db: 'admin' });
const insert = (documents: Document[], more: Document = {}) =>
  healthy.command({ insert: 'c', documents, $db: 'bounds', ...more });

/** Asks until it is so: each answer is a turn of the store's. */
async function until(isSo: (status: Document) => boolean): Promise<Document> {
  for (;;) {
    const now = await status();
    if (isSo(now)) return now;
  }
}

describe('connections', () => {
  test('past the limit are closed, counted and logged; whoever leaves makes room', async () => {
    await opened({ connections: 20 });
    const [first] = (await several(19)) as [RawClient];
    const refused = await another();
    await refused.closed;
    expect(await status()).toMatchObject({ connections: { current: 20, available: 0, rejected: 1 } });
    first.close();
    await until((now) => now.connections.current === 19);
    expect(await (await another()).command({ ping: 1, $db: 'admin' })).toMatchObject({ ok: 1 });
    await until(() => store.logs.some((line) => line.includes('too many') && line.includes('"rejected":1')));
  });

  test('three thousand that say nothing take little, and leave nothing behind', async () => {
    await opened({});
    const before = await status();
    for (let i = 0; i < 30; i++) await several(100);
    const during = await until((now) => now.connections.current === 3001);
    expect(during.mem.resident - before.mem.resident).toBeLessThan(300);
    for (const client of others.splice(0)) client.close();
    await until((now) => now.connections.current === 1);
  });

  test('in a storm of coming and going none is lost or left', async () => {
    await opened({});
    for (let round = 0; round < 20; round++) {
      const clients = await several(50);
      for (const [i, client] of clients.entries()) {
        if (i % 2) client.socket.write(opMsg({ find: 'c', $db: 'bounds' }).subarray(0, 30));
        if (i % 3) client.socket.write(opMsg({ insert: 'storm', documents: [{}], $db: 'bounds' }));
        client.close();
      }
    }
    const { connections } = await until((now) => now.connections.current === 1);
    expect(connections).toMatchObject({ totalCreated: 1001 });
  });
});

describe('messages', () => {
  const announced = (bytes: number) => Buffer.concat([framed(2013, int32(0), 48_000_000), Buffer.alloc(bytes)]);

  test('that are begun and not finished are given up', async () => {
    await opened({ messageSeconds: 0.5 });
    const half = await another();
    half.socket.write(announced(10));
    const dribbling = await another();
    dribbling.socket.write(announced(10));
    dribbling.socket.on('error', () => {});
    const drip = setInterval(() => dribbling.socket.write('x'), 50);
    await Promise.all([half.closed, dribbling.closed]);
    clearInterval(drip);
    // A client may know of its end before the store does.
    expect(await until((now) => now.connections.current === 1)).toMatchObject({ connections: { cut: 2 } });
  });

  test('not yet whole take only so much together: who began first goes first, others are served', async () => {
    await opened({ messageBytes: 4 * MB });
    const clients = await several(8);
    for (const client of clients) {
      client.socket.write(announced(MB));
      await until((now) => now.connections.messageBytes >= MB / 2);
    }
    await Promise.all(clients.slice(0, 4).map((client) => client.closed));
    expect(await insert([{ text: 'x'.repeat(MB) }])).toMatchObject({ n: 1 });
    const { connections } = await status();
    expect(connections.messageBytes).toBeLessThanOrEqual(4 * MB);
  });

  test('that nobody takes: their reader is cut off in time, and before that where they are too many', async () => {
    await opened({ messageSeconds: 1, messageBytes: 30 * MB });
    for (let i = 0; i < 10; i++) await insert([{ text: 'x'.repeat(MB) }]);
    const readers = await several(6);
    for (const { socket } of readers) {
      socket.pause();
      socket.write(opMsg({ find: 'c', $db: 'bounds' }));
    }
    await until((now) => now.connections.cut >= 3);
    expect(await healthy.command({ count: 'c', $db: 'bounds' })).toMatchObject({ n: 10 });
    await until((now) => now.connections.cut === 6 && now.connections.messageBytes < MB);
  });
});

describe('cursors', () => {
  const find = (more: Document = {}) => healthy.command({ find: 'c', batchSize: 1, $db: 'bounds', ...more });
  const more = (id: unknown, fields: Document = {}) =>
    healthy.command({ getMore: BigInt(id as number), collection: 'c', $db: 'bounds', ...fields });

  test('are so many at a time', async () => {
    await opened({ cursors: 3 });
    await insert([{}, {}, {}]);
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await find()).cursor.id);
    expect(await find()).toMatchObject({ ok: 0, code: 146 });
    expect(await more(ids[0])).toMatchObject({ cursor: { id: 0 } });
    expect(await find()).toMatchObject({ ok: 1 });
  });

  test('end when nobody asks for more, but for those that say they last', async () => {
    await opened({ cursorSeconds: 0.2 });
    await insert([{}, {}, {}]);
    const [idle, lasting] = [await find(), await find({ noCursorTimeout: true })];
    await until((now) => now.metrics.cursor.open.total === 1);
    expect(await more(idle.cursor.id)).toMatchObject({ ok: 0, code: 43 });
    expect(await more(lasting.cursor.id)).toMatchObject({ ok: 1 });
  });

  test('belong to their session, and end with it', async () => {
    await opened({});
    await insert([{}, {}, {}]);
    const [lsid, other] = [newLsid(), newLsid()];
    const { id } = (await find({ lsid, noCursorTimeout: true })).cursor;
    const free = (await find()).cursor.id;
    expect(await more(id)).toMatchObject({ code: 50736 });
    expect(await more(free, { lsid })).toMatchObject({ code: 50737 });
    expect(await more(id, { lsid: other })).toMatchObject({ code: 50738 });
    const within = { lsid, txnNumber: 1n, autocommit: false, startTransaction: true };
    expect(await more(id, within)).toMatchObject({ code: 50740 });
    expect(await more(id, { lsid, batchSize: 1 })).toMatchObject({ ok: 1, cursor: { nextBatch: [{}] } });
    await healthy.command({ endSessions: [lsid], $db: 'admin' });
    expect(await more(id)).toMatchObject({ code: 43 });
    expect(await more(free)).toMatchObject({ ok: 1 });
  });
});

describe('sessions', () => {
  test('are so many at a time', async () => {
    await opened({ sessions: 5 });
    const lsids = Array.from({ length: 5 }, newLsid);
    for (const lsid of lsids) expect(await insert([{}], { lsid })).toMatchObject({ ok: 1 });
    expect(await insert([{}], { lsid: newLsid() })).toMatchObject({ code: 261, codeName: 'TooManyLogicalSessions' });
    await healthy.command({ endSessions: lsids.slice(0, 1), $db: 'admin' });
    expect(await insert([{}], { lsid: newLsid() })).toMatchObject({ ok: 1 });
  });

  test('end unused, with what is kept for their writes being tried again', async () => {
    await opened({ sessionSeconds: 0.3 });
    const lsid = newLsid();
    const write = { lsid, txnNumber: 9n };
    const documents = Array.from({ length: 500 }, () => ({}));
    // Not tried again here: a machine that pauses for as long as this session lives would let it end in between.
    expect(await insert(documents, write)).toMatchObject({ n: 500 });
    await until((now) => now.logicalSessionRecordCache.activeSessionsCount === 0);
    expect(await insert(documents, { ...write, txnNumber: 1n })).toMatchObject({ n: 500 });
    expect(await healthy.command({ count: 'c', $db: 'bounds' })).toMatchObject({ n: 1000 });
  });
});

describe('transactions', () => {
  const begun = (lsid = newLsid()) => ({ lsid, txnNumber: 1n, autocommit: false, startTransaction: true });
  const label = { errorLabels: ['TransientTransactionError'] };

  test('end with their lifetime: whoever waits for them goes on, and they are told', async () => {
    await opened({ transactionSeconds: 0.3 });
    await insert([{ _id: 1 }]);
    const { startTransaction, ...own } = begun();
    await insert([{ _id: 2 }], { ...own, startTransaction });
    const waiting = await another();
    const write = { insert: 'c', documents: [{ _id: 2, outside: true }], $db: 'bounds' };
    expect(await waiting.command(write)).toMatchObject({ n: 1 });
    expect(await insert([{ _id: 3 }], own)).toMatchObject({ ok: 0, code: 251, ...label });
    const commit = { commitTransaction: 1, ...own, $db: 'admin' };
    expect(await healthy.command(commit)).toMatchObject({ ok: 0, code: 251, ...label });
    const { cursor } = await healthy.command({ find: 'c', sort: { _id: 1 }, $db: 'bounds' });
    expect(cursor.firstBatch).toEqual([{ _id: 1 }, { _id: 2, outside: true }]);
    expect(await status()).toMatchObject({ transactions: { currentOpen: 0 }, workMemory: { bytes: 0 } });
  });

  test('are so many at a time', async () => {
    await opened({ transactions: 2 });
    for (let i = 0; i < 2; i++) expect(await insert([{}], begun())).toMatchObject({ ok: 1 });
    expect(await insert([{}], begun())).toMatchObject({ ok: 0, code: 365, ...label });
  });

  test('write so much, and not all of them together more', async () => {
    await opened({ transactionBytes: MB, workBytes: 2 * MB });
    await insert([{ _id: 1 }]);
    const text = 'x'.repeat(400_000);
    const [one, two] = [begun(), begun()];
    const { startTransaction, ...own } = one;
    expect(await insert([{ text }, { text }], one)).toMatchObject({ n: 2 });
    const large = await insert([{ text }], own);
    expect(large).toMatchObject({ n: 0, writeErrors: [{ code: 257 }] });
    expect(await insert([{}], own)).toMatchObject({ ok: 0, code: 251 });
    expect(await insert([{ text }, { text }], two)).toMatchObject({ n: 2 });
    expect(await insert([{ text }, { text }], begun())).toMatchObject({ n: 2 });
    expect(await insert([{ text }, { text }], begun())).toMatchObject({ writeErrors: [{ code: 146 }] });
    expect(await healthy.command({ count: 'c', $db: 'bounds' })).toMatchObject({ n: 1 });
    expect(startTransaction).toBe(true);
  });

  test('changing one document again and again take no more than changing it once', async () => {
    await opened({ transactionBytes: MB });
    const text = 'x'.repeat(300_000);
    await insert([{ _id: 1, n: 0, text }]);
    const { startTransaction, ...own } = begun();
    const update = { update: 'c', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }], $db: 'bounds', ...own };
    expect(await healthy.command({ ...update, startTransaction })).toMatchObject({ n: 1 });
    for (let i = 0; i < 20; i++) expect(await healthy.command(update)).toMatchObject({ n: 1 });
    expect(await healthy.command({ commitTransaction: 1, ...own, $db: 'admin' })).toMatchObject({ ok: 1 });
  });
});

test('a limit that is none is refused by its name', async () => {
  await opened({});
  await expect(ownStore({ limits: { cursors: 0 } })).rejects.toThrow('--max-cursors 0 is no limit');
});
