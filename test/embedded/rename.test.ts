import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ids, openStore, refusal, type TestStore } from './support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const rename = (from: string, to: string, options = {}) =>
  store.client.db('admin').command({
    renameCollection: `${store.db.databaseName}.${from}`,
    to: `${store.db.databaseName}.${to}`,
    ...options,
  });

test('a renamed collection keeps documents, indexes and their promises, also for what comes after', async () => {
  await store.db.collection<{ _id: number; n: number }>('first').insertOne({ _id: 1, n: 1 });
  await store.db.collection('first').createIndex({ n: 1 }, { unique: true });
  await rename('first', 'second');
  const second = store.db.collection<{ _id: number; n: number }>('second');
  expect(await ids(second as never, { n: 1 })).toEqual([1]);
  expect(await refusal(second.insertOne({ _id: 2, n: 1 }))).toMatchObject({ code: 11000 });
  await second.insertOne({ _id: 3, n: 3 });
  await store.db.collection<{ _id: number; n: number }>('first').insertOne({ _id: 2, n: 1 });
  expect(await ids(second as never, {})).toEqual([1, 3]);
});

test('a name that is taken is kept, unless the one who renames says to drop it', async () => {
  await store.db.collection<{ _id: number }>('a').insertOne({ _id: 1 });
  await store.db.collection<{ _id: number }>('b').insertOne({ _id: 2 });
  expect(await refusal(rename('a', 'b'))).toMatchObject({ code: 48, codeName: 'NamespaceExists' });
  expect(await ids(store.db.collection('b'), {})).toEqual([2]);
  await rename('a', 'b', { dropTarget: true });
  expect(await ids(store.db.collection('b'), {})).toEqual([1]);
  expect(await store.db.collection('a').countDocuments()).toBe(0);
});

test('a cursor over a collection that is renamed ends with an error instead of going on elsewhere', async () => {
  await store.db.collection('moving').insertMany(Array.from({ length: 10 }, (_, i) => ({ i })));
  const cursor = store.db.collection('moving').find().batchSize(2);
  await cursor.next();
  await rename('moving', 'moved');
  expect(await refusal(cursor.toArray())).toMatchObject({ code: 175, codeName: 'QueryPlanKilled' });
});

test('what cannot be renamed is refused', async () => {
  await store.db.collection('here').insertOne({});
  expect(await refusal(rename('nowhere', 'else'))).toMatchObject({ code: 26 });
  expect(await refusal(rename('here', 'here'))).toMatchObject({ code: 20 });
  expect(await refusal(rename('here', 'with$dollar'))).toMatchObject({ code: 73 });
  const elsewhere = { renameCollection: `${store.db.databaseName}.here`, to: `${store.db.databaseName}.there` };
  expect(await refusal(store.db.command(elsewhere))).toMatchObject({ code: 13 });
});

test('$collStats tells of the collection, alone at the beginning of a pipeline', async () => {
  const collection = store.db.collection('counted');
  await collection.insertMany([{}, {}]);
  const [stats] = await collection.aggregate([{ $collStats: { count: {}, storageStats: { scale: 1024 } } }]).toArray();
  expect(stats).toMatchObject({ count: 2, storageStats: { count: 2, nindexes: 1, scaleFactor: 1024 } });
  const late = collection.aggregate([{ $match: {} }, { $collStats: { count: {} } }]).toArray();
  expect(await refusal(late)).toMatchObject({ code: 40602 });
  const scale = store.db.command({ collStats: 'counted', scale: 0 });
  expect(await refusal(scale)).toMatchObject({ code: 2 });
});
