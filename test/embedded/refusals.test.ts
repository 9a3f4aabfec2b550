import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Db, type Document, MongoClient } from 'mongodb';
import { type OwnStore, ownStore, refusal } from './support.ts';

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

/** MongoDB's published lists, without what the store supports. */
const queryOperators = [
  '$text',
  '$where',
  '$jsonSchema',
  '$geoWithin',
  '$geoIntersects',
  '$near',
  '$nearSphere',
  '$bitsAllSet',
  '$bitsAnySet',
  '$bitsAllClear',
  '$bitsAnyClear',
  '$rand',
  '$sampleRate',
];
const updateOperators = ['$pushAll', '$isolated'];
const stages = [
  '$bucketAuto',
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$collStats',
  '$currentOp',
  '$densify',
  '$documents',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$indexStats',
  '$listLocalSessions',
  '$listSampledQueries',
  '$listSearchIndexes',
  '$listSessions',
  '$merge',
  '$out',
  '$planCacheStats',
  '$querySettings',
  '$queryStats',
  '$redact',
  '$sample',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$shardedDataDistribution',
  '$vectorSearch',
];
const accumulators = [
  '$accumulator',
  '$bottom',
  '$bottomN',
  '$firstN',
  '$lastN',
  '$maxN',
  '$median',
  '$mergeObjects',
  '$minN',
  '$percentile',
  '$stdDevPop',
  '$stdDevSamp',
  '$top',
  '$topN',
];
const expressions = [
  '$acos',
  '$acosh',
  '$allElementsTrue',
  '$anyElementTrue',
  '$asin',
  '$asinh',
  '$atan',
  '$atan2',
  '$atanh',
  '$binarySize',
  '$bitAnd',
  '$bitNot',
  '$bitOr',
  '$bitXor',
  '$bsonSize',
  '$convert',
  '$cos',
  '$cosh',
  '$dateAdd',
  '$dateDiff',
  '$dateFromParts',
  '$dateFromString',
  '$dateSubtract',
  '$dateToParts',
  '$degreesToRadians',
  '$exp',
  '$firstN',
  '$function',
  '$indexOfBytes',
  '$isoDayOfWeek',
  '$isoWeek',
  '$isoWeekYear',
  '$lastN',
  '$ln',
  '$log',
  '$log10',
  '$maxN',
  '$median',
  '$meta',
  '$minN',
  '$percentile',
  '$pow',
  '$radiansToDegrees',
  '$rand',
  '$regexFind',
  '$regexFindAll',
  '$replaceAll',
  '$replaceOne',
  '$sampleRate',
  '$setField',
  '$sin',
  '$sinh',
  '$sortArray',
  '$sqrt',
  '$stdDevPop',
  '$stdDevSamp',
  '$substr',
  '$substrBytes',
  '$tan',
  '$tanh',
  '$toHashedIndexKey',
  '$toUUID',
  '$tsIncrement',
  '$tsSecond',
  '$unsetField',
  '$week',
  '$zip',
];
const commands = [
  'aggregateTextSearch',
  'bulkWrite',
  'cloneCollectionAsCapped',
  'collMod',
  'compact',
  'convertToCapped',
  'createRole',
  'createUser',
  'currentOp',
  'dataSize',
  'dropUser',
  'eval',
  'fsync',
  'geoNear',
  'getParameter',
  'killOp',
  'listCommands',
  'logout',
  'mapReduce',
  'planCacheClear',
  'profile',
  'reIndex',
  'renameCollection',
  'replSetGetStatus',
  'saslStart',
  'setParameter',
  'shutdown',
  'validate',
  'whatsmyuri',
];

const named = (name: string) => new RegExp(`${name.replace('$', '\\$')}\\b`);

describe('what MongoDB has and the store has not is refused by name', () => {
  test.each(queryOperators)('query operator %s', async (name) => {
    const error = await refusal(
      db
        .collection('c')
        .find({
          [name === '$where' || name === '$text' || name === '$jsonSchema' ? name : 'a']: name.startsWith('$w')
            ? 'x'
            : { [name]: 1 },
        })
        .toArray(),
    );
    expect(error.message).toMatch(named(name));
  });

  test.each(updateOperators)('update operator %s', async (name) => {
    expect((await refusal(db.collection('c').updateOne({}, { [name]: { a: 1 } }))).message).toMatch(named(name));
  });

  test.each(stages)('stage %s', async (name) => {
    const pipeline = [{ $match: {} }, { [name]: {} }];
    const error = await refusal(db.command({ aggregate: 'c', pipeline, cursor: {} }));
    expect(error).toMatchObject({ code: 40324 });
    expect(error.message).toMatch(named(name));
  });

  test.each(accumulators)('accumulator %s', async (name) => {
    expect(
      (
        await refusal(
          db
            .collection('c')
            .aggregate([{ $group: { _id: null, x: { [name]: '$a' } } }])
            .toArray(),
        )
      ).message,
    ).toMatch(named(name));
  });

  test.each(expressions)('expression %s', async (name) => {
    expect(
      (
        await refusal(
          db
            .collection('c')
            .aggregate([{ $project: { x: { [name]: ['$a'] } } }])
            .toArray(),
        )
      ).message,
    ).toMatch(named(name));
  });

  test.each(commands)('command %s', async (name) => {
    expect(await refusal(db.command({ [name]: 1 }))).toMatchObject({
      code: 59,
      message: expect.stringMatching(named(name)),
    });
  });
});

describe('so are options', () => {
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
