import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Collection, type Db, type Document, MongoClient, MongoServerError } from 'mongodb';
import { verifyDirectory } from '../../embedded/tools/verify.ts';
import { explained } from './plans.ts';
import { type OwnStore, ownStore, refusal } from './support.ts';

const DOCUMENTS = 6_000;

let store: OwnStore;
let client: MongoClient;
let db: Db;
let collection: Collection;
beforeEach(async () => {
  store = await ownStore();
  client = await new MongoClient(store.uri).connect();
  db = client.db('builds');
  collection = db.collection('c');
  // Connections are there already: what is sent during a build must not have to wait for one.
  await Promise.all([1, 2, 3, 4, 5].map(() => db.command({ ping: 1 })));
  await collection.insertMany(Array.from({ length: DOCUMENTS }, (_, i) => documentOf(i)) as never[]);
});
/** Every entry of every index has its document, every document its entries, and nothing is left of what is gone. */
afterEach(async () => {
  await client.close();
  await store.stop();
  const { problems } = verifyDirectory(store.data);
  await store.close();
  expect(problems).toEqual([]);
});

function documentOf(i: number): Document {
  return { _id: i, own: i, n: i % 50, tags: [`t${i % 5}`, `u${i % 7}`], ...(i % 3 === 0 && { some: i % 11 }) };
}

const indexes: [name: string, keys: Document, options: Document, entries: (documents: Document[]) => number][] = [
  ['plain', { n: 1 }, {}, (documents) => documents.length],
  ['compound, descending', { n: -1, own: 1 }, {}, (documents) => documents.length],
  ['unique', { own: 1 }, { unique: true }, (documents) => documents.length],
  ['multikey', { tags: 1 }, {}, (documents) => documents.flatMap(({ tags }) => tags).length],
  ['sparse', { some: 1 }, { sparse: true }, (documents) => documents.filter((one) => 'some' in one).length],
  [
    'partial',
    { n: 1 },
    { partialFilterExpression: { n: { $lt: 10 } } },
    (documents) => documents.filter(({ n }) => n < 10).length,
  ],
];

test.each(indexes)(
  '%s: built while others write, it has just what the documents say',
  async (_name, keys, options, entries) => {
    let building = true;
    const built = collection.createIndex(keys, { ...options, name: 'built' }).finally(() => {
      building = false;
    });
    const writers = [0, 1, 2, 3].map(async (lane) => {
      let writes = 0;
      for (let i = lane; building; i += 4, writes++) await writeSomething(i);
      return writes;
    });
    await built;
    for (const writes of await Promise.all(writers)) expect(writes).toBeGreaterThan(0);
    const documents = await collection.find({}, { hint: { $natural: 1 } }).toArray();
    const found = await explained(collection, { filter: {}, hint: 'built' });
    expect(found).toMatchObject({ index: 'built', keys: entries(documents) });
  },
);

/** One of everything: the number says which document, and what is done to it. */
async function writeSomething(i: number): Promise<void> {
  const _id = ((i * 7_919) % DOCUMENTS) as never;
  const change = { own: DOCUMENTS * 2 + i, n: (i * 3) % 50, tags: [`v${i % 3}`] };
  switch (i % 5) {
    case 0:
      return void (await collection.insertOne({ ...documentOf(DOCUMENTS + i), _id: `new ${i}` as never }));
    case 1:
      return void (await collection.deleteOne({ _id }));
    case 2:
      return void (await collection.updateOne({ _id }, { $set: change, $unset: { some: '' } }));
    case 3:
      return void (await collection.updateOne(
        { _id },
        { $set: { some: i % 11 }, $push: { tags: `w${i % 5}` } as never },
      ));
    default:
      return client.withSession((session) =>
        session.withTransaction(async () => {
          await collection.deleteOne({ _id }, { session });
          await collection.insertOne({ ...documentOf(_id), ...change, _id }, { session });
        }),
      );
  }
}

test('a transaction that is open when a build begins is waited for, and what it writes is in the index', async () => {
  const session = client.startSession();
  session.startTransaction();
  await collection.insertOne({ _id: 'open' as never, n: 'open' }, { session });
  const built = collection.createIndex({ n: 1 });
  await collection.insertOne({ _id: 'other' as never, n: 'other' });
  await session.commitTransaction();
  await session.endSession();
  await built;
  expect(await collection.find({ n: { $type: 'string' } }, { hint: 'n_1' }).toArray()).toHaveLength(2);
});

test('duplicates refuse a unique index, and leave nothing of it behind', async () => {
  await collection.insertOne({ own: DOCUMENTS - 1 });
  const error = await refusal(collection.createIndex({ own: 1 }, { unique: true }));
  expect(error).toMatchObject({ code: 11000, keyPattern: { own: 1 }, keyValue: { own: DOCUMENTS - 1 } });
  expect(await collection.indexes()).toHaveLength(1);
  await collection.insertOne({ own: DOCUMENTS - 1 });
  expect(await explained(collection, { filter: { own: 5 } })).toMatchObject({ stages: ['COLLSCAN'] });
  await collection.deleteMany({ own: DOCUMENTS - 1 });
  await collection.createIndex({ own: 1 }, { unique: true });
  expect((await refusal(collection.insertOne({ own: 1 }))).code).toBe(11000);
});

test('of a duplicate written during the build either it or the build is refused, never neither', async () => {
  const built = codeOf(collection.createIndex({ own: 1 }, { unique: true }));
  const written: number[] = [];
  for (let i = 0; i < 100; i++) written.push(await codeOf(collection.insertOne({ own: i * 60 })));
  const all = await collection.find({ own: { $exists: true } }).toArray();
  if ((await built) === 0) expect(new Set(all.map(({ own }) => own)).size).toBe(all.length);
  else expect(written).toContain(0);
  expect(await collection.indexes()).toHaveLength((await built) === 0 ? 2 : 1);
});

test('a second build of the same index waits for the first', async () => {
  const builds = [collection.createIndex({ n: 1 }), collection.createIndex({ n: 1 })];
  expect(await Promise.all(builds)).toEqual(['n_1', 'n_1']);
  expect(await explained(collection, { filter: { n: 5 } })).toMatchObject({ index: 'n_1' });
});

test.each<[string, () => Promise<unknown>, number]>([
  ['the index', () => collection.dropIndex('n_1'), 1],
  ['the collection', () => collection.drop(), 0],
  ['the database', () => db.dropDatabase(), 0],
])('a build ends when %s is dropped, and leaves nothing behind', async (_what, drop, left) => {
  const built = refusal(collection.createIndex({ n: 1 }));
  await db.command({ ping: 1 });
  await drop();
  expect(await built).toMatchObject({ code: 276, codeName: 'IndexBuildAborted' });
  expect(await codeOf(collection.indexes())).toBe(left === 0 ? 26 : 0);
  await db.collection('other').insertOne({});
  await collection.insertOne({ n: 1 });
  expect(await collection.createIndex({ n: 1 })).toBe('n_1');
});

async function codeOf(promise: Promise<unknown>): Promise<number> {
  try {
    await promise;
    return 0;
  } catch (error) {
    if (error instanceof MongoServerError) return error.code as number;
    throw error;
  }
}
