import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClientSession, Collection, Document } from 'mongodb';
import mongoose from 'mongoose';
import { newLsid, rawClient } from './raw-client.ts';
import { filled, ids, openStore, refusal, type TestStore } from './support.ts';

let store: TestStore;
let collection: Collection<Document & { _id: number }>;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  collection = (await filled(store.db, [
    { _id: 1, n: 0, k: 'a' },
    { _id: 2, n: 0, k: 'b' },
  ])) as never;
  await collection.createIndex({ k: 1 }, { unique: true });
  await collection.createIndex({ n: 1 });
});

async function inTransaction(run: (session: ClientSession) => Promise<void>): Promise<void> {
  const session = store.client.startSession();
  session.startTransaction();
  try {
    await run(session);
  } finally {
    await session.endSession();
  }
}

describe('isolation', () => {
  test('a transaction sees its own writes, through indexes too, and others see them once it commits', async () => {
    await inTransaction(async (session) => {
      await collection.updateOne({ _id: 1 }, { $set: { n: 5, k: 'c' } }, { session });
      await collection.insertOne({ _id: 3, n: 5, k: 'd' }, { session });
      await collection.deleteOne({ _id: 2 }, { session });
      const own = await collection.find({ n: 5 }, { session }).sort({ k: 1 }).toArray();
      expect(own.map((one) => one._id)).toEqual([1, 3]);
      expect(await collection.find({}, { session }).sort({ n: -1 }).toArray()).toHaveLength(2);
      expect(await collection.countDocuments({}, { session })).toBe(2);
      expect(await ids(collection as never, {}, { _id: 1 })).toEqual([1, 2]);
      expect(await collection.findOne({ k: 'a' })).toMatchObject({ n: 0 });
      await session.commitTransaction();
    });
    expect(await ids(collection as never, {}, { _id: 1 })).toEqual([1, 3]);
    expect(await collection.estimatedDocumentCount()).toBe(2);
  });

  test('it reads the data as of its first statement', async () => {
    await inTransaction(async (session) => {
      expect(await collection.findOne({ _id: 1 }, { session })).toMatchObject({ n: 0 });
      await collection.updateOne({ _id: 1 }, { $set: { n: 9 } });
      await collection.insertOne({ _id: 7, n: 9, k: 'z' });
      expect(await collection.findOne({ _id: 1 }, { session })).toMatchObject({ n: 0 });
      expect(await collection.find({ n: 9 }, { session }).toArray()).toEqual([]);
      await session.commitTransaction();
    });
  });

  test('aborted, it leaves nothing behind', async () => {
    await inTransaction(async (session) => {
      await collection.insertOne({ _id: 3, k: 'c' }, { session });
      await collection.updateMany({}, { $inc: { n: 1 } }, { session });
      await session.abortTransaction();
    });
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 0, k: 'a' },
      { _id: 2, n: 0, k: 'b' },
    ]);
  });
});

describe('conflicts', () => {
  const transient = { code: 112, errorLabels: ['TransientTransactionError'] };

  test('the second to write a document is refused, with the label to try again', async () => {
    await inTransaction(async (first) => {
      await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: first });
      await inTransaction(async (second) => {
        const error = await refusal(collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session: second }));
        expect(error.code).toBe(transient.code);
        expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
      });
      await first.commitTransaction();
    });
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 1 });
  });

  test('so is one who writes what has changed since it began', async () => {
    await inTransaction(async (session) => {
      await collection.findOne({ _id: 2 }, { session });
      await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } });
      expect((await refusal(collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session }))).code).toBe(112);
    });
  });

  test('two transactions can’t take one unique value, different documents don’t conflict', async () => {
    await inTransaction(async (first) => {
      await collection.insertOne({ _id: 3, k: 'new' }, { session: first });
      await inTransaction(async (second) => {
        await collection.insertOne({ _id: 4, k: 'other' }, { session: second });
        expect((await refusal(collection.insertOne({ _id: 5, k: 'new' }, { session: second }))).code).toBe(112);
      });
      await first.commitTransaction();
    });
    expect(await ids(collection as never, {}, { _id: 1 })).toEqual([1, 2, 3]);
  });

  test('a write outside waits for the transaction, then goes on', async () => {
    const session = store.client.startSession();
    session.startTransaction();
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    let waited = true;
    const outside = collection.updateOne({ _id: 1 }, { $inc: { n: 10 } }).then(() => waited);
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 0 });
    await session.commitTransaction();
    waited = true;
    await outside;
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 11 });
    await session.endSession();
  });

  test('a duplicate key within ends it', async () => {
    await inTransaction(async (session) => {
      await collection.insertOne({ _id: 3, k: 'c' }, { session });
      expect((await refusal(collection.insertOne({ _id: 4, k: 'a' }, { session }))).code).toBe(11000);
      expect((await refusal(collection.findOne({ _id: 1 }, { session }))).code).toBe(251);
    });
    expect(await collection.countDocuments()).toBe(2);
  });

  test('many increments through withTransaction all count', async () => {
    await Promise.all(
      Array.from({ length: 40 }, () =>
        store.client.withSession((session) =>
          session.withTransaction(async () => {
            const found = await collection.findOne({ _id: 1 }, { session });
            await collection.updateOne({ _id: 1 }, { $set: { n: (found?.n as number) + 1 } }, { session });
            await collection.updateOne({ _id: 2 }, { $inc: { n: -1 } }, { session });
          }),
        ),
      ),
    );
    expect(await collection.find().sort({ _id: 1 }).toArray()).toMatchObject([{ n: 40 }, { n: -40 }]);
  });
});

describe('ending', () => {
  test('a commit can be repeated', async () => {
    await inTransaction(async (session) => {
      await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
      await session.commitTransaction();
      await session.commitTransaction();
    });
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 1 });
  });

  test('what was aborted can’t be committed, nor what was never begun', async () => {
    const raw = await rawClient(store.uri);
    const own = { lsid: newLsid(), txnNumber: 3n, autocommit: false };
    const insert = {
      insert: collection.collectionName,
      documents: [{ _id: 50, k: 'raw' }],
      $db: store.db.databaseName,
    };
    expect(await raw.command({ ...insert, ...own, startTransaction: true })).toMatchObject({ ok: 1, n: 1 });
    expect(await raw.command({ abortTransaction: 1, $db: 'admin', ...own })).toMatchObject({ ok: 1 });
    const gone = { ok: 0, code: 251, errorLabels: ['TransientTransactionError'] };
    expect(await raw.command({ commitTransaction: 1, $db: 'admin', ...own })).toMatchObject(gone);
    expect(await raw.command({ ...insert, ...own, txnNumber: 4n })).toMatchObject(gone);
    expect(await collection.findOne({ _id: 50 })).toBeNull();
    raw.close();
  });

  test('the end of the session aborts', async () => {
    const session = store.client.startSession();
    session.startTransaction();
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session });
    await session.endSession();
    await collection.updateOne({ _id: 1 }, { $inc: { n: 10 } });
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 10 });
  });

  test('a cursor opened within ends with it', async () => {
    await collection.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: i + 10, n: 7, k: `k${i}` })));
    const raw = await rawClient(store.uri);
    const own = { lsid: newLsid(), txnNumber: 1n, autocommit: false, $db: store.db.databaseName };
    const { cursor } = await raw.command({
      find: collection.collectionName,
      batchSize: 5,
      startTransaction: true,
      ...own,
    });
    const more = { getMore: BigInt(cursor.id), collection: collection.collectionName, batchSize: 5 };
    expect(await raw.command({ ...more, ...own })).toMatchObject({ ok: 1 });
    await raw.command({ commitTransaction: 1, ...own, $db: 'admin' });
    expect(await raw.command({ ...more, lsid: own.lsid, $db: own.$db })).toMatchObject({ ok: 0, code: 43 });
    raw.close();
  });

  test('an index made since it began is not read by it', async () => {
    await inTransaction(async (session) => {
      await store.db.collection('elsewhere').findOne({}, { session });
      const fresh = await filled(store.db, []);
      await fresh.createIndex({ a: 1 });
      await collection.createIndex({ fresh: 1 });
      expect(await collection.find({ fresh: null }, { session }).toArray()).toHaveLength(2);
      await session.commitTransaction();
    });
  });

  test('create and drop are refused within', async () => {
    await inTransaction(async (session) => {
      await collection.findOne({}, { session });
      expect((await refusal(collection.drop({ session }))).code).toBe(263);
    });
  });
});

describe('retryable writes', () => {
  const retried = async (statement: Document) => {
    const raw = await rawClient(store.uri);
    const message = { ...statement, $db: store.db.databaseName, lsid: newLsid(), txnNumber: 7n };
    const answers = [await raw.command(message), await raw.command(message), await raw.command(message)];
    raw.close();
    return answers;
  };

  test('are done once, and give the same answer each time', async () => {
    const name = collection.collectionName;
    const updates = await retried({
      update: name,
      updates: [
        { q: { _id: 1 }, u: { $inc: { n: 1 } } },
        { q: { _id: 9 }, u: { $inc: { n: 1 } }, upsert: true },
      ],
    });
    expect(updates).toMatchObject(Array(3).fill({ n: 2, nModified: 1, upserted: [{ index: 1, _id: 9 }] }));
    const modified = await retried({ findAndModify: name, query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true });
    expect(modified).toMatchObject(
      Array(3).fill({ value: { n: 2 }, lastErrorObject: { n: 1, updatedExisting: true } }),
    );
    const inserts = await retried({
      insert: name,
      documents: [
        { _id: 20, k: 'x' },
        { _id: 21, k: 'y' },
      ],
    });
    expect(inserts).toMatchObject(Array(3).fill({ n: 2 }));
    const deletes = await retried({ delete: name, deletes: [{ q: { _id: 20 }, limit: 1 }] });
    expect(deletes).toMatchObject(Array(3).fill({ n: 1 }));
    expect(await collection.findOne({ _id: 1 })).toMatchObject({ n: 2 });
  });

  test('of an older number are refused', async () => {
    const raw = await rawClient(store.uri);
    const lsid = newLsid();
    const insert = (txnNumber: bigint) =>
      raw.command({ insert: 'older', documents: [{}], $db: store.db.databaseName, lsid, txnNumber });
    expect(await insert(5n)).toMatchObject({ ok: 1 });
    expect(await insert(4n)).toMatchObject({ ok: 0, code: 225 });
    raw.close();
  });
});

test('Mongoose: a model, its indexes, a transaction', async () => {
  const connection = await mongoose.createConnection(store.uri, { dbName: store.db.databaseName }).asPromise();
  const schema = new mongoose.Schema(
    { name: { type: String, unique: true }, list: [{ n: Number }], at: Date },
    { timestamps: true },
  );
  const Thing = connection.model('Thing', schema);
  await Thing.init();
  const thing = await Thing.create({ name: 'one', list: [{ n: 1 }, { n: 2 }] });
  await Thing.updateOne({ 'list.n': 2 }, { $set: { 'list.$.n': 3 } });
  await connection.transaction(async (session) => {
    const found = await Thing.findById(thing._id).session(session);
    found?.list.push({ n: 4 });
    await found?.save({ session });
  });
  expect((await Thing.findOne({ name: 'one' }).lean())?.list.map((one) => one.n)).toEqual([1, 3, 4]);
  await expect(Thing.create({ name: 'one' })).rejects.toMatchObject({ code: 11000 });
  await connection.close();
});
