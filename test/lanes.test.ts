import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Job, Lanes } from '../server/events/lanes.ts';
import { accountStream, type Stream } from '../shared/streams.ts';

type Named = Job & { name: string };

const [here, there] = [accountStream('a'.repeat(24)), accountStream('b'.repeat(24))];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Lanes whose batches end when told to. */
function lanes() {
  const batches: string[] = [];
  const ends: (() => void)[] = [];
  const lanes = new Lanes<Named>((jobs) => {
    batches.push(jobs.map(({ name }) => name).join(''));
    return new Promise((resolve) => ends.push(resolve));
  });
  return {
    batches,
    add(names: string, ...streams: Stream[]) {
      for (const name of names) lanes.add({ name, streams });
    },
    async end(batch: number) {
      ends[batch]!();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('a lane', () => {
  test('waits for those it has just answered where many write at once', async () => {
    const { batches, add, end } = lanes();
    add('abc', here);
    await end(0);
    expect(batches).toEqual(['a']);
    add('A', here);
    expect(batches).toEqual(['a']);
    await end(0);
    expect(batches).toEqual(['a', 'bcA']);
  });

  test('waits no longer than a moment', async () => {
    const { batches, add, end } = lanes();
    add('abc', here);
    await end(0);
    await jest.advanceTimersByTimeAsync(20);
    expect(batches).toEqual(['a', 'bc']);
  });

  test('does not wait where there are few', async () => {
    const { batches, add, end } = lanes();
    add('ab', here);
    await end(0);
    expect(batches).toEqual(['a', 'b']);
    await end(1);
    add('c', here);
    expect(batches).toEqual(['a', 'b', 'c']);
  });

  test('lets others go on while it waits', async () => {
    const { batches, add, end } = lanes();
    add('abc', here);
    await end(0);
    add('x', there);
    expect(batches).toEqual(['a', 'x']);
  });
});
