import { copyFile, cp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Binary } from 'bson';
import { MongoClient } from 'mongodb';
import { encode } from '../../embedded/bson/encode.ts';
import { docOf } from '../../embedded/bson/types.ts';
import { recordId, tableName } from '../../embedded/catalog/collection.ts';
import { COUNT, FLAGS, META } from '../../embedded/catalog/stored-collections.ts';
import { Tree } from '../../embedded/pages/tree.ts';
import { ANSWERS } from '../../embedded/sessions/session.ts';
import { checkDataFile } from '../../embedded/store/data-file.ts';
import { Environment } from '../../embedded/store/environment.ts';
import { Overlay } from '../../embedded/store/overlay.ts';
import { StoppedData } from '../../embedded/tools/stopped-data.ts';
import { type Verdict, verifyDirectory } from '../../embedded/tools/verify.ts';
import { encodeKey } from '../../embedded/values/key.ts';
import { endAll, fingerprint, runTool, start } from './command-line.ts';
import { ownStore, refusal, temporaryDirectory } from './support.ts';

// Each test starts several processes.
jest.setTimeout(90_000);

const FLIPS = Number(process.env.STORE_FLIPS ?? 40);
const DOCUMENTS = 400;

let original: string;
let data: string;
beforeAll(async () => {
  original = await temporaryDirectory();
  await written(original);
});
afterAll(() => rm(original, { recursive: true, force: true }));
beforeEach(async () => {
  data = await temporaryDirectory();
  await cp(original, data, { recursive: true });
});
afterEach(async () => {
  await endAll();
  await rm(data, { recursive: true, force: true });
});

/** Data with long values and keys, arrays, free pages, records of retryable writes, and something dropped. */
async function written(directory: string): Promise<void> {
  const store = await ownStore({ data: directory });
  const client = await new MongoClient(store.uri).connect();
  const things = client.db('d').collection<{ _id: number; [field: string]: unknown }>('things');
  await things.createIndexes([
    { key: { n: 1 }, unique: true },
    { key: { tags: 1, n: -1 } },
    { key: { n: 1, _id: 1 }, name: 'some', partialFilterExpression: { n: { $lt: 50 } } },
  ]);
  for (let from = 0; from < DOCUMENTS; from += 200)
    await things.insertMany(Array.from({ length: 200 }, (_, i) => document(from + i)));
  await things.updateMany({ _id: { $gte: DOCUMENTS - 200 } }, { $set: { text: 'short' } });
  await client.db('d').collection('gone').insertOne({});
  await client.db('d').dropCollection('gone');
  await client.close();
  await store.stop();
}

const document = (n: number) => ({
  _id: n,
  n: n * 2,
  tags: [n % 7, n % 100 === 0 ? 'long'.repeat(500) : `t${n % 3}`],
  text: 'x'.repeat(n % 50 === 0 ? 9000 : 100),
});

const verdictOf = () => verifyDirectory(data);
const problems = (verdict: Verdict) => verdict.problems.map(({ where, what }) => `${where}: ${what}`).join('\n');

describe('the command', () => {
  test('finds sound data sound, and changes nothing', async () => {
    const before = await fingerprint(data);
    const { code, out } = await runTool('verify', '--data', data);
    expect(code).toBe(0);
    expect(out).toMatch(
      /d\.things: 400 documents; indexes _id_ \(400\), n_1 \(400\), tags_1_n_-1 \(800\), some \(25\)/,
    );
    expect(out).toMatch(/Sound\.$/m);
    expect(await fingerprint(data)).toEqual(before);
  });

  test('says as JSON, with exit code 1, what is damaged and what can be read', async () => {
    await changed((overlay) => overlay.put(record(3), Buffer.from('no document')));
    const { code, out } = await runTool('verify', '--data', data, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      sound: false,
      collections: [{ namespace: 'd.things', count: DOCUMENTS, documents: DOCUMENTS - 1 }],
      problems: expect.arrayContaining([{ where: 'd.things', what: expect.stringMatching(/^record 3 can't be read/) }]),
    });
    expect((await runTool('verify', '--data', data)).out).toMatch(/399 documents can be read/);
  });

  test('ends with 2 where it cannot check: data in use, no data, no directory named', async () => {
    const store = await start('--data', data, '--port', '0');
    const inUse = await runTool('verify', '--data', data);
    expect(inUse).toMatchObject({ code: 2, errors: expect.stringMatching(`in use by process ${store.child.pid}`) });
    expect(await runTool('verify', '--data', join(data, 'nowhere'))).toMatchObject({ code: 2 });
    expect(await runTool('verify')).toMatchObject({ code: 2, errors: expect.stringMatching(/usage/) });
  });
});

test('the command validate says the same of one collection, while others write to it', async () => {
  const client = async () => {
    const { out } = await start('--data', data, '--port', '0');
    return new MongoClient(JSON.parse(out).listening).connect();
  };
  const one = await client();
  const things = one.db('d').collection<{ _id: number; n: number }>('things');
  const writing = Promise.all(Array.from({ length: 50 }, (_, i) => things.updateOne({ _id: i }, { $set: { n: -i } })));
  expect(await one.db('d').command({ validate: 'things', full: true })).toMatchObject({
    ns: 'd.things',
    nrecords: DOCUMENTS,
    nIndexes: 4,
    keysPerIndex: { _id_: DOCUMENTS, n_1: DOCUMENTS },
    valid: true,
    errors: [],
  });
  await writing;
  expect(await refusal(one.db('d').command({ validate: 'nothing' }))).toMatchObject({ code: 26 });
  expect(await refusal(one.db('d').command({ validate: 'things', repair: true }))).toMatchObject({ code: 72 });
  await one.close();
  await endAll();
  await changed((overlay) => overlay.put(N + encodeKey(300), null));
  const two = await client();
  expect(await two.db('d').command({ validate: 'things' })).toMatchObject({
    valid: false,
    indexDetails: { n_1: { valid: false }, _id_: { valid: true } },
    errors: [expect.stringMatching(/index n_1: lacks the entry of the document { _id: 150 }/)],
  });
  await two.close();
});

/** Writes past the store, straight into LMDB. */
async function changed(change: (overlay: Overlay) => void): Promise<void> {
  const environment = new Environment(data);
  const overlay = new Overlay();
  change(overlay);
  environment.commit(overlay);
  await environment.close();
}

/** The collection has the first table, its indexes the next ones. */
const [THINGS, ID, N, TAGS] = [16, 17, 18, 19].map(tableName) as [string, string, string, string];
const record = (number: number) => THINGS + recordId(number);

describe('in the data it finds', () => {
  const cases: [string, (overlay: Overlay) => void, RegExp][] = [
    [
      'an index entry missing',
      (o) => o.put(N + encodeKey(20), null),
      /index n_1: lacks the entry of the document { _id: 10 }/,
    ],
    [
      'an index entry of no document',
      (o) => o.put(N + encodeKey(1), Buffer.from(recordId(9999), 'latin1')),
      /index n_1: leads to record 9999, which isn't there/,
    ],
    [
      'an index entry of another value',
      (o) => o.put(TAGS + encodeKey('no') + recordId(5), Buffer.from([1])),
      /tags_1_n_-1: has an entry that the document { _id: 4 } does not have/,
    ],
    [
      "an entry of a unique index that is another document's",
      (o) => o.put(N + encodeKey(20), Buffer.from(recordId(2), 'latin1')),
      /index n_1: is unique, and yet the document { _id: 10 } has the key of another/,
    ],
    [
      'two documents with one _id',
      (o) => o.put(record(5), encode(docOf({ _id: 0, n: 8 }))),
      /index _id_: is unique, and yet the document { _id: 0 }/,
    ],
    [
      'a document gone from under its entries',
      (o) => o.put(record(7), null),
      /index _id_: leads to record 7, which isn't there/,
    ],
    ['a wrong count', (o) => o.put(COUNT + THINGS, doubleBE(7)), /d\.things: should have 7 documents and has 400/],
    [
      'an index that does not know of its arrays',
      (o) => o.put(FLAGS + TAGS, Buffer.alloc(5)),
      /has arrays, as of .*not marked[\s\S]*has long keys, as of/,
    ],
    ['a table nobody has', (o) => o.put(`${tableName(77)}x`, Buffer.from('y')), /the data: has entries in table 77/],
    [
      'an unknown entry in the catalog',
      (o) => o.put(`${META}what`, Buffer.from('y')),
      /the catalog: has an unknown entry "what"/,
    ],
    [
      'a count of no collection',
      (o) => o.put(COUNT + tableName(77), doubleBE(7)),
      /the catalog: has an entry for table 77/,
    ],
    [
      'an entry of the catalog that cannot be read',
      (o) => o.put(`${META}ns:d.bad`, Buffer.from('y')),
      /d\.bad: its entry in the catalog can't be read/,
    ],
    [
      'two collections with one table',
      (o) =>
        o.put(
          `${META}ns:d.two`,
          encode(
            docOf({
              namespace: 'd.two',
              table: 18,
              uuid: new Binary(Buffer.alloc(16), 4),
              options: new Map(),
              indexes: [],
            }),
          ),
        ),
      /d\.(two|things, index n_1): has table 18, which is that of/,
    ],
    [
      'a record of a retryable write that cannot be read',
      (o) => o.put(ANSWERS + 'x'.repeat(28), encode(docOf({ answer: 1 }))),
      /retryable write 7878.*: its record can't be read/,
    ],
    [
      'a record of an index entry that has no bytes',
      (o) => o.put(ID + encodeKey(4), Buffer.alloc(0)),
      /index _id_: is unique, and yet/,
    ],
  ];
  test.each(cases)('%s', async (_, change, words) => {
    await changed(change);
    const verdict = verdictOf();
    expect(verdict.sound).toBe(false);
    expect(problems(verdict)).toMatch(words);
  });
});

function doubleBE(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

describe('in the pages it finds', () => {
  const file = () => join(data, 'data.mdb');

  /** The pages of the tree of data, and those that long values begin on. */
  function usedPages(): { used: number[]; pageSize: number; lastPage: number } {
    const stopped = new StoppedData(join(original, 'data.mdb'));
    const { pageSize, lastPage } = stopped.file.meta;
    const used: number[] = [];
    for (let page = 2; page <= lastPage; page++) if (isInUse(stopped, page)) used.push(page);
    stopped.close();
    return { used, pageSize, lastPage };
  }

  const reached = new Set<number>();
  function isInUse(stopped: StoppedData, page: number): boolean {
    if (reached.size === 0) {
      const { file } = stopped;
      const remember = file.page.bind(file);
      file.page = (number) => {
        reached.add(number);
        return remember(number);
      };
      for (const _ of new Tree(file, file.meta.main).scan(Buffer.alloc(0), Buffer.alloc(9, 255), () => {}));
    }
    return reached.has(page);
  }

  test('every page that has lost its number, its kind or its order, and still reads the rest', async () => {
    const whole = await readFile(file());
    const { used, pageSize } = usedPages();
    expect(used.length).toBeGreaterThan(20);
    for (const [i, page] of used.entries()) {
      const at = page * pageSize + ([0, 18, 22, 24][i % 4] as number);
      const bytes = Buffer.from(whole);
      bytes.writeUInt16LE(bytes.readUInt16LE(at) ^ 0x5a5a, at);
      await writeFile(file(), bytes);
      expect(problems(verdictOf())).toMatch(`page ${page} `);
      // So small a file is looked at whole before it is served.
      expect(() => checkDataFile(file())).toThrow(/see verify/);
    }
  });

  test('every place where the file may be cut short', async () => {
    const { used, pageSize } = usedPages();
    const last = Math.max(...used);
    for (let pages = last; pages >= 2; pages -= 3) {
      await truncate(file(), pages * pageSize);
      expect(verdictOf().sound).toBe(false);
      expect(() => checkDataFile(file())).toThrow(/cut short/);
    }
  });

  test(`${FLIPS} random bytes changed: it always comes to a verdict, and what it calls sound is`, async () => {
    const whole = await readFile(file());
    const before = verdictOf();
    for (let i = 0; i < FLIPS; i++) {
      const bytes = Buffer.from(whole);
      for (let n = 0; n < 1 + (i % 4); n++)
        bytes[Math.floor(Math.random() * bytes.length)] = Math.floor(Math.random() * 256);
      await writeFile(file(), bytes);
      const verdict = verdictOf();
      if (verdict.sound) expect(verdict.collections).toEqual(before.collections);
      else expect(verdict.problemCount).toBeGreaterThan(0);
    }
  });

  test('pages that are free and used at once, and pages reached by two ways', async () => {
    const bytes = await readFile(file());
    const stopped = new StoppedData(file());
    const { meta } = stopped.file;
    const root = stopped.file.page(meta.main.root as number);
    const freeRoot = stopped.file.page(meta.free.root as number);
    stopped.close();
    expect([root.isLeaf, freeRoot.isLeaf]).toEqual([false, true]);
    // The first list of free pages: its first entry, after the list's length.
    const node = freeRoot.number * meta.pageSize + 24 + freeRoot.bytes.readUInt16LE(24);
    bytes.writeBigInt64LE(BigInt(root.number), node + 8 + 8 + 8);
    // The root's second child is its first one now.
    const child = (i: number) => root.number * meta.pageSize + 24 + root.bytes.readUInt16LE(24 + 2 * i);
    bytes.copy(bytes, child(1), child(0), child(0) + 4);
    await writeFile(file(), bytes);
    expect(problems(verdictOf())).toMatch(
      new RegExp(`page ${root.number} is in use, and yet on the list of free pages`),
    );
    expect(problems(verdictOf())).toMatch(/is reached by two ways/);
  });

  test('a file that is none', async () => {
    await writeFile(file(), 'something else');
    expect(verdictOf()).toMatchObject({ sound: false, problems: [{ what: expect.stringMatching(/cut short/) }] });
    await copyFile(new URL('../../package.json', import.meta.url), file());
    expect(verdictOf()).toMatchObject({
      sound: false,
      problems: [{ what: expect.stringMatching(/not written by this/) }],
    });
  });
});
