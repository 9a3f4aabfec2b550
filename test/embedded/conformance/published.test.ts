import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Db, type Document, MongoClient, type MongoServerError } from 'mongodb';
import { type OwnStore, ownStore } from '../support.ts';
import { expressionCases } from './expressions/all.ts';
import * as published from './published.ts';
import { accumulatorSamples, querySamples, stageSamples, updateSamples } from './samples.ts';
import { supported } from './supported.ts';

let store: OwnStore;
let client: MongoClient;
let db: Db;
beforeAll(async () => {
  store = await ownStore();
  client = await new MongoClient(store.uri).connect();
  db = client.db('published');
});
afterAll(async () => {
  await client.close();
  await store.close();
});

const documents = [
  { _id: 1, a: 5, list: [1, 2], s: 'x', at: new Date(0) },
  { _id: 2, a: 7, list: [3], s: 'y', at: new Date(0) },
];

beforeAll(async () => {
  await db.collection('c').insertMany(documents as never[]);
  await db.collection('other').insertOne({ _id: 9 as never });
});

/** The store's refusal, which has to name what it refuses. */
async function expectRefusal(answer: Promise<unknown>, name: string): Promise<void> {
  const error = (await answer.then(
    (given) => expect(given).toBe('a refusal'),
    (given) => given,
  )) as MongoServerError;
  expect(error.message).toContain(name);
  expect(error.message).toMatch(/is not supported by the embedded store|no such command/);
  expect(error.code).not.toBe(1);
}

const find = (filter: Document) => db.collection('c').find(filter).toArray();
const aggregate = (...pipeline: Document[]) => db.collection('c').aggregate(pipeline).toArray();
const knows = (names: string[], name: string) => names.includes(name);

describe('query operators', () => {
  test.each(published.clauses)('%s', async (name) => {
    const sample = querySamples[name];
    if (!sample) return expectRefusal(find({ [name]: 1 }), name);
    const [filter, ids] = sample;
    expect(JSON.stringify(filter)).toContain(name);
    expect((await find(filter)).map((one) => one._id)).toEqual(ids);
  });

  test.each(published.predicates)('%s', async (name) => {
    const sample = querySamples[name];
    if (!sample) return expectRefusal(find({ a: { [name]: 1 } }), name);
    const [filter, ids] = sample;
    expect(JSON.stringify(filter)).toContain(name);
    expect((await find(filter)).map((one) => one._id)).toEqual(ids);
  });

  test('those with an example are those the code knows', () => {
    expect(Object.keys(querySamples).sort()).toEqual([...supported['query operators']].sort());
  });
});

describe('projection operators', () => {
  test.each<[string, Document, Document | undefined]>([
    ['$', { 'list.$': 1 }, { _id: 1, list: [2] }],
    ['$elemMatch', { list: { $elemMatch: { $gt: 1 } } }, { _id: 1, list: [2] }],
    ['$slice', { list: { $slice: 1 }, a: 1 }, { _id: 1, a: 5, list: [1] }],
    ['$meta', { list: { $meta: 'textScore' } }, undefined],
  ])('%s', async (name, projection, expected) => {
    const answer = db.collection('c').findOne({ list: 2 }, { projection });
    if (expected) expect(await answer).toEqual(expected);
    else await expectRefusal(answer, name);
  });

  test('these are all there are', () => expect(published.projections).toEqual(['$', '$elemMatch', '$slice', '$meta']));
});

describe('update operators', () => {
  const collection = () => db.collection('updated');

  test.each([...published.updates, ...published.pushModifiers, ...published.positional])('%s', async (name) => {
    const [before, update, after, options, query = {}] = updateSamples[name] as (typeof updateSamples)[string];
    expect(JSON.stringify(update)).toContain(name.replace('identifier', 'one'));
    await collection().deleteMany({});
    await collection().insertOne({ _id: 1 as never, ...before });
    await collection().updateOne({ _id: 1 as never, ...query }, update, options);
    expect(await collection().findOne({})).toEqual({ _id: 1, ...after });
  });

  test('are all supported, and no others', () => {
    expect([...published.updates].sort()).toEqual([...supported['update operators']].sort());
    expect([...published.pushModifiers].sort()).toEqual([...supported.modifiers].sort());
  });

  test.each(['$pushAll', '$isolated', '$addToset'])('%s, which is none, is refused', async (name) => {
    await expectRefusal(collection().updateOne({}, { [name]: { a: 1 } }), name);
  });
});

describe('stages', () => {
  test.each(published.stages)('%s', async (name) => {
    const sample = stageSamples[name];
    if (!sample) return expectRefusal(db.command({ aggregate: 'c', pipeline: [{ [name]: {} }], cursor: {} }), name);
    const [pipeline, expected] = sample;
    expect(JSON.stringify(pipeline)).toContain(name);
    expect(await aggregate(...pipeline)).toMatchObject(expected);
  });

  test('those with an example are those the code knows', () => {
    expect(Object.keys(stageSamples).sort()).toEqual([...supported.stages].sort());
  });
});

describe('accumulators', () => {
  const group = (operand: Document) => aggregate({ $sort: { _id: 1 } }, { $group: { _id: null, v: operand } });

  test.each(published.accumulators)('%s', async (name) => {
    const sample = accumulatorSamples[name];
    if (!sample) return expectRefusal(group({ [name]: '$a' }), name);
    const [found] = await group({ [name]: sample[0] });
    expect(found?.v).toEqual(sample[1]);
  });

  test('those with an example are those the code knows', () => {
    expect(Object.keys(accumulatorSamples).sort()).toEqual([...supported.accumulators].sort());
  });

  test.each(published.windowOperators)('%s, of windows alone', async (name) => {
    await expectRefusal(group({ [name]: '$a' }), name);
    await expectRefusal(aggregate({ $project: { v: { [name]: '$a' } } }), name);
    const output = { v: { [name]: {} } };
    await expectRefusal(aggregate({ $setWindowFields: { sortBy: { a: 1 }, output } }), '$setWindowFields');
  });
});

describe('expressions', () => {
  // What they give is in `expressions.test.ts`.
  test.each(published.expressions)('%s', async (name) => {
    const known = knows(supported.expressions, name);
    expect([name, Object.hasOwn(expressionCases, name)]).toEqual([name, known]);
    if (!known) await expectRefusal(aggregate({ $project: { v: { [name]: ['$a'] } } }), name);
    if (!known) await expectRefusal(find({ $expr: { [name]: ['$a'] } }), name);
  });

  test('none is supported that MongoDB has not', () => {
    expect(supported.expressions.filter((name) => !knows(published.expressions, name))).toEqual([]);
  });

  test.each(published.variables)('$$%s', async (name) => {
    const answer = aggregate({ $project: { v: { $type: `$$${name}` } } });
    if (knows(supported.variables, name)) await answer;
    // These three are known within $redact alone, also by MongoDB.
    else if (['DESCEND', 'PRUNE', 'KEEP'].includes(name)) await expect(answer).rejects.toMatchObject({ code: 17276 });
    else await expectRefusal(answer, name);
  });
});

describe('commands', () => {
  // What the supported ones do is in files of their own; here they are only known.
  const own = ['buildinfo', 'dbstats', 'findandmodify', 'ismaster'];

  test.each(published.commands)('%s', async (name) => {
    if (!Object.hasOwn(supported.commands, name)) return expectRefusal(db.command({ [name]: 1 }), name);
    const error = await db
      .admin()
      .command({ [name]: name === 'explain' ? { find: 'c' } : 1, $nonsense: 1 })
      .catch((given) => given);
    if (name !== 'hello' && name !== 'isMaster') expect(error.message).toMatch(/nonsense/);
  });

  test('none is supported that MongoDB has not, but for other spellings', () => {
    const unknown = Object.keys(supported.commands).filter((name) => !knows(published.commands, name));
    expect(unknown.sort()).toEqual(own);
  });
});

describe('indexes', () => {
  test.each(published.indexTypes)('of type %s are refused', async (type) => {
    const key = type === 'wildcard' ? { '$**': 1 } : { a: type };
    await expectRefusal(db.collection('c').createIndex(key as never), type === 'wildcard' ? '$**' : type);
  });

  test.each(published.indexOptions)('option %s', async (option) => {
    if (knows(supported['index options'], option)) return;
    const index = { key: { a: 1 }, name: 'refused', [option]: option === 'collation' ? { locale: 'en' } : 1 };
    await expectRefusal(db.command({ createIndexes: 'c', indexes: [index] }), option);
  });
});

describe('collations other than simple', () => {
  const collation = { locale: 'en' };
  const collection = () => db.collection('c');

  test.each<[string, () => Promise<unknown>]>([
    ['find', () => collection().find({}, { collation }).toArray()],
    ['aggregate', () => collection().aggregate([], { collation }).toArray()],
    ['count', () => db.command({ count: 'c', collation })],
    ['distinct', () => collection().distinct('a', {}, { collation })],
    ['update', () => collection().updateOne({}, { $set: { a: 1 } }, { collation })],
    ['delete', () => collection().deleteOne({ _id: 0 as never }, { collation })],
    ['findAndModify', () => collection().findOneAndDelete({ _id: 0 as never }, { collation })],
    ['createIndexes', () => collection().createIndex({ a: 1 }, { collation })],
    ['create', () => db.createCollection('collated', { collation })],
    ['explain', () => collection().find({}, { collation }).explain()],
  ])('%s', async (_name, ask) => {
    await expectRefusal(ask(), 'collation');
  });
});
