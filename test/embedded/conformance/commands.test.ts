import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Binary, Long } from 'bson';
import { type Db, type Document, MongoClient } from 'mongodb';
import { type OwnStore, ownStore } from '../support.ts';
import { supported } from './supported.ts';

let store: OwnStore;
let client: MongoClient;
let db: Db;
beforeAll(async () => {
  store = await ownStore();
  client = await new MongoClient(store.uri).connect();
  db = client.db('commands');
  await db.collection<Document>('c').insertMany([1, 2, 3].map((_id) => ({ _id, a: _id * 2 })) as never[]);
});
afterAll(async () => {
  await client.close();
  await store.close();
});

const session = { id: new Binary(Buffer.alloc(16, 7), 4) };
const any = expect.anything();
const ids = (documents: Document[]) => documents.map((one) => one._id);

/** Each command once, in an order that holds, and a part of its answer. Those of transactions are in a test of their own. */
const samples: [command: Document, answer: Document][] = [
  [{ hello: 1 }, { isWritablePrimary: true, maxBsonObjectSize: 16 * 1024 * 1024 }],
  [{ isMaster: 1 }, { ismaster: true }],
  [{ ismaster: 1 }, { ismaster: true }],
  [{ ping: 1 }, {}],
  [{ buildInfo: 1 }, { version: '8.0.0', versionArray: [8, 0, 0, 0] }],
  [{ buildinfo: 1 }, { version: '8.0.0' }],
  [{ connectionStatus: 1, showPrivileges: true }, { authInfo: { authenticatedUsers: [] } }],
  [{ serverStatus: 1 }, { process: any, uptime: any }],
  [{ hostInfo: 1 }, { system: any }],
  [{ getCmdLineOpts: 1 }, { argv: any }],
  [{ getLog: 'startupWarnings' }, { log: any }],
  [{ listCommands: 1 }, { commands: { find: any } }],
  [{ listDatabases: 1, filter: { name: 'commands' }, nameOnly: true }, { databases: [{ name: 'commands' }] }],
  [{ create: 'made', capped: false }, {}],
  [
    { listCollections: 1, filter: { name: 'made' }, nameOnly: true },
    { cursor: { firstBatch: [{ name: 'made', type: 'collection' }] } },
  ],
  [
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a_1' }] },
    { numIndexesBefore: 1, numIndexesAfter: 2 },
  ],
  [{ listIndexes: 'c' }, { cursor: { firstBatch: [{ name: '_id_' }, { v: 2, key: { a: 1 }, name: 'a_1' }] } }],
  [{ dropIndexes: 'c', index: 'a_1' }, { nIndexesWas: 2 }],
  [{ collStats: 'c' }, { count: 3, ns: 'commands.c' }],
  [{ dbStats: 1 }, { db: 'commands', objects: 3 }],
  [{ dbstats: 1, scale: 1024 }, { db: 'commands' }],
  [{ validate: 'c' }, { valid: true }],
  [
    { find: 'c', filter: { a: { $gt: 2 } }, sort: { a: -1 }, limit: 1 },
    { cursor: { firstBatch: [{ _id: 3, a: 6 }], ns: 'commands.c' } },
  ],
  [{ count: 'c', query: { a: 4 } }, { n: 1 }],
  [{ distinct: 'c', key: 'a' }, { values: [2, 4, 6] }],
  [{ aggregate: 'c', pipeline: [{ $count: 'n' }], cursor: {} }, { cursor: { firstBatch: [{ n: 3 }] } }],
  [{ explain: { find: 'c', filter: { _id: 1 } }, verbosity: 'executionStats' }, { executionStats: { nReturned: 1 } }],
  [
    { insert: 'c', documents: [{ _id: 4 }, { _id: 1 }], ordered: true },
    { n: 1, writeErrors: [{ index: 1, code: 11000 }] },
  ],
  [
    {
      update: 'c',
      updates: [
        { q: { _id: 4 }, u: { $set: { a: 1 } } },
        { q: {}, u: { $inc: { a: 1 } }, multi: true },
      ],
    },
    { n: 5, nModified: 5 },
  ],
  [{ delete: 'c', deletes: [{ q: { _id: 4 }, limit: 1 }] }, { n: 1 }],
  [{ findAndModify: 'c', query: { _id: 1 }, update: { $set: { a: 9 } }, new: true }, { value: { _id: 1, a: 9 } }],
  [{ findandmodify: 'c', query: { _id: 9 }, remove: true }, { value: null }],
  [{ startSession: 1 }, { id: any, timeoutMinutes: 30 }],
  [{ refreshSessions: [session] }, {}],
  [{ endSessions: [session] }, {}],
  [{ killSessions: [session] }, {}],
  [{ drop: 'made' }, { ns: 'commands.made', nIndexesWas: 1 }],
];

test.each(samples)('%j', async (command, answer) => {
  expect(await db.command(command)).toMatchObject({ ok: 1, ...answer });
});

test('renameCollection, on the database admin', async () => {
  await db.collection('old').insertOne({ _id: 1 as never });
  await client.db('admin').command({ renameCollection: 'commands.old', to: 'commands.new' });
  expect(await db.collection('new').countDocuments()).toBe(1);
});

test('getMore and killCursors', async () => {
  const { cursor } = await db.command({ find: 'c', batchSize: 1 });
  const id = Long.fromBigInt(BigInt(cursor.id));
  const more = await db.command({ getMore: id, collection: 'c', batchSize: 1 });
  expect(ids(more.cursor.nextBatch)).toEqual([2]);
  expect(await db.command({ killCursors: 'c', cursors: [id] })).toMatchObject({ cursorsNotFound: [], ok: 1 });
});

test('commitTransaction and abortTransaction', async () => {
  await client.withSession(async (own) => {
    own.startTransaction();
    await db.collection('c').insertOne({ _id: 10 as never }, { session: own });
    await own.commitTransaction();
    own.startTransaction();
    await db.collection('c').insertOne({ _id: 11 as never }, { session: own });
    await own.abortTransaction();
  });
  expect(
    ids(
      await db
        .collection('c')
        .find({ _id: { $gte: 10 as never } })
        .toArray(),
    ),
  ).toEqual([10]);
});

test('dropDatabase', async () => {
  const other = client.db('other');
  await other.collection('c').insertOne({});
  expect(await other.command({ dropDatabase: 1 })).toMatchObject({ dropped: 'other', ok: 1 });
  expect(await other.listCollections().toArray()).toEqual([]);
});

test('these are all the store knows', () => {
  const own = ['renameCollection', 'getMore', 'killCursors', 'commitTransaction', 'abortTransaction', 'dropDatabase'];
  const tried = [...samples.map(([command]) => Object.keys(command)[0]), ...own];
  expect(tried.sort()).toEqual(Object.keys(supported.commands).sort());
});

describe('what any command may carry', () => {
  test.each<[Document]>([
    [{ comment: 'why' }],
    [{ maxTimeMS: 1000 }],
    [{ readConcern: { level: 'majority' } }],
    [{ $readPreference: { mode: 'secondaryPreferred' } }],
    [{ apiVersion: '1', apiStrict: true, apiDeprecationErrors: true }],
    [{ lsid: session }],
  ])('%j', async (option) => {
    expect(await db.command({ count: 'c', ...option })).toMatchObject({ ok: 1 });
  });

  test.each(['local', 'majority', 'available', 'snapshot', 'linearizable'])('readConcern %s', async (level) => {
    expect(supported['read concerns']).toContain(level);
    expect(await db.command({ find: 'c', readConcern: { level } })).toMatchObject({ ok: 1 });
  });

  test.each<[Document]>([[{ w: 1, j: true }], [{ w: 'majority', wtimeout: 1000 }], [{ w: 0 }]])(
    'writeConcern %j',
    async (writeConcern) => {
      const { ok } = await db.command({
        update: 'c',
        updates: [{ q: { _id: 1 }, u: { $set: { a: 1 } } }],
        writeConcern,
      });
      expect(ok).toBe(1);
    },
  );
});
