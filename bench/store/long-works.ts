import { setTimeout as wait } from 'node:timers/promises';
import type { Collection, Db, Document, MongoClient } from 'mongodb';

export type Ground = { client: MongoClient; db: Db; collection: Collection; documents: number };

/** Work that goes through all documents, or as many as it can take at once. */
export type LongWork = { name: string; run(ground: Ground): Promise<unknown> };

/** In the order they are measured in: the last ones use the data up. */
export const longWorks: LongWork[] = [
  { name: 'scan', run: ({ collection }) => collection.findOne({ text: 'nowhere' }) },
  { name: 'read all', run: readAll },
  { name: 'count by scan', run: ({ collection }) => collection.countDocuments({ text: 'nowhere' }) },
  { name: 'distinct, a million values', run: ({ collection }) => collection.distinct('n', { n: { $lt: 900_000 } }) },
  { name: 'sort, first 100', run: ({ collection }) => collection.find().sort({ n: 1 }).limit(100).toArray() },
  { name: 'sort of 100 MB', run: sortMuch },
  { name: 'sort in an aggregation', run: (ground) => last(ground, HELD, [sortable, { $sort: { m: 1 } }]) },
  {
    name: '$group, 1,000 groups',
    run: (ground) => aggregated(ground, [{ $group: { _id: '$g', sum: { $sum: '$n' } } }]),
  },
  {
    name: '$group, a group for each',
    run: (ground) => last(ground, HELD, [{ $group: { _id: '$_id', sum: { $sum: '$n' } } }]),
  },
  {
    name: '$facet',
    run: (ground) =>
      aggregated(ground, [
        { $limit: HELD_WHOLE },
        { $facet: { count: [{ $count: 'n' }], top: [{ $sort: { n: -1 } }, { $limit: 5 }] } },
      ]),
  },
  {
    name: '$lookup',
    run: (ground) =>
      aggregated(ground, [
        { $limit: 1 },
        { $lookup: { from: 'all', pipeline: [{ $limit: HELD_WHOLE }], as: 'all' } },
        { $project: { n: { $size: '$all' } } },
      ]),
  },
  { name: 'index build', run: ({ collection }) => collection.createIndex({ n: 1 }) },
  { name: 'index build, unique', run: ({ collection }) => collection.createIndex({ g: 1, _id: -1 }, { unique: true }) },
  { name: 'index build, multikey', run: ({ collection }) => collection.createIndex({ tags: 1 }) },
  { name: 'count by index', run: ({ collection }) => collection.countDocuments({ n: { $gte: 0 } }) },
  { name: 'count by multikey index', run: ({ collection }) => collection.countDocuments({ tags: { $gte: '' } }) },
  { name: 'insert of 100,000', run: insertMany },
  {
    name: 'update of all',
    run: ({ collection }) => collection.updateMany({ _id: { $gte: 0 } as never }, { $inc: { n: 1 } }),
  },
  { name: 'transaction of 100,000', run: bigTransaction },
  {
    name: 'index drop',
    run: async ({ db, collection, documents }) => {
      await collection.dropIndex('n_1');
      await swept(db, documents);
    },
  },
  {
    name: 'delete of half',
    run: ({ collection, documents }) => collection.deleteMany({ _id: { $lt: documents / 2 } as never }),
  },
  {
    name: 'dropDatabase',
    run: async ({ client, db, documents }) => {
      await db.dropDatabase();
      await swept(client.db('hold_ups'), documents);
    },
  },
];

/** So many documents, or groups, may a stage hold at once; so many if it holds them as they are. */
const HELD = 200_000;
const HELD_WHOLE = 100_000;

const sortable = { $addFields: { m: '$n' } };

function aggregated({ collection }: Ground, pipeline: Document[]): Promise<Document[]> {
  return collection.aggregate(pipeline).toArray();
}

/** Of what a pipeline makes of so many documents, the last: all are worked on, one is sent. */
function last(ground: Ground, held: number, pipeline: Document[]): Promise<Document[]> {
  const most = Math.min(held, ground.documents);
  return aggregated(ground, [{ $limit: most }, ...pipeline, { $skip: most - 1 }]);
}

/** Raw, so that the client's own decoding doesn't slow the store down to its pace. */
async function readAll({ collection }: Ground): Promise<void> {
  for await (const _ of collection.find({}, { raw: true, batchSize: 100_000 }));
}

async function sortMuch({ collection, documents }: Ground): Promise<void> {
  const limit = { _id: { $lt: Math.min(documents, 500_000) } as never };
  await collection.find(limit, { raw: true, batchSize: 1 }).sort({ n: 1 }).next();
}

async function insertMany({ collection, documents }: Ground): Promise<void> {
  await collection.insertMany(Array.from({ length: 100_000 }, (_, i) => documentOf(documents + i)) as never[]);
}

async function bigTransaction({ client, db }: Ground): Promise<void> {
  await client.withSession((session) =>
    session.withTransaction(async () => {
      for (let from = 0; from < 100_000; from += 10_000)
        await db
          .collection('bulk')
          .insertMany(Array.from({ length: 10_000 }, (_, i) => documentOf(from + i)) as never[], { session });
    }),
  );
}

/** What was dropped is removed bit by bit after the answer; nothing tells of its end, so this is how long it may take. */
async function swept(db: Db, documents: number): Promise<void> {
  await wait(1_000 + documents / 50);
  await db.command({ ping: 1 });
}

/** About 150 bytes. */
export function documentOf(_id: number): Document {
  const n = (_id * 7_919) % 1_000_003;
  return {
    _id,
    n,
    g: n % 1_000,
    at: new Date(1_700_000_000_000 + n),
    tags: [`t${n % 50}`, `u${n % 700}`],
    text: 'some text of a usual length',
  };
}
