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
