import { describe, expect, test } from '@jest/globals';
import { endOf } from '../../client/ranks/staff/end-of.ts';

const NOW = new Date(2026, 0, 31, 10, 30);

describe('what staff decide ends', () => {
  test.each([
    ['week', new Date(2026, 1, 7, 10, 30)],
    ['month', new Date(2026, 1, 28, 10, 30)],
    ['quarter', new Date(2026, 3, 30, 10, 30)],
  ] as const)('after a %s, on a day there is', (length, end) => {
    expect(endOf(length, '', NOW)).toBe(end.toISOString());
  });

  test('with the day that was chosen, where the reader is', () => {
    expect(endOf('date', '2026-12-31', NOW)).toBe(new Date(2026, 11, 31, 23, 59, 59).toISOString());
  });

  test('not at all, where it is open', () => {
    expect(endOf('open', '2026-12-31', NOW)).toBeNull();
  });
});
