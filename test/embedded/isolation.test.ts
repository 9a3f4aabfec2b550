import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClientSession, Collection, Document } from 'mongodb';
import { newLsid, type RawClient, rawClient } from './raw-client.ts';
import { filled, openStore, refusal, type TestStore } from './support.ts';

type Doc = Document & { _id: number };

let store: TestStore;
let collection: Collection<Doc>;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  collection = (await filled(
    store.db,
    Array.from({ length: 10 }, (_, _id) => ({ _id, n: 0 })) as never[],
  )) as unknown as Collection<Doc>;
});

async function inTransactions(count: number, run: (...sessions: ClientSession[]) => Promise<void>): Promise<void> {
  const sessions = Array.from({ length: count }, () => store.client.startSession());
  for (const session of sessions) session.startTransaction();
  try {
    await run(...sessions);
  } finally {
    for (const session of sessions) await session.endSession();
  }
}

describe('what is read', () => {
  test('a cursor opened within goes on in the snapshot, whatever others write', async () => {
    await inTransactions(1, async (session) => {
      const cursor = collection.find({}, { session, batchSize: 2 }).sort({ n: 1, _id: 1 });
      const first = await cursor.next();
      await collection.deleteMany({});
      await collection.insertMany([{ _id: 100 }, { _id: -1 }]);
      const rest = await cursor.toArray();
      expect([first, ...rest].map((one) => one?._id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      await session?.commitTransaction();
    });
  });

  test('a snapshot is of one moment over all collections', async () => {
    const second = (await filled(store.db, [{ _id: 1, n: 0 } as never])) as unknown as Collection<Doc>;
    await inTransactions(1, async (session) => {
      await collection.findOne({ _id: 1 }, { session });
      await second.updateOne({ _id: 1 }, { $set: { n: 5 } });
      expect(await second.findOne({ _id: 1 }, { session })).toMatchObject({ n: 0 });
    });
  });

  test('write skew is allowed: each reads what the other writes', async () => {
    await inTransactions(2, async (a, b) => {
      expect(await collection.findOne({ _id: 2 }, { session: a })).toMatchObject({ n: 0 });
      expect(await collection.findOne({ _id: 1 }, { session: b })).toMatchObject({ n: 0 });
      await collection.updateOne({ _id: 1 }, { $set: { n: 1 } }, { session: a });
      await collection.updateOne({ _id: 2 }, { $set: { n: 1 } }, { session: b });
      await a?.commitTransaction();
      await b?.commitTransaction();
    });
    expect(await collection.countDocuments({ n: 1 })).toBe(2);
  });
});

test('two who want what the other has: one is refused, the other goes on', async () => {
  await inTransactions(2, async (a, b) => {
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: a });
    await collection.updateOne({ _id: 2 }, { $inc: { n: 1 } }, { session: b });
    const error = await refusal(collection.updateOne({ _id: 2 }, { $inc: { n: 1 } }, { session: a }));
    expect(error).toMatchObject({ code: 112, codeName: 'WriteConflict' });
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
    await collection.updateOne({ _id: 1 }, { $inc: { n: 10 } }, { session: b });
    await b?.commitTransaction();
  });
  expect(await collection.find({ _id: { $in: [1, 2] } }).toArray()).toMatchObject([{ n: 10 }, { n: 1 }]);
});

describe('statements one by one', () => {
  let first: RawClient;
  let second: RawClient;
  beforeEach(async () => {
    first = await rawClient(store.uri);
    second = await rawClient(store.uri);
  });
  const inc = (more: Document) => ({
    update: collection.collectionName,
    updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }],
    $db: store.db.databaseName,
    ...more,
  });
  const lsids: Document[] = [];
  const session = (): Document => {
    lsids.push(newLsid());
    return lsids.at(-1) as Document;
  };
  const numbered = () => ({ lsid: session(), txnNumber: 1n });
  // What stays open would keep the collection from being dropped.
  afterEach(async () => {
    await second.command({ endSessions: lsids.splice(0), $db: 'admin' });
    first.close();
    second.close();
  });
  const gone = { ok: 0, code: 251, codeName: 'NoSuchTransaction', errorLabels: ['TransientTransactionError'] };

  test('a transaction is the session’s, not the connection’s: it goes on over another when its first is closed', async () => {
    const own = { ...numbered(), autocommit: false };
    expect(await first.command(inc({ ...own, startTransaction: true }))).toMatchObject({ ok: 1 });
    expect(await second.command(inc(own))).toMatchObject({ ok: 1 });
    first.close();
    await first.closed;
    expect(await second.command(inc(own))).toMatchObject({ ok: 1 });
    expect(await second.command({ commitTransaction: 1, ...own, $db: 'admin' })).toMatchObject({ ok: 1 });
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 3 });
  });

  test('a write that is tried again while its first try still waits is done once', async () => {
    const own = { ...numbered(), autocommit: false };
    const write = inc(numbered());
    await first.command(inc({ ...own, startTransaction: true }));
    const waiting = await rawClient(store.uri);
    const lost = waiting.command(write).catch(() => undefined);
    const other = second.command(write);
    // Both have arrived by the time a later message has been answered on each of their store's turns.
    await first.command({ ping: 1, $db: 'admin' });
    waiting.close();
    await lost;
    await first.command({ commitTransaction: 1, ...own, $db: 'admin' });
    expect(await other).toMatchObject({ ok: 1, n: 1, nModified: 1 });
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 2 });
  });

  test('after its end nothing more can be done in it, and each end is told again', async () => {
    const own = { ...numbered(), autocommit: false };
    const commit = { commitTransaction: 1, ...own, $db: 'admin' };
    const abort = { abortTransaction: 1, ...own, $db: 'admin' };
    await first.command(inc({ ...own, startTransaction: true }));
    expect(await first.command(commit)).toMatchObject({ ok: 1 });
    expect(await second.command(commit)).toMatchObject({ ok: 1 });
    expect(await first.command(inc(own))).toMatchObject({ ok: 0, code: 256 });
    expect(await first.command(abort)).toMatchObject({ ok: 0, code: 256 });
    const aborted = { ...own, txnNumber: 2n };
    await first.command(inc({ ...aborted, startTransaction: true }));
    expect(await first.command({ ...abort, txnNumber: 2n })).toMatchObject({ ok: 1 });
    expect(await first.command({ ...abort, txnNumber: 2n })).toMatchObject(gone);
    expect(await first.command({ ...commit, txnNumber: 2n })).toMatchObject(gone);
    expect(await first.command(inc(aborted))).toMatchObject(gone);
    expect(await first.command(inc({ ...own, txnNumber: 1n, startTransaction: true }))).toMatchObject({ code: 225 });
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 1 });
  });

  test('what does not belong there is refused, and ends it where it came within', async () => {
    const lsid = session();
    const own = { lsid, autocommit: false };
    const refused: [Document, number][] = [
      [{ txnNumber: 1n }, 72],
      [{ lsid, txnNumber: -1n }, 72],
      [{ lsid, txnNumber: 1n, stmtIds: [-1] }, 72],
      [{ lsid, txnNumber: 1n, stmtIds: [] }, 72],
      [{ lsid, txnNumber: 1n, stmtId: -5 }, 72],
      [{ lsid, autocommit: false }, 72],
      [{ lsid, txnNumber: 1n, autocommit: true }, 72],
      [{ lsid, txnNumber: 1n, startTransaction: true }, 72],
      [{ lsid, txnNumber: 1n, autocommit: false, startTransaction: false }, 72],
      [{ ...own, txnNumber: 1n, startTransaction: true, writeConcern: { w: 1 } }, 72],
      [{ ...own, txnNumber: 1n, startTransaction: true, readConcern: { level: 'linearizable' } }, 72],
    ];
    for (const [fields, code] of refused) expect(await first.command(inc(fields))).toMatchObject({ ok: 0, code });
    await first.command(inc({ ...own, txnNumber: 2n, startTransaction: true, readConcern: { level: 'snapshot' } }));
    const again = inc({ ...own, txnNumber: 2n, startTransaction: true });
    expect(await first.command(again)).toMatchObject({ ok: 0, code: 50911 });
    await first.command(inc({ ...own, txnNumber: 3n, startTransaction: true }));
    const late = inc({ ...own, txnNumber: 3n, readConcern: { level: 'snapshot' } });
    expect(await first.command(late)).toMatchObject({ ok: 0, code: 72 });
    const elsewhere = { commitTransaction: 1, ...own, txnNumber: 3n, $db: store.db.databaseName };
    expect(await first.command(elsewhere)).toMatchObject({ ok: 0, code: 13 });
  });

  test('commands that a transaction can’t hold are refused by name', async () => {
    const $db = store.db.databaseName;
    const name = collection.collectionName;
    const commands = [{ count: name }, { drop: name }, { listCollections: 1 }, { dropIndexes: name, index: '*' }];
    for (const [i, command] of commands.entries()) {
      const own = { lsid: session(), txnNumber: BigInt(i + 1), autocommit: false, startTransaction: true };
      const [is] = Object.keys(command);
      const errmsg = `Cannot run '${is}' in a multi-document transaction.`;
      expect(await first.command({ ...command, $db, ...own })).toMatchObject({ ok: 0, code: 263, errmsg });
    }
  });

  test('a numbered write and a transaction can’t share a number', async () => {
    const own = numbered();
    await first.command(inc({ ...own, autocommit: false, startTransaction: true }));
    expect(await second.command(inc(own))).toMatchObject({ ok: 0, code: 72 });
    const many = { q: {}, u: { $inc: { n: 1 } }, multi: true };
    const write = { ...inc(numbered()), updates: [many] };
    expect(await first.command(write)).toMatchObject({ n: 0, writeErrors: [{ code: 72 }] });
  });
});
