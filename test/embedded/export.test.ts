import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { EJSON } from 'bson';
import {
  Binary,
  BSONRegExp,
  Code,
  type Db,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  MongoClient,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { endAll, runTool, type Started, start, stopped } from './command-line.ts';
import { pagesOf, temporaryDirectory } from './support.ts';

// Each test starts several processes.
jest.setTimeout(90_000);

let directory: string;
let clients: MongoClient[];
beforeEach(async () => {
  directory = await temporaryDirectory();
  clients = [];
});
afterEach(async () => {
  for (const client of clients) await client.close();
  await endAll();
  await rm(directory, { recursive: true, force: true });
});

async function served(name: string): Promise<{ store: Started; uri: string; db: Db }> {
  const store = await start('--data', join(directory, name), '--port', '0');
  const uri = JSON.parse(store.out).listening;
  const client = await new MongoClient(uri, { ignoreUndefined: false }).connect();
  clients.push(client);
  return { store, uri, db: client.db('d') };
}

const everyType: Document[] = [
  {
    _id: 1,
    int: new Int32(1),
    double: new Double(1),
    long: Long.fromNumber(1),
    big: Long.MAX_VALUE,
    zero: new Double(-0),
  },
  { _id: 2, nan: Number.NaN, infinite: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], tiny: 5e-324 },
  { _id: 3, decimal: Decimal128.fromString('1.10'), date: new Date(-1), far: new Date(8e14), nothing: null },
  { _id: new ObjectId(), uuid: new UUID(), bytes: new Binary(Buffer.from([0, 255]), 128) },
  { _id: 'ü\u2028"\\', text: 'line\nand\u0000zero', empty: '', deep: { a: [{ b: [[], {}] }] } },
  { _id: { b: 1, a: 2 }, regex: new BSONRegExp('^a/b"', 'im'), code: new Code('f()'), scoped: new Code('g', { x: 1 }) },
  { _id: 6, time: new Timestamp({ t: 5, i: 7 }), least: new MinKey(), most: new MaxKey(), yes: true },
];

async function fill(db: Db): Promise<void> {
  await db.createCollection('empty');
  const types = db.collection('every.type/at:once');
  await types.createIndexes([
    { key: { long: -1, 'deep.a': 1 }, name: 'two' },
    { key: { date: 1 }, expireAfterSeconds: 1e9 },
    { key: { uuid: 1 }, unique: true, partialFilterExpression: { uuid: { $exists: true } } },
    { key: { int: 1 }, sparse: true },
  ]);
  await types.insertMany(everyType);
}

/** Each document's bytes, in order. */
async function bytesOf(db: Db, name: string): Promise<string[]> {
  const found = db.collection(name).find({}, { raw: true, hint: { $natural: 1 } });
  return ((await found.toArray()) as unknown as Buffer[]).map((one) => Buffer.from(one).toString('hex'));
}

const NAMES = { 'every.type%2Fat%3Aonce': 'every.type/at:once', empty: 'empty' };

/** Puts an export into a database as the tools of MongoDB do: indexes by the metadata, documents by `documents`. */
async function brought(from: string, db: Db, documents: (path: string) => Promise<Document[]>): Promise<void> {
  for (const [file, name] of Object.entries(NAMES)) {
    const metadata = EJSON.parse(await readFile(join(from, 'd', `${file}.metadata.json`), 'utf8')) as Document;
    expect(metadata).toMatchObject({ collectionName: name, type: 'collection', options: {}, uuid: expect.any(String) });
    await db.createCollection(name, metadata.options);
    await db.collection(name).createIndexes(metadata.indexes);
    const found = await documents(join(from, 'd', file));
    if (found.length > 0) await db.collection(name).insertMany(found);
  }
}

const fromJson = async (path: string): Promise<Document[]> =>
  (await readFile(`${path}.json`, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => EJSON.parse(line, { relaxed: false }) as Document);

/** The documents of a file of BSON one after another. */
async function bsonIn(path: string): Promise<string[]> {
  const whole = await readFile(`${path}.bson`);
  const documents: string[] = [];
  for (let at = 0; at < whole.length; at += whole.readInt32LE(at))
    documents.push(whole.subarray(at, at + whole.readInt32LE(at)).toString('hex'));
  return documents;
}

const exported = (...words: string[]) => runTool('export', ...words);
const out = () => join(directory, 'out');

test('as JSON it is what mongoimport and the driver read, and comes back byte by byte with its indexes', async () => {
  const one = await served('one');
  await fill(one.db);
  expect(await exported('--data', join(directory, 'one'), '--to', out(), '--format', 'json')).toMatchObject({
    code: 0,
    out: 'd.empty: 0 documents\nd.every.type/at:once: 7 documents\n',
  });
  expect(await readdir(directory)).toEqual(['one', 'out']);
  const two = await served('two');
  await brought(out(), two.db, fromJson);
  for (const name of Object.values(NAMES)) {
    expect(await bytesOf(two.db, name)).toEqual(await bytesOf(one.db, name));
    expect(await two.db.collection(name).indexes()).toEqual(await one.db.collection(name).indexes());
  }
});

test('as BSON it lies as mongodump lays it, from the data and from a server alike', async () => {
  const one = await served('one');
  await fill(one.db);
  const expected = await bytesOf(one.db, 'every.type/at:once');
  expect(await exported('--data', join(directory, 'one'), '--to', out())).toMatchObject({ code: 0 });
  expect(await exported('--uri', one.uri, '--to', `${out()}2`)).toMatchObject({ code: 0, errors: '' });
  await stopped(one.store);
  expect(await exported('--data', join(directory, 'one'), '--to', `${out()}3`)).toMatchObject({ code: 0 });
  for (const path of [out(), `${out()}2`, `${out()}3`]) {
    expect(await bsonIn(join(path, 'd', 'every.type%2Fat%3Aonce'))).toEqual(expected);
    const read = async (file: string) => EJSON.parse(await readFile(join(path, 'd', file), 'utf8'), { relaxed: false });
    expect(await read('every.type%2Fat%3Aonce.metadata.json')).toEqual(
      EJSON.parse(await readFile(join(out(), 'd', 'every.type%2Fat%3Aonce.metadata.json'), 'utf8'), { relaxed: false }),
    );
    expect((await readdir(join(path, 'd'))).sort()).toEqual(
      Object.keys(NAMES)
        .flatMap((name) => [`${name}.bson`, `${name}.metadata.json`])
        .sort(),
    );
  }
});

test('fields named like numbers keep their order, and __proto__ is a name like any other', async () => {
  const { db, store } = await served('one');
  // {"b": 1, "1": 2, "0": 3, "__proto__": 4}, which no JavaScript object can say.
  const fields = ['b', '1', '0', '__proto__'].map((name, i) =>
    Buffer.concat([Buffer.from([16]), Buffer.from(`${name}\0`), Buffer.from([i + 1, 0, 0, 0])]),
  );
  const body = Buffer.concat([
    Buffer.from([16]),
    Buffer.from('_id\0'),
    Buffer.from([9, 0, 0, 0]),
    ...fields,
    Buffer.from([0]),
  ]);
  const raw = Buffer.concat([Buffer.alloc(4), body]);
  raw.writeInt32LE(raw.length);
  await db.collection<Document>('c').insertOne({ _id: 9 as never });
  await stopped(store);
  const { insertRaw } = await import('./past-the-store.ts');
  await insertRaw(join(directory, 'one'), raw);
  expect(await exported('--data', join(directory, 'one'), '--to', out(), '--format', 'json')).toMatchObject({
    code: 0,
  });
  const int = (n: number) => `{"$numberInt":"${n}"}`;
  expect(await readFile(join(out(), 'd', 'c.json'), 'utf8')).toBe(
    `{"_id":${int(9)},"b":${int(1)},"1":${int(2)},"0":${int(3)},"__proto__":${int(4)}}\n`,
  );
});

test('of damaged data it saves what can be read, and says that it is not all', async () => {
  const { db, store } = await served('one');
  await db.collection('c').insertMany(Array.from({ length: 500 }, (_, n) => ({ n, text: `text ${n} `.repeat(10) })));
  await stopped(store);
  const file = join(directory, 'one', 'data.mdb');
  const bytes = await readFile(file);
  for (const page of pagesOf(bytes, 'text 250 ')) bytes.fill(0xa5, page, page + 24);
  await writeFile(file, bytes);
  const { code, errors } = await exported('--data', join(directory, 'one'), '--to', out());
  expect(code).toBe(1);
  expect(errors).toMatch(/page \d+ does not bear its own number[\s\S]*what could be read is exported/);
  const saved = await bsonIn(join(out(), 'd', 'c'));
  expect(saved.length).toBeGreaterThan(400);
  expect(saved.length).toBeLessThan(500);
});

test('it refuses to write where something is, and a server it cannot reach', async () => {
  await writeFile(out(), '');
  await rm(out());
  const { uri, store } = await served('one');
  await stopped(store);
  expect(await exported('--uri', `${uri}&serverSelectionTimeoutMS=200`, '--to', out())).toMatchObject({ code: 1 });
  expect(await exported('--data', join(directory, 'one'), '--to', directory)).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/there already, and not empty/),
  });
  expect(await readdir(directory)).toEqual(['one']);
});
