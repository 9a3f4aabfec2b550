import { expect, test } from '@jest/globals';
import { every } from '../server/lib/every.ts';
import { createLogger } from '../server/lib/log.ts';

test('what is repeated goes on after it failed, one turn at a time, and ends when it is stopped', async () => {
  let turns = 0;
  let atOnce = 0;
  let most = 0;
  let third = () => {};
  const enough = new Promise<void>((resolve) => {
    third = resolve;
  });
  const work = async () => {
    turns += 1;
    atOnce += 1;
    most = Math.max(most, atOnce);
    if (turns === 3) third();
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    throw new Error('the store is away');
  };
  const stop = every(1, 'failing', work, createLogger('silent'));
  await enough;
  await stop();
  const before = turns;
  await new Promise((resolve) => setImmediate(resolve));
  expect([atOnce, most, turns]).toEqual([0, 1, before]);
});
