import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
  UUID,
} from 'bson';
import { filled, openStore, type TestStore } from './support.ts';

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const raw = { raw: true } as never;

const all = {
  _id: new ObjectId('0123456789abcdef01234567'),
  double: new Double(5),
  int: new Int32(5),
  long: Long.fromNumber(5),
  decimal: Decimal128.fromString('5.00'),
  zero: new Double(-0),
  nan: new Double(Number.NaN),
  text: 'smørrebrød 🍞 \0 end',
  date: new Date(-1),
  timestamp: new Timestamp({ t: 4_000_000_000, i: 4_000_000_000 }),
  binary: new Binary(Buffer.from([1, 2, 3]), 128),
  uuid: new UUID('0123456789abcdef0123456789abcdef'),
  regex: new BSONRegExp('a/b', 'ix'),
  code: new Code('x()'),
  scoped: new Code('y()', { a: 1 }),
  symbol: new BSONSymbol('s'),
  min: new MinKey(),
  max: new MaxKey(),
  nothing: null,
  yes: true,
  reference: { $ref: 'c', $id: 5, extra: 1 },
  nested: [{ a: [[], {}] }, null],
};

test('every type comes back as it was sent, to the byte', async () => {
  const collection = await filled(store.db, []);
  const bytes = serialize(all);
  await collection.insertOne(all as never);
  expect(Buffer.from((await collection.findOne({}, raw)) as never)).toEqual(Buffer.from(bytes));
});

test('and after an update of another field, too', async () => {
  const collection = await filled(store.db, []);
  await collection.insertOne(all as never);
  await collection.updateOne({}, { $set: { zz: new Int32(1) } });
  expect(Buffer.from((await collection.findOne({}, raw)) as never)).toEqual(
    Buffer.from(serialize({ ...all, zz: new Int32(1) })),
  );
});

test('keys that look like numbers keep their place, through updates', async () => {
  const collection = await filled(store.db, []);
  const document = new Map<string, unknown>([
    ['_id', 1],
    ['b', 1],
    ['10', 2],
    ['2', 3],
    ['__proto__', 4],
  ]);
  await collection.insertOne(document as never);
  await collection.updateOne({}, { $set: { c: 5 } });
  const bytes = Buffer.from((await collection.findOne({}, raw)) as never);
  expect(bytes).toEqual(Buffer.from(serialize(new Map([...document, ['c', 5]]) as never)));
});

test('all of them sort, and are found by value through an index', async () => {
  const values = [
    new MinKey(),
    null,
    new Double(-1.5),
    new Int32(2),
    Decimal128.fromString('2.5'),
    Long.fromNumber(3),
    'a',
    { a: 1 },
    [],
    new Binary(Buffer.from([1])),
    new ObjectId(),
    false,
    true,
    new Date(5),
    new Timestamp({ t: 1, i: 1 }),
    new BSONRegExp('x'),
    new MaxKey(),
  ];
  const collection = await filled(
    store.db,
    values.map((v, _id) => ({ _id, v })),
  );
  const scanned = (await collection.find().sort({ v: 1 }).toArray()).map((one) => one._id);
  await collection.createIndex({ v: 1 });
  const indexed = (await collection.find().sort({ v: 1 }).hint({ v: 1 }).toArray()).map((one) => one._id);
  expect(indexed).toEqual(scanned);
  for (const [_id, v] of values.entries()) {
    if (Array.isArray(v) || v instanceof BSONRegExp) continue;
    expect((await collection.find({ v: { $eq: v } } as never).toArray()).map((one) => one._id)).toEqual([_id]);
  }
});
