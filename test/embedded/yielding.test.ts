import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Doc, docOf, type Value } from '../../embedded/bson/types.ts';
import { answer } from '../../embedded/commands/dispatch.ts';
import { Engine } from '../../embedded/commands/engine.ts';
import { pace } from '../../embedded/commands/pace.ts';
import { sweepGarbage } from '../../embedded/commands/sweep.ts';
import { SortedRuns } from '../../embedded/sort/sorted-runs.ts';
import { temporaryDirectory } from './support.ts';

const DOCUMENTS = 20_000;

let directory: string;
let engine: Engine;
beforeAll(async () => {
  directory = await temporaryDirectory();
  engine = new Engine(directory, 'test');
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true, force: true });
});

type Fields = { [name: string]: Value | Fields | Fields[] };
const run = async (command: Fields) => answer(engine, document({ ...command, $db: 't' }));

/** Nested objects as documents. */
function document(fields: Fields): Doc {
  return docOf(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, valueFrom(value)])));
}

function valueFrom(value: Value | Fields | Fields[]): Value {
  if (Array.isArray(value)) return value.map((item) => valueFrom(item as Fields));
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? document(value as Fields) : (value as Value);
}

const cursor = {};
const aggregate = (...pipeline: Fields[]) => run({ aggregate: 'c', pipeline, cursor });

const works: [name: string, run: () => Promise<unknown>][] = [
  ['a scan', () => run({ find: 'c', filter: { text: 'nowhere' } })],
  ['a batch of all', () => run({ find: 'c', filter: {}, batchSize: DOCUMENTS })],
  ['a sort', () => run({ find: 'c', sort: { n: 1 }, batchSize: 1 })],
  ['a sort with a limit', () => run({ find: 'c', sort: { n: 1 }, limit: 10 })],
  ['a count by a scan', () => run({ count: 'c', query: { text: 'nowhere' } })],
  ['a count by a multikey index', () => run({ count: 'c', query: { tags: { $gte: 0 } } })],
  ['distinct', () => run({ distinct: 'c', key: 'n' })],
  ['a sort in an aggregation', () => aggregate({ $addFields: { m: '$n' } }, { $sort: { m: 1 } }, { $limit: 1 })],
  ['$group', () => aggregate({ $group: { _id: '$n' } }, { $limit: 1 })],
  ['$facet', () => aggregate({ $facet: { all: [{ $count: 'n' }] } })],
  [
    '$lookup',
    () =>
      aggregate(
        { $limit: 1 },
        { $lookup: { from: 'c', localField: 'none', foreignField: 'none', as: 'all' } },
        { $project: { n: { $size: '$all' } } },
      ),
  ],
  ['$unionWith', () => aggregate({ $limit: 1 }, { $unionWith: 'c' }, { $count: 'n' })],
  ['an index build', () => run({ createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] })],
  [
    'a unique index build',
    () => run({ createIndexes: 'c', indexes: [{ key: { n: -1 }, name: 'unique', unique: true }] }),
  ],
  ['an insert of many', () => run({ insert: 'd', documents: range(10_000).map((n) => ({ n })) })],
  ['an update of all', () => run({ update: 'c', updates: [{ q: {}, u: { $set: { touched: true } }, multi: true }] })],
  [
    'many updates',
    () => run({ update: 'c', updates: range(5_000).map((_id) => ({ q: { _id }, u: { $set: { again: true } } })) }),
  ],
  [
    'an update of one that is hard to find',
    () => run({ update: 'c', updates: [{ q: { text: 'nowhere' }, u: { $set: { a: 1 } } }] }),
  ],
  ['a delete of all', () => run({ delete: 'c', deletes: [{ q: {}, limit: 0 }] })],
];

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

describe('a write is acknowledged while this goes on', () => {
  beforeEach(async () => {
    if ((await countOf('c')) === DOCUMENTS) return;
    const documents = range(DOCUMENTS).map((n) => ({ _id: n, n, tags: [n % 10, 10 + (n % 7)], text: 'x'.repeat(50) }));
    await run({ insert: 'c', documents });
    await run({ createIndexes: 'c', indexes: [{ key: { tags: 1 }, name: 'tags' }] });
  });

  test.each(works)('%s', async (_name, work) => {
    let finished = false;
    const done = work().then((reply) => {
      finished = true;
      return reply;
    });
    expect(await run({ insert: 'other', documents: [{}] })).toMatchObject({ n: 1 });
    expect(finished).toBe(false);
    expect(await done).toMatchObject({ ok: { value: 1 } });
  });

  test('the removal of what was dropped', async () => {
    await run({ createIndexes: 'c', indexes: [{ key: { text: 1 }, name: 'text' }] });
    await run({ dropIndexes: 'c', index: 'text' });
    let finished = false;
    const swept = sweepGarbage(engine).then(() => {
      finished = true;
    });
    expect(await run({ insert: 'other', documents: [{}] })).toMatchObject({ n: 1 });
    expect(finished).toBe(false);
    await swept;
  });
});

async function countOf(collection: string): Promise<unknown> {
  return (await run({ count: collection })).n;
}

test('of several long works only one goes on in a turn of the event loop', async () => {
  const resumed: number[] = [];
  for (const one of [1, 2, 3])
    void pace(Number.POSITIVE_INFINITY)
      .yield()
      .then(() => resumed.push(one));
  for (let before = 0; resumed.length < 3; before = resumed.length) {
    await new Promise((resolve) => setImmediate(resolve));
    expect(resumed.length - before).toBeLessThan(2);
  }
  expect(resumed).toEqual([1, 2, 3]);
});

test('a sort in runs is stable, and gives the same as one at one go', () => {
  const runs = new SortedRuns();
  const all = range(20_000).map((i) => ({ key: `key ${(i * 7_919) % 1_000}`, text: `${i}` }));
  for (const { key, text } of all) runs.add(key, Buffer.from(text));
  const sorted = [...all].sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  expect([...runs.inOrder()].map(String)).toEqual(sorted.map(({ text }) => text));
});
