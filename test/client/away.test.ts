import { expect, test } from '@jest/globals';
import { awayFor } from '../../shared/away.ts';

const sample = (tries: number, atLeast?: number) => Array.from({ length: 1_000 }, () => awayFor(tries, atLeast));

test('the first try comes soon, spread over two seconds', () => {
  const times = sample(0);
  expect(Math.min(...times)).toBeLessThan(200);
  expect(Math.max(...times)).toBeGreaterThan(1_800);
  expect(Math.max(...times)).toBeLessThanOrEqual(2_000);
});

test('tries that fail come further apart, up to a bound', () => {
  expect(Math.max(...sample(1))).toBeGreaterThan(2_000);
  expect(Math.max(...sample(2))).toBeGreaterThan(4_000);
  expect(Math.max(...sample(1_000))).toBeLessThanOrEqual(10_000);
});

test('no one comes back before the server wants it, nor all at once after', () => {
  const times = sample(0, 5_000);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(5_000);
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1_500);
});
