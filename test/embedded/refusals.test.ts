import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Db, type Document, MongoClient } from 'mongodb';
import { type OwnStore, ownStore } from './support.ts';

let store: OwnStore;
let client: MongoClient;
let db: Db;
beforeAll(async () => {
  store = await ownStore();
  client = await new MongoClient(store.uri).connect();
  db = client.db('refusals');
  await db.collection('c').insertOne({ a: 1 });
});
afterAll(async () => {
  await client.close();
  await store.close();
});

/** What operators are refused, and that all are that should be: see `conformance/published.test.ts`. */
describe('options outside the subset are refused by name', () => {
  test.each<[Document, string]>([
    [{ find: 'c', tailable: true }, 'tailable'],
    [{ find: 'c', min: { a: 1 } }, 'min'],
    [{ find: 'c', collation: { locale: 'en' } }, 'collation'],
    [{ find: 'c', readConcern: { level: 'snapshot', atClusterTime: 1 } }, 'atClusterTime'],
    [{ find: 'c', sort: { a: { $meta: 'textScore' } } }, '$meta'],
    [{ find: 'c', projection: { a: { $meta: 'textScore' } } }, '$meta'],
    [{ find: 'c', filter: { a: { $regex: 'a b', $options: 'x' } } }, 'x'],
    [{ aggregate: 'c', pipeline: [], cursor: {}, explain: true }, 'explain'],
    [{ aggregate: 1, pipeline: [], cursor: {} }, 'without a collection'],
    [{ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, collation: { locale: 'de' } }] }, 'collation'],
    [{ delete: 'c', deletes: [{ q: {}, limit: 0, let: {} }] }, 'let'],
    [{ create: 'd', capped: true, size: 1000 }, 'size'],
    [{ create: 'd', viewOn: 'c' }, 'viewOn'],
    [{ create: 'd', validator: { a: 1 } }, 'validator'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'x' }] }, 'text'],
    [{ createIndexes: 'c', indexes: [{ key: { a: '2dsphere' }, name: 'x' }] }, '2dsphere'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 'hashed' }, name: 'x' }] }, 'hashed'],
    [{ createIndexes: 'c', indexes: [{ key: { '$**': 1 }, name: 'x' }] }, '$**'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'x', collation: { locale: 'en' } }] }, 'collation'],
    [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'x', hidden: true }] }, 'hidden'],
    [
      { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'x', partialFilterExpression: { a: { $ne: 1 } } }] },
      'partialFilterExpression',
    ],
  ])('%j', async (command, name) => {
    const answer = await db.command(command).catch((error) => error);
    const message = answer.message ?? answer.writeErrors?.[0]?.errmsg;
    expect(message).toContain(name);
  });
});
