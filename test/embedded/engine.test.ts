import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { docOf, type Value } from '../../embedded/bson/types.ts';
import { answer } from '../../embedded/commands/dispatch.ts';
import { Engine } from '../../embedded/commands/engine.ts';
import { sweepExpired } from '../../embedded/commands/sweep.ts';
import { temporaryDirectory } from './support.ts';

let directory: string;
let engine: Engine;
beforeEach(async () => {
  directory = await temporaryDirectory();
  engine = new Engine(directory, 'test');
});
afterEach(async () => {
  await engine.close();
  await rm(directory, { recursive: true, force: true });
});

const run = async (command: Record<string, Value>) => answer(engine, docOf({ ...command, $db: 't' }));

test('a TTL index removes what has expired, and only that', async () => {
  await run({ createIndexes: 'c', indexes: [docOf({ key: docOf({ at: 1 }), name: 'at', expireAfterSeconds: 60 })] });
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const documents = [
    docOf({ at: ago(61) }),
    docOf({ at: ago(30) }),
    docOf({ at: [ago(10), ago(90)] }),
    docOf({ at: 5 }),
    docOf({}),
  ];
  await run({ insert: 'c', documents });
  await sweepExpired(engine);
  expect(await run({ count: 'c' })).toMatchObject({ n: 3 });
});

test('an index built while others write has all of it', async () => {
  await run({ insert: 'c', documents: Array.from({ length: 3000 }, (_, n) => docOf({ _id: n, n })) });
  const built = run({ createIndexes: 'c', indexes: [docOf({ key: docOf({ n: 1 }), name: 'n', unique: true })] });
  const writes = Array.from({ length: 50 }, (_, i) => [
    run({ insert: 'c', documents: [docOf({ _id: 5000 + i, n: 5000 + i })] }),
    run({ update: 'c', updates: [docOf({ q: docOf({ _id: i * 50 }), u: docOf({ $inc: docOf({ n: 10_000 }) }) })] }),
    run({ delete: 'c', deletes: [docOf({ q: docOf({ _id: i * 50 + 1 }), limit: 1 })] }),
  ]);
  for (const result of await Promise.all(writes.flat())) expect(result).toMatchObject({ n: 1 });
  expect(await built).toMatchObject({ numIndexesAfter: 2 });
  expect(await run({ count: 'c', query: docOf({ n: docOf({ $gte: 0 }) }), hint: 'n' })).toMatchObject({ n: 3000 });
  expect(await run({ count: 'c', query: docOf({ n: docOf({ $gte: 10_000 }) }), hint: 'n' })).toMatchObject({ n: 50 });
});

test('others are answered while a long scan goes on', async () => {
  await run({ insert: 'c', documents: Array.from({ length: 20_000 }, (_, n) => docOf({ n, text: 'x'.repeat(50) })) });
  let finished = false;
  const scan = run({ count: 'c', query: docOf({ text: 'y' }) }).then(() => {
    finished = true;
  });
  expect(await run({ insert: 'other', documents: [docOf({})] })).toMatchObject({ n: 1 });
  expect(finished).toBe(false);
  await scan;
});
