import { Code, Decimal128, type Document, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp, UUID } from 'bson';
import type { Random } from './random.ts';

const field = ['a', 'b', 'c', 'a.b', 'a.0', 'a.0.b', 'c.d.e', '_id', 'n', 'list', 'list.0', 'list.x', 'text'];

const scalars: ((random: Random) => unknown)[] = [
  () => null,
  () => undefined,
  (random) => random.chance(0.5),
  (random) => random.below(20),
  (random) => random.below(20) - 10,
  () => new Int32(-2147483648),
  () => new Double(Number.NaN),
  () => new Double(Number.POSITIVE_INFINITY),
  () => new Double(-0),
  () => new Double(1e300),
  () => Long.MAX_VALUE,
  () => Long.MIN_VALUE,
  () => Decimal128.fromString('NaN'),
  () => Decimal128.fromString('9.999999999999999999999999999999999E+6144'),
  () => Decimal128.fromString('-1E-6176'),
  () => '',
  (random) => random.pick(['a', 'b', 'xyz', '\u{1f600}', '$a', '$$ROOT', '$$a.b', '$', '$$', 'a..b', '.', '__proto__']),
  () => 'long'.repeat(600),
  () => new Date(0),
  () => new Date(-62135596800000),
  () => new ObjectId(),
  () => new ObjectId('0'.repeat(24)),
  () => new UUID(),
  () => Buffer.from('bytes'),
  () => /^a.*b$/i,
  () => /(a+)+$/,
  () => new Timestamp({ t: 1, i: 1 }),
  () => new MinKey(),
  () => new MaxKey(),
  () => new Code('f()'),
  () => new Code('f()', { x: 1 }),
];

const operators = (
  '$eq $ne $gt $gte $lt $lte $in $nin $exists $type $all $size $mod $regex $options $elemMatch $not $and $or $nor $expr ' +
  '$set $unset $inc $mul $min $max $rename $setOnInsert $currentDate $push $addToSet $pull $pullAll $pop $bit $each ' +
  '$slice $position $sort $match $skip $limit $project $addFields $unwind $group $count $sortByCount $bucket $facet ' +
  '$replaceRoot $replaceWith $unionWith $lookup $sum $avg $first $last $add $subtract $multiply $divide $abs $ceil ' +
  '$floor $round $trunc $concat $toLower $toUpper $strLenCP $strLenBytes $strcasecmp $substrCP $split $indexOfCP $trim ' +
  '$regexMatch $isArray $arrayElemAt $indexOfArray $concatArrays $reverseArray $range $filter $map $reduce $setUnion ' +
  '$setIntersection $setDifference $setIsSubset $setEquals $mergeObjects $objectToArray $arrayToObject $getField ' +
  '$isNumber $toString $toInt $toLong $toDouble $toDecimal $toDate $toObjectId $toBool $year $dateToString $dateTrunc ' +
  '$cond $ifNull $switch $let $literal $cmp $where $comment $natural $text $sample $convert $zip $pow $ln'
).split(' ');

export function randomName(random: Random): string {
  return random.chance(0.5) ? random.pick(operators) : random.pick(field);
}

export function randomValue(random: Random, depth = 3): unknown {
  if (depth === 0 || random.chance(0.5)) return random.pick(scalars)(random);
  if (random.chance(0.4)) return Array.from({ length: random.below(4) }, () => randomValue(random, depth - 1));
  return randomDocument(random, depth);
}

export function randomDocument(random: Random, depth = 3): Document {
  const names = Array.from({ length: random.below(4) }, () => randomName(random));
  return Object.fromEntries(names.map((name) => [name, randomValue(random, depth - 1)]));
}

/** Commands as a client might send them; what is made of them begins here. */
export const commands: ((random: Random, collection: string) => Document)[] = [
  (random, insert) => ({
    insert,
    documents: Array.from({ length: 1 + random.below(5) }, () => ({
      a: randomValue(random),
      b: random.below(10),
      list: [1, { x: 2 }, [3]],
      text: 'aab',
      c: { d: { e: random.below(5) } },
    })),
    ordered: random.chance(0.5),
  }),
  (random, update) => ({
    update,
    updates: [
      {
        q: { b: random.below(10), a: { $ne: 5 } },
        u: {
          $set: { 'c.d.e': randomValue(random, 1) },
          $inc: { n: 1 },
          $push: { list: { $each: [1, 2], $slice: -5, $sort: 1, $position: 1 } },
        },
        multi: random.chance(0.5),
        upsert: random.chance(0.3),
      },
    ],
  }),
  (_random, update) => ({
    update,
    updates: [
      { q: { list: { $elemMatch: { x: 2 } } }, u: { $set: { 'list.$.x': 2 } } },
      { q: {}, u: { $set: { 'list.$[one]': 4 } }, arrayFilters: [{ one: { $gt: 1 } }], multi: true },
      { q: { b: 1 }, u: [{ $set: { n: { $add: ['$b', 1] }, a: { $concat: ['$text', 'x'] } } }, { $unset: 'c' }] },
    ],
    ordered: false,
  }),
  (random, remove) => ({ delete: remove, deletes: [{ q: { b: random.below(10) }, limit: random.below(2) }] }),
  (random, findAndModify) => ({
    findAndModify,
    query: { b: { $gte: random.below(10) } },
    sort: { n: -1 },
    update: { $inc: { n: 1 }, $unset: { a: 1 }, $addToSet: { list: 9 }, $min: { m: 1 }, $rename: { q: 'r' } },
    new: true,
    upsert: true,
    fields: { list: { $slice: 2 }, b: 1 },
  }),
  (random, find) => ({
    find,
    filter: {
      $or: [{ b: { $in: [1, 2, /x/] } }, { 'c.d.e': { $mod: [3, 1] } }, { list: { $size: 3 } }],
      a: { $exists: true },
    },
    sort: { b: 1, 'c.d.e': -1 },
    projection: { list: { $elemMatch: { x: 2 } }, b: 1, up: { $toUpper: '$text' } },
    batchSize: random.below(3),
    skip: random.below(3),
    hint: random.pick(['b_1', '_id_', { b: 1 }]),
  }),
  (_random, find) => ({ find, filter: { text: { $regex: '^a', $options: 'i' }, $expr: { $gt: ['$b', 1] } }, limit: 3 }),
  (_random, aggregate) => ({
    aggregate,
    pipeline: [
      { $match: { b: { $lt: 8 } } },
      { $addFields: { m: { $map: { input: '$list', as: 'it', in: { $multiply: [2, '$b'] } } } } },
      { $unwind: '$list' },
      { $group: { _id: '$b', all: { $push: '$list' }, sum: { $sum: '$b' }, first: { $first: '$$ROOT' } } },
      { $sort: { sum: -1 } },
      { $project: { sum: 1, y: { $cond: [{ $gt: ['$sum', 2] }, { $range: [0, '$sum'] }, 'no'] } } },
    ],
    cursor: { batchSize: 2 },
  }),
  (_random, aggregate) => ({
    aggregate,
    pipeline: [
      { $facet: { one: [{ $count: 'n' }], two: [{ $sortByCount: '$b' }, { $limit: 2 }] } },
      { $lookup: { from: aggregate, localField: 'one.n', foreignField: 'b', as: 'found' } },
      {
        $replaceRoot: {
          newRoot: {
            $mergeObjects: [
              '$$ROOT',
              { x: { $reduce: { input: [1, 2], initialValue: 0, in: { $add: ['$$value', '$$this'] } } } },
            ],
          },
        },
      },
      { $unionWith: { coll: aggregate, pipeline: [{ $limit: 2 }] } },
      { $bucket: { groupBy: '$b', boundaries: [0, 5, 10], default: 'other' } },
    ],
    cursor: {},
  }),
  (random, count) => ({ count, query: { b: random.below(10) }, skip: 1, limit: 5 }),
  (random, distinct) => ({ distinct, key: random.pick(field), query: { b: { $gt: 2 } } }),
  (random, createIndexes) => ({
    createIndexes,
    indexes: [
      random.pick<Document>([
        { key: { b: 1 }, name: 'b_1' },
        { key: { 'c.d.e': -1, b: 1 }, name: 'compound', sparse: true },
        { key: { list: 1 }, name: 'multikey' },
        { key: { n: 1 }, name: 'partial', partialFilterExpression: { b: { $gt: 3 } } },
        { key: { u: 1 }, name: 'unique', unique: true, sparse: true },
        { key: { at: 1 }, name: 'ttl', expireAfterSeconds: 100 },
      ]),
    ],
  }),
  (random, dropIndexes) => ({ dropIndexes, index: random.pick<unknown>(['b_1', 'compound', '*', { n: 1 }]) }),
  (_random, create) => ({ create }),
  (random, drop) => (random.chance(0.2) ? { drop } : { collStats: drop }),
  (_random, listIndexes) => ({ listIndexes, cursor: {} }),
  () => ({ listCollections: 1, filter: { name: /a/ }, nameOnly: true }),
  () => ({ listDatabases: 1, filter: { name: 'x' } }),
  (random, find) => ({ explain: { find, filter: { b: random.below(10) } }, verbosity: 'executionStats' }),
  () => ({ dbStats: 1, scale: 1024 }),
  () => ({ hello: 1, client: { driver: { name: 'fuzz' } } }),
  () => ({ serverStatus: 1 }),
  () => ({ buildInfo: 1 }),
  (random, collection) => ({ getMore: Long.fromNumber(random.below(100)), collection, batchSize: 1 }),
  (random, killCursors) => ({ killCursors, cursors: [Long.fromNumber(random.below(100))] }),
];
