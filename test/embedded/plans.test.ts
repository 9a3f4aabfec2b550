import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { type Asked, explained, told } from './plans.ts';
import { filled, type OwnStore, ownStore, refusal } from './support.ts';

/** Which index is read, and how much of it and of the documents: counted, not timed. What MongoDB counts may differ. */
let store: OwnStore;
let client: MongoClient;
let collection: Collection;
beforeAll(async () => {
  store = await ownStore();
  client = await new MongoClient(store.uri).connect();
  collection = await filled(
    client.db('plans'),
    Array.from({ length: 200 }, (_, i) => documentOf(i)),
  );
  await collection.createIndexes([
    { key: { g: 1, at: -1 } },
    { key: { tags: 1, at: 1 } },
    { key: { 'n.m': 1 }, partialFilterExpression: { live: true } },
    { key: { when: -1 } },
    { key: { code: 1 }, unique: true },
    { key: { rare: 1 }, sparse: true },
    { key: { 'items.size': 1, 'items.color': 1 } },
    { key: { pair: 1, rank: 1 }, unique: true },
    { key: { name: 1 } },
  ]);
});
afterAll(async () => {
  await client.close();
  await store.close();
});

function documentOf(i: number): Document {
  return {
    _id: i,
    g: i % 10,
    at: i,
    tags: [`t${i % 7}`, `u${i % 3}`],
    n: { m: i % 50 },
    live: i % 2 === 0,
    when: new Date(1000 * i),
    code: `code ${i}`,
    ...(i % 20 === 0 && { rare: i % 40 === 0 ? null : i }),
    items: [
      { size: i % 5, color: 'red' },
      { size: 10 + (i % 5), color: 'blue' },
    ],
    pair: Math.floor(i / 2),
    rank: i % 2,
    name: i % 4 === 0 ? `Ann ${i}` : `Bob ${i}`,
  };
}

type Row = [
  what: string,
  asked: Asked,
  index: string | undefined,
  looked: { keys: number; docs: number; returned: number },
];
const same = (count: number) => ({ keys: count, docs: count, returned: count });

const rows: Row[] = [
  ['equality', { filter: { g: 3 } }, 'g_1_at_-1', same(20)],
  ['a range on a descending second field', { filter: { g: 3, at: { $gte: 100, $lt: 150 } } }, 'g_1_at_-1', same(5)],
  ['a range on the first field alone', { filter: { g: { $gt: 7 } } }, 'g_1_at_-1', same(40)],
  ['$in', { filter: { g: { $in: [3, 4, 99] } } }, 'g_1_at_-1', same(40)],
  [
    '$in on the first, a range on the second field',
    { filter: { g: { $in: [3, 4] }, at: { $lt: 50 } } },
    'g_1_at_-1',
    same(10),
  ],
  [
    'a range of dates, descending',
    { filter: { when: { $gte: new Date(5000), $lt: new Date(9000) } } },
    'when_-1',
    same(4),
  ],
  ['a range of another type', { filter: { when: { $gte: 5000 } } }, 'when_-1', same(0)],
  ['all values of a unique index', { filter: { code: 'code 5' } }, 'code_1', same(1)],
  ['a unique index of two fields', { filter: { pair: 7, rank: 1 } }, 'pair_1_rank_1', same(1)],
  ['one field of a unique index', { filter: { pair: 7 } }, 'pair_1_rank_1', same(2)],
  ['a list of unique values', { filter: { code: { $in: ['code 5', 'code 6', 'none'] } } }, 'code_1', same(2)],
  ['a list of ids', { filter: { _id: { $in: [7, 5, 1000] as never } } }, '_id_', same(2)],
  ['a range of ids', { filter: { _id: { $gte: 190 } } }, '_id_', same(10)],
  ['elements of an array', { filter: { tags: 't3' } }, 'tags_1_at_1', same(29)],
  [
    'two conditions on an array: only one bounds',
    { filter: { tags: { $gte: 't6', $lt: 't7' } } },
    'tags_1_at_1',
    { keys: 228, docs: 200, returned: 200 },
  ],
  ['$elemMatch: both bound', { filter: { tags: { $elemMatch: { $gte: 't6', $lt: 't7' } } } }, 'tags_1_at_1', same(28)],
  [
    '$all: one value bounds',
    { filter: { tags: { $all: ['t3', 'u1'] } } },
    'tags_1_at_1',
    { keys: 29, docs: 29, returned: 10 },
  ],
  [
    'a second field that is no array is bounded too',
    { filter: { tags: 't3', at: { $lt: 50 } } },
    'tags_1_at_1',
    same(7),
  ],
  ['documents in an array', { filter: { 'items.size': 12 } }, 'items.size_1_items.color_1', same(40)],
  [
    '$elemMatch of documents',
    { filter: { items: { $elemMatch: { size: 12, color: 'red' } } } },
    'items.size_1_items.color_1',
    { keys: 40, docs: 40, returned: 0 },
  ],
  ['a partial index that the query implies', { filter: { 'n.m': 4, live: true } }, 'n.m_1', same(4)],
  ['a partial index that it does not imply', { filter: { 'n.m': 4 } }, undefined, { keys: 0, docs: 200, returned: 4 }],
  ['a sparse index and a value', { filter: { rare: 20 } }, 'rare_1', same(1)],
  ['a sparse index and $exists: true', { filter: { rare: { $exists: true } } }, 'rare_1', same(10)],
  ['a sparse index can not tell of null', { filter: { rare: null } }, undefined, { keys: 0, docs: 200, returned: 195 }],
  [
    'a sparse index can not tell of what is missing',
    { filter: { rare: { $exists: false } } },
    undefined,
    { keys: 0, docs: 200, returned: 190 },
  ],
  ['a missing field', { filter: { g: { $exists: false } } }, 'g_1_at_-1', same(0)],
  ['null, where nothing is missing', { filter: { when: null } }, 'when_-1', same(0)],
  ['the beginning of a text', { filter: { name: /^Ann/ } }, 'name_1', same(50)],
  [
    'a text that is only somewhere within',
    { filter: { name: /nn 8/ } },
    'name_1',
    { keys: 200, docs: 200, returned: 4 },
  ],
  [
    'the beginning in any case of letters',
    { filter: { name: /^ann/i } },
    'name_1',
    { keys: 200, docs: 200, returned: 50 },
  ],
  ['contradicting conditions', { filter: { $and: [{ g: 3 }, { g: 4 }] } }, 'g_1_at_-1', same(0)],
  [
    'nested $and',
    { filter: { $and: [{ g: 3 }, { $and: [{ at: { $gt: 100 } }, { at: { $lt: 120 } }] }] } },
    'g_1_at_-1',
    same(2),
  ],
  ['no index', { filter: { live: true } }, undefined, { keys: 0, docs: 200, returned: 100 }],
  ['a hint that is worse', { filter: { g: 3 }, hint: 'when_-1' }, 'when_-1', { keys: 200, docs: 200, returned: 20 }],
  [
    'a hint to look at all',
    { filter: { g: 3 }, hint: { $natural: 1 } },
    undefined,
    { keys: 0, docs: 200, returned: 20 },
  ],
];

describe('what is looked at', () => {
  test.each(rows)('%s', async (_what, asked, index, looked) => {
    expect(await explained(collection, asked)).toMatchObject({
      index,
      ...looked,
    });
  });

  test('_id is read directly', async () => {
    expect(await explained(collection, { filter: { _id: 5 } })).toMatchObject({ stages: ['IDHACK'], ...same(1) });
  });

  test('a count that an index knows looks at no document', async () => {
    const explainCount = (query: Document) =>
      client.db('plans').command({ explain: { count: collection.collectionName, query } });
    expect(told(await explainCount({ g: 3 }))).toMatchObject({ index: 'g_1_at_-1', keys: 20, docs: 0 });
    expect(told(await explainCount({ tags: { $gte: 'u' } }))).toMatchObject({ index: 'tags_1_at_1', docs: 0 });
    expect(told(await explainCount({ g: 3, live: true }))).toMatchObject({ docs: 20 });
    expect(await collection.countDocuments({ tags: { $gte: 'u' } })).toBe(200);
    expect(await collection.countDocuments({ tags: { $in: ['t1', 'u1'] } })).toBe(86);
  });
});

type Sorted = [what: string, asked: Asked, stages: string[], docs: number];

const sorted: Sorted[] = [
  ['by the index', { filter: {}, sort: { when: -1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  ['by the index backwards', { filter: {}, sort: { when: 1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  ['by all of a compound index', { filter: {}, sort: { g: 1, at: -1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  ['by all of it backwards', { filter: {}, sort: { g: -1, at: 1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  [
    'by all of it in directions it does not have',
    { filter: {}, sort: { g: 1, at: 1 }, limit: 3 },
    ['SORT', 'COLLSCAN'],
    200,
  ],
  ['after equality', { filter: { g: 3 }, sort: { at: -1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  ['after equality, backwards', { filter: { g: 3 }, sort: { at: 1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  ['after equality, by both', { filter: { g: 3 }, sort: { g: -1, at: 1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  [
    'after equality, with a range',
    { filter: { g: 3, at: { $lt: 100 } }, sort: { at: -1 }, limit: 3 },
    ['FETCH', 'IXSCAN'],
    3,
  ],
  [
    'after a range on the first field',
    { filter: { g: { $gt: 3 } }, sort: { at: -1 }, limit: 3 },
    ['SORT', 'FETCH', 'IXSCAN'],
    120,
  ],
  [
    'after several values, merged',
    { filter: { g: { $in: [3, 4] } }, sort: { at: -1 }, limit: 3 },
    ['FETCH', 'SORT_MERGE', 'IXSCAN'],
    3,
  ],
  [
    'after several values, merged, with a range',
    { filter: { g: { $in: [3, 4] }, at: { $lte: 100 } }, sort: { at: 1 }, limit: 3 },
    ['FETCH', 'SORT_MERGE', 'IXSCAN'],
    3,
  ],
  ['after an element of an array', { filter: { tags: 't3' }, sort: { at: 1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  [
    'after elements of an array, merged',
    { filter: { tags: { $in: ['t3', 'u1'] } }, sort: { at: -1 }, limit: 3 },
    ['FETCH', 'SORT_MERGE', 'IXSCAN'],
    3,
  ],
  ['by an array, all of it', { filter: {}, sort: { tags: 1 }, limit: 3 }, ['FETCH', 'IXSCAN'], 3],
  [
    'by an array, of which not all is looked at',
    { filter: { tags: { $gt: 'u' } }, sort: { tags: 1 }, limit: 3 },
    ['SORT', 'FETCH', 'IXSCAN'],
    200,
  ],
  [
    'by another element of the same array',
    { filter: { 'items.size': 12 }, sort: { 'items.color': 1 }, limit: 3 },
    ['SORT', 'FETCH', 'IXSCAN'],
    40,
  ],
  ['by no index', { filter: {}, sort: { live: 1 }, limit: 3 }, ['SORT', 'COLLSCAN'], 200],
  ['by a sparse index, which has not all', { filter: {}, sort: { rare: 1 }, limit: 3 }, ['SORT', 'COLLSCAN'], 200],
  [
    'by a list of ids',
    { filter: { _id: { $in: [9, 5, 7] as never } }, sort: { _id: -1 }, limit: 2 },
    ['FETCH', 'IXSCAN'],
    2,
  ],
];

describe('what is sorted', () => {
  test.each(sorted)('%s', async (_what, asked, stages, docs) => {
    expect(await explained(collection, asked)).toMatchObject({ stages, docs });
    const find = (hint?: Document) =>
      collection.find(asked.filter, { ...(hint && { hint }), sort: asked.sort as never });
    const keys = Object.keys(asked.sort as Document);
    const sortedBy = (documents: Document[]) => documents.map((one) => keys.map((key) => one[key]));
    if (!keys.some((key) => /tags|items/.test(key)))
      expect(sortedBy(await find().toArray())).toEqual(sortedBy(await find({ $natural: 1 }).toArray()));
  });
});

describe('$or', () => {
  test('each branch has an index of its own', async () => {
    const { stages, docs, returned } = await explained(collection, {
      filter: { $or: [{ g: 3, at: 3 }, { tags: 't1' }, { code: 'code 3' }] },
    });
    expect(stages).toEqual(['OR', 'FETCH', 'IXSCAN', 'FETCH', 'IXSCAN', 'FETCH', 'IXSCAN']);
    expect({ docs, returned }).toEqual({ docs: 30, returned: 30 });
  });

  test('what stands beside it bounds each branch', async () => {
    const { docs, returned } = await explained(collection, {
      filter: { at: { $lt: 20 }, $or: [{ g: 3 }, { tags: 't1' }] },
    });
    expect({ docs, returned }).toEqual({ docs: 5, returned: 5 });
  });

  test('one branch without an index makes it a scan', async () => {
    const { stages, docs } = await explained(collection, { filter: { $or: [{ g: 3 }, { live: true }] } });
    expect({ stages, docs }).toEqual({ stages: ['COLLSCAN'], docs: 200 });
  });
});

test('of two indexes that could serve, the one with fewer entries is read', async () => {
  const both = await filled(
    client.db('plans'),
    Array.from({ length: 1000 }, (_, i) => ({ many: i % 2, few: i % 100 })),
  );
  await both.createIndexes([{ key: { many: 1 } }, { key: { few: 1 } }]);
  expect(await explained(both, { filter: { many: 1, few: 7 } })).toMatchObject({ index: 'few_1', ...same(10) });
});

test('an unknown hint is refused', async () => {
  expect((await refusal(collection.find({}).hint('nothing_1').toArray())).code).toBe(2);
});
