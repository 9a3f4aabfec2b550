import { expect, test } from '@jest/globals';
import { monthsFrom } from '../server/lib/days.ts';

test.each([
  ['2026-01-15T08:30:00.000Z', 1, '2026-02-15T08:30:00.000Z'],
  ['2026-01-31T08:30:00.000Z', 1, '2026-02-28T08:30:00.000Z'],
  ['2028-01-31T00:00:00.000Z', 1, '2028-02-29T00:00:00.000Z'],
  ['2026-08-31T00:00:00.000Z', 1, '2026-09-30T00:00:00.000Z'],
  ['2026-11-30T23:59:59.999Z', 3, '2027-02-28T23:59:59.999Z'],
  ['2028-02-29T00:00:00.000Z', 12, '2029-02-28T00:00:00.000Z'],
])('%s and %d months is %s', (from, months, to) => {
  expect(monthsFrom(new Date(from), months).toISOString()).toBe(to);
});
