import { afterEach, expect, jest, test } from '@jest/globals';
import { batched } from '../server/lib/batch.ts';

afterEach(() => {
  jest.useRealTimers();
});

test('what is asked while a load is under way is loaded together after it', async () => {
  const { loads, ask } = loading();
  const first = ask('a');
  await turn();
  const others = ['b', 'c', 'b'].map(ask);
  await turn();
  expect(loads.map(({ keys }) => keys)).toEqual([['a']]);
  loads[0]!.end();
  expect(await first).toBe('A');
  await turn();
  expect(loads.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c']]);
  loads[1]!.end();
  expect(await Promise.all(others)).toEqual(['B', 'C', 'B']);
});

test('what is asked again is loaded again: an answer is never older than its question', async () => {
  const { loads, ask } = loading();
  for (const round of [1, 2]) {
    const asked = ask('a');
    await turn();
    expect(loads).toHaveLength(round);
    loads[round - 1]!.end();
    await asked;
  }
});

test('a load that fails fails those who asked for it, and no others', async () => {
  const { loads, ask } = loading();
  const failing = ask('a');
  await turn();
  const next = ask('b');
  loads[0]!.fail(new Error('The store is away.'));
  await expect(failing).rejects.toThrow('The store is away.');
  await turn();
  loads[1]!.end();
  expect(await next).toBe('B');
});

test('in a storm loads keep apart, and what is asked meanwhile goes together', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  const { loads, ask } = loading();
  // By this clock no time passes: it is as if they had asked without end.
  const first = ['a', 'b', 'c'].map(ask);
  await turn();
  loads[0]!.end();
  await Promise.all(first);
  const second = ask('d');
  await turn();
  const third = ask('e');
  await turn();
  expect(loads).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(20);
  loads[1]!.end();
  expect(await Promise.all([second, third])).toEqual(['D', 'E']);
});

test('what is not found is undefined', async () => {
  const ask = batched(async () => new Map<string, string>());
  expect(await ask('a')).toBeUndefined();
});

test('a load is of so many keys at most; all are answered', async () => {
  const { loads, ask } = loading(2);
  const asked = ['a', 'b', 'c', 'd', 'e'].map(ask);
  for (const load of [0, 1, 2]) {
    await turn();
    loads[load]!.end();
  }
  expect(await Promise.all(asked)).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(loads.map(({ keys }) => keys)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

/** Loads that end when told to; of each letter the capital is found. */
function loading(limit?: number) {
  const loads: { keys: string[]; end: () => void; fail: (error: Error) => void }[] = [];
  const ask = batched((keys: string[]) => {
    return new Promise<Map<string, string>>((resolve, fail) => {
      const end = () => resolve(new Map(keys.map((key) => [key, key.toUpperCase()])));
      loads.push({ keys, end, fail });
    });
  }, limit);
  return { loads, ask };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
