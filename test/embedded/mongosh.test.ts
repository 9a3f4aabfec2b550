import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OwnStore, ownStore, temporaryDirectory } from './support.ts';

const shell = fileURLToPath(new URL('../mongosh/node_modules/.bin/mongosh', import.meta.url));

let store: OwnStore;
let home: string;
beforeAll(async () => {
  if (!existsSync(shell)) throw new Error('mongosh is missing: run script/install-test-needs.sh');
  store = await ownStore();
  home = await temporaryDirectory();
});
afterAll(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

/** Types lines into the shell, as a person would, and resolves with all it shows. */
async function typed(...lines: string[]): Promise<string> {
  const { output } = await run([], `${lines.join('\n')}\n`);
  return output;
}

/** What an expression gives in the shell. */
async function given(expression: string): Promise<unknown> {
  const { output, code } = await run(['--quiet', '--json=relaxed', '--eval', expression]);
  if (code !== 0) throw new Error(output);
  return JSON.parse(output);
}

async function run(args: string[], input = ''): Promise<{ output: string; code: number | null }> {
  const child = spawn(process.execPath, [shell, store.uri, ...args], {
    env: { ...process.env, HOME: home, NODE_OPTIONS: '', MONGOSH_FORCE_DISABLE_TELEMETRY_FOR_TESTING: '1' },
  });
  let output = '';
  child.stdout.on('data', (piece) => (output += piece));
  child.stderr.on('data', (piece) => (output += piece));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { output, code };
}

test('the shell connects without a complaint and says what it found', async () => {
  const seen = await typed('db.runCommand({ping: 1}).ok', 'exit');
  expect(seen).toContain('embedded [direct: primary] test>');
  expect(seen).toMatch(/Using MongoDB:\s+8\.0\.0/);
  expect(seen).not.toMatch(/error|uncaught/i);
});

test('it shows databases, collections and documents, and pages through them', async () => {
  const seen = await typed(
    'use paged',
    'db.things.insertMany(Array.from({length: 30}, (_, i) => ({name: "thing " + i})))',
    'show dbs',
    'show collections',
    'db.things.find({}, {_id: 0})',
    'it',
    'exit',
  );
  expect(seen).toContain('switched to db paged');
  expect(seen).toMatch(/paged\s+[\d.]+ KiB/);
  expect(seen).toContain('Type "it" for more');
  expect(seen).toContain("{ name: 'thing 19' }");
  expect(seen).toContain("{ name: 'thing 29' }");
  expect(seen).not.toMatch(/uncaught/i);
});

test('it queries, changes, indexes and explains', async () => {
  expect(
    await given(`
      db.people.insertMany([{_id: 1, age: 30}, {_id: 2, age: 40}, {_id: 3, age: 50}]);
      db.people.createIndex({age: -1});
      db.people.updateOne({_id: 1}, {$inc: {age: 1}});
      db.people.bulkWrite([{deleteOne: {filter: {_id: 3}}}, {insertOne: {document: {_id: 4, age: 20}}}]);
      db.people.find({age: {$gt: 25}}).sort({age: 1}).toArray()`),
  ).toEqual([
    { _id: 1, age: 31 },
    { _id: 2, age: 40 },
  ]);
  expect(await given('db.people.find({age: 40}).explain("executionStats").executionStats')).toMatchObject({
    nReturned: 1,
    totalDocsExamined: 1,
    executionStages: { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: 'age_-1' } },
  });
  expect(await given('db.people.aggregate([{$group: {_id: null, n: {$sum: "$age"}}}]).toArray()')).toEqual([
    { _id: null, n: 91 },
  ]);
});

test('it runs transactions', async () => {
  const script = (end: string) => `
    s = db.getMongo().startSession(); s.startTransaction();
    s.getDatabase('test').moves.insertOne({by: '${end}'}); s.${end}(); s.endSession();
    db.moves.find({}, {_id: 0}).toArray()`;
  expect(await given(script('abortTransaction'))).toEqual([]);
  expect(await given(script('commitTransaction'))).toEqual([{ by: 'commitTransaction' }]);
});

test('it tells sizes and counts', async () => {
  await given('db.sizes.insertMany(Array.from({length: 400}, (_, _id) => ({_id, text: "x".repeat(100)})))');
  const { size, avgObjSize, ...stats } = (await given('db.sizes.stats()')) as Record<string, number>;
  expect(stats).toMatchObject({ count: 400, nindexes: 1, capped: false, scaleFactor: 1, ns: 'test.sizes' });
  expect(size).toBe(400 * 125);
  expect(avgObjSize).toBe(125);
  expect(await given('db.sizes.stats({scale: 1000}).size')).toBe(50);
  expect(await given('db.runCommand({collStats: "sizes", scale: 1000}).size')).toBe(50);
  expect(await given('db.sizes.totalIndexSize()')).toBeGreaterThan(400 * 8);
  expect(await given('db.sizes.dataSize()')).toBe(400 * 125);
  expect(await given('db.stats().objects')).toBeGreaterThanOrEqual(400);
  expect(await given('db.hostInfo().system.numCores')).toBeGreaterThan(0);
});

test('it renames a collection, which keeps its documents and indexes', async () => {
  expect(
    await given(`
      db.before.insertOne({_id: 1, n: 1}); db.before.createIndex({n: 1}, {unique: true});
      db.before.renameCollection('afterwards');
      db.afterwards.find({n: 1}).toArray()`),
  ).toEqual([{ _id: 1, n: 1 }]);
  expect(await given('db.afterwards.getIndexes().map(one => one.name)')).toEqual(['_id_', 'n_1']);
  expect(await given('db.before.countDocuments()')).toBe(0);
});

test('what the store does not have is refused in words that name it', async () => {
  const seen = await typed(
    'db.x.insertOne({a: 1})',
    'db.x.find({$where: "true"})',
    'db.x.watch()',
    'db.createUser({user: "a", pwd: "b", roles: []})',
    'exit',
  );
  expect(seen).toContain('the query operator $where is not supported by the embedded store');
  expect(seen).toContain('the aggregation stage $changeStream is not supported by the embedded store');
  expect(seen).toContain("no such command: 'createUser'");
});
