import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId } from 'mongodb';
import { filled, ids, openStore, refusal, type TestStore } from './support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const find = async (documents: object[], query: object) =>
  ids(await filled(store.db, documents), query as never, { _id: 1 });

describe('equality', () => {
  test('null is met by null and by a missing field', async () => {
    expect(
      await find([{ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: 0 }, { _id: 4, a: [] }, { _id: 5, a: [null] }], {
        a: null,
      }),
    ).toEqual([1, 2, 5]);
  });

  test('null under a path skips scalars within arrays, and meets scalars that are no arrays', async () => {
    const documents = [
      { _id: 1, a: 4 },
      { _id: 2, a: {} },
      { _id: 3, a: [] },
      { _id: 4, a: [1, 2] },
      { _id: 5, a: [{}] },
      { _id: 6, a: [{ b: 1 }] },
    ];
    expect(await find(documents, { 'a.b': null })).toEqual([1, 2, 5]);
    expect(await find(documents, { 'a.b': { $ne: null } })).toEqual([3, 4, 6]);
  });

  test('an array is met by its elements and as a whole', async () => {
    const documents = [
      { _id: 1, a: [1, 2] },
      { _id: 2, a: [[1, 2]] },
      { _id: 3, a: 1 },
      { _id: 4, a: [2, 1] },
    ];
    expect(await find(documents, { a: 1 })).toEqual([1, 3, 4]);
    expect(await find(documents, { a: [1, 2] })).toEqual([1, 2]);
  });

  test('sub-documents are equal only with the same fields in the same order', async () => {
    const documents = [
      { _id: 1, a: { x: 1, y: 2 } },
      { _id: 2, a: { y: 2, x: 1 } },
      { _id: 3, a: { x: 1, y: 2, z: 3 } },
    ];
    expect(await find(documents, { a: { x: 1, y: 2 } })).toEqual([1]);
  });

  test('numbers of all kinds are compared by value', async () => {
    const documents = [
      { _id: 1, a: new Int32(5) },
      { _id: 2, a: new Double(5) },
      { _id: 3, a: Long.fromNumber(5) },
      { _id: 4, a: Decimal128.fromString('5.00') },
      { _id: 5, a: '5' },
    ];
    expect(await find(documents, { a: 5 })).toEqual([1, 2, 3, 4]);
    expect(await find(documents, { a: { $in: [Decimal128.fromString('5')] } })).toEqual([1, 2, 3, 4]);
  });

  test('large longs are told apart where doubles are not', async () => {
    const documents = [
      { _id: 1, a: Long.fromString('9007199254740993') },
      { _id: 2, a: Long.fromString('9007199254740992') },
    ];
    expect(await find(documents, { a: new Double(9007199254740992) })).toEqual([2]);
    expect(await find(documents, { a: { $gt: new Double(9007199254740992) } })).toEqual([1]);
  });

  test('a decimal tenth is not a double tenth', async () => {
    const documents = [
      { _id: 1, a: 0.1 },
      { _id: 2, a: Decimal128.fromString('0.1') },
    ];
    expect(await find(documents, { a: Decimal128.fromString('0.1') })).toEqual([2]);
    expect(await find(documents, { a: 0.1 })).toEqual([1]);
  });
});

describe('comparison', () => {
  test('ranges stay within a type', async () => {
    const documents = [
      { _id: 1, a: 3 },
      { _id: 2, a: '3' },
      { _id: 3, a: new Date(3) },
      { _id: 4, a: null },
      { _id: 5 },
      { _id: 6, a: true },
    ];
    expect(await find(documents, { a: { $gte: 0 } })).toEqual([1]);
    expect(await find(documents, { a: { $gt: '' } })).toEqual([2]);
    expect(await find(documents, { a: { $lte: null } })).toEqual([4, 5]);
    expect(await find(documents, { a: { $gt: new MinKey() } })).toHaveLength(6);
    expect(await find(documents, { a: { $gte: new MaxKey() } })).toEqual([]);
  });

  test('NaN is in no range but its own', async () => {
    const documents = [
      { _id: 1, a: Number.NaN },
      { _id: 2, a: 1 },
    ];
    expect(await find(documents, { a: { $lt: 5 } })).toEqual([2]);
    expect(await find(documents, { a: { $gte: Number.NaN } })).toEqual([1]);
    expect(await find(documents, { a: Number.NaN })).toEqual([1]);
  });

  test('two conditions on an array may be met by two elements; $elemMatch asks one for both', async () => {
    const documents = [
      { _id: 1, a: [1, 10] },
      { _id: 2, a: [5] },
    ];
    expect(await find(documents, { a: { $gt: 3, $lt: 7 } })).toEqual([1, 2]);
    expect(await find(documents, { a: { $elemMatch: { $gt: 3, $lt: 7 } } })).toEqual([2]);
  });

  test('text is ordered by code point, object ids by bytes', async () => {
    const documents = [
      { _id: 1, a: '\u{1f600}' },
      { _id: 2, a: '\uffee' },
      { _id: 3, a: 'z' },
    ];
    expect(await ids(await filled(store.db, documents), {}, { a: 1 })).toEqual([3, 2, 1]);
    const low = new ObjectId('0123456789abcdef01234567');
    const high = new ObjectId('f123456789abcdef01234567');
    expect(
      await find(
        [
          { _id: 1, a: low },
          { _id: 2, a: high },
        ],
        { a: { $gt: low } },
      ),
    ).toEqual([2]);
  });
});

describe('operators', () => {
  const documents = [
    { _id: 1, a: ['x', 'y'], n: 4, s: 'Hello' },
    { _id: 2, a: 'x', n: -5, s: 'hello\n' },
    { _id: 3, a: [], n: 7.9 },
    {
      _id: 4,
      a: [
        { b: 1, c: 2 },
        { b: 3, c: 4 },
      ],
    },
  ];

  test.each<[string, object, number[]]>([
    ['$all meets scalars too', { a: { $all: ['x'] } }, [1, 2]],
    ['$all wants every one', { a: { $all: ['x', 'y'] } }, [1]],
    ['$all of nothing meets nothing', { a: { $all: [] } }, []],
    ['$all with $elemMatch', { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { c: 4 } }] } }, [4]],
    ['$size', { a: { $size: 2 } }, [1, 4]],
    ['$in with a pattern', { s: { $in: [/^hel/, 'x'] } }, [2]],
    ['$nin', { a: { $nin: ['x'] } }, [3, 4]],
    ['$exists', { s: { $exists: true } }, [1, 2]],
    ['$exists: 0', { s: { $exists: 0 } }, [3, 4]],
    ['$type by name', { a: { $type: 'string' } }, [1, 2]],
    ['$type of arrays', { a: { $type: 'array' } }, [1, 3, 4]],
    ['$type number', { n: { $type: 'number' } }, [1, 2, 3]],
    ['$mod keeps the sign and drops fractions', { n: { $mod: [4, -1] } }, [2]],
    ['$mod of 7.9 is that of 7', { n: { $mod: [4, 3] } }, [3]],
    ['$regex with $options', { s: { $regex: '^HELLO', $options: 'i' } }, [1, 2]],
    ['$ in a pattern matches before a last newline', { s: /hello$/ }, [2]],
    ['$not', { n: { $not: { $gt: 0 } } }, [2, 4]],
    ['$not with a pattern', { s: { $not: /H/ } }, [2, 3, 4]],
    ['$nor', { $nor: [{ n: { $gt: 0 } }, { s: /x/ }] }, [2, 4]],
    ['$or and $and', { $and: [{ $or: [{ n: 4 }, { n: -5 }] }, { a: 'y' }] }, [1]],
    ['$elemMatch on documents', { a: { $elemMatch: { b: 1, c: 2 } } }, [4]],
    ['$elemMatch wants one element', { a: { $elemMatch: { b: 1, c: 4 } } }, []],
    ['paths through arrays', { 'a.b': 3 }, [4]],
    ['a number as a place', { 'a.1.b': 3 }, [4]],
    ['a number as a place of a scalar', { 'a.0': 'x' }, [1]],
    ['$expr', { $expr: { $gt: ['$n', { $strLenCP: { $ifNull: ['$s', ''] } }] } }, [3]],
    ['$comment', { n: 4, $comment: 'why' }, [1]],
  ])('%s', async (_name, query, expected) => {
    expect(await find(documents, query)).toEqual(expected);
  });

  test('a numeric key is also a field', async () => {
    expect(
      await find(
        [
          { _id: 1, a: { 0: 'x' } },
          { _id: 2, a: ['x'] },
          { _id: 3, a: [{ 0: 'x' }] },
        ],
        { 'a.0': 'x' },
      ),
    ).toEqual([1, 2, 3]);
  });

  test('a stored pattern is found by the same pattern', async () => {
    expect(
      await find(
        [
          { _id: 1, a: new BSONRegExp('x', 'i') },
          { _id: 2, a: 'y' },
        ],
        { a: new BSONRegExp('x', 'i') },
      ),
    ).toEqual([1]);
  });

  test.each<[object, RegExp]>([
    [{ a: { $in: 5 } }, /\$in needs an array/],
    [{ $or: [] }, /nonempty array/],
    [{ a: { $mod: [0, 1] } }, /divisor cannot be 0/],
    [{ a: { $not: 5 } }, /\$not needs a regex or a document/],
    [{ a: { $regex: '(' } }, /[Rr]egular expression/],
    [{ a: { $type: 'nothing' } }, /Unknown type name alias/],
    [{ a: { $gt: 1, b: 2 } }, /unknown operator: b/],
  ])('%j is refused', async (query, message) => {
    expect((await refusal(store.db.collection('x').find(query).toArray())).message).toMatch(message);
  });
});

describe('sort', () => {
  test('types come in their order, missing as null, an empty array before that', async () => {
    const documents = [
      { _id: 1, a: 'text' },
      { _id: 2, a: 5 },
      { _id: 3 },
      { _id: 4, a: [] },
      { _id: 5, a: new Date(0) },
      { _id: 6, a: { x: 1 } },
      { _id: 7, a: true },
      { _id: 8, a: new MinKey() },
      { _id: 9, a: new MaxKey() },
      { _id: 10, a: null },
    ];
    expect(await ids(await filled(store.db, documents), {}, { a: 1, _id: 1 })).toEqual([8, 4, 3, 10, 2, 1, 6, 7, 5, 9]);
  });

  test('an array sorts by its least element going up, by its greatest going down', async () => {
    const collection = await filled(store.db, [
      { _id: 1, a: [1, 9] },
      { _id: 2, a: 5 },
      { _id: 3, a: [4, 6] },
    ]);
    expect(await ids(collection, {}, { a: 1 })).toEqual([1, 3, 2]);
    expect(await ids(collection, {}, { a: -1 })).toEqual([1, 3, 2]);
  });

  test('equal keys keep the order of insertion; skip and limit cut from what is sorted', async () => {
    const collection = await filled(
      store.db,
      [3, 1, 2, 0].map((_id) => ({ _id, a: 1 })),
    );
    expect(await ids(collection, {}, { a: 1 })).toEqual([3, 1, 2, 0]);
    expect((await collection.find().sort({ a: 1 }).skip(1).limit(2).toArray()).map((one) => one._id)).toEqual([1, 2]);
  });
});

describe('projection', () => {
  const document = { _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, 5, { f: 3, g: 4 }] };

  test.each<[string, object, object]>([
    ['inclusion', { a: 1 }, { _id: 1, a: 1 }],
    ['without _id', { a: 1, _id: 0 }, { a: 1 }],
    ['only without _id', { _id: 0, b: 0, e: 0 }, { a: 1 }],
    ['dotted', { 'b.c': 1, _id: 0 }, { b: { c: 2 } }],
    ['dotted through an array', { 'e.f': 1, _id: 0 }, { e: [{ f: 1 }, { f: 3 }] }],
    ['dotted exclusion', { 'e.f': 0, b: 0, a: 0 }, { _id: 1, e: [{ g: 2 }, 5, { g: 4 }] }],
    ['$slice keeps the rest', { e: { $slice: -1 }, b: 0 }, { _id: 1, a: 1, e: [{ f: 3, g: 4 }] }],
    ['$slice with a skip', { e: { $slice: [1, 1] }, a: 1 }, { _id: 1, a: 1, e: [5] }],
    ['$elemMatch', { e: { $elemMatch: { f: 3 } } }, { _id: 1, e: [{ f: 3, g: 4 }] }],
    ['computed', { a: { $add: ['$a', '$b.c'] }, _id: 0 }, { a: 3 }],
  ])('%s', async (_name, projection, expected) => {
    expect(await (await filled(store.db, [document])).findOne({}, { projection })).toEqual(expected);
  });

  test('positional', async () => {
    expect(await (await filled(store.db, [document])).findOne({ 'e.f': 3 }, { projection: { 'e.$': 1 } })).toEqual({
      _id: 1,
      e: [{ f: 3, g: 4 }],
    });
  });

  test('inclusion and exclusion do not mix', async () => {
    expect((await refusal((await filled(store.db, [document])).findOne({}, { projection: { a: 1, b: 0 } }))).code).toBe(
      31254,
    );
  });
});

test('distinct opens arrays', async () => {
  const collection = await filled(store.db, [{ a: [1, 2] }, { a: 2 }, { a: 3 }, {}]);
  expect(await collection.distinct('a')).toEqual([1, 2, 3]);
});

test('cursors go on over batches', async () => {
  const collection = await filled(
    store.db,
    Array.from({ length: 250 }, (_, _id) => ({ _id })),
  );
  const cursor = collection.find({}, { batchSize: 7 });
  expect(await cursor.next()).toEqual({ _id: 0 });
  expect((await cursor.toArray()).length).toBe(249);
  expect(await collection.countDocuments({ _id: { $gte: 100 as never } }, { skip: 10, limit: 50 })).toBe(50);
});
