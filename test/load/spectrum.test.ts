import { expect, test } from '@jest/globals';
import { newHistogram } from '../../load/crowd/tally.ts';
import { spectrumOf } from '../../load/spectrum.ts';

/** In milliseconds, as what is recorded is in microseconds. */
function measured(...times: number[]) {
  const histogram = newHistogram();
  for (const time of times) histogram.recordValue(time * 1_000);
  return spectrumOf(histogram);
}

test('a spectrum rises from the least to the most, in percentiles and in times', () => {
  const points = measured(...Array.from({ length: 1_000 }, (_, index) => 1_000 - index));
  expect(points[0]).toEqual([0, 1]);
  expect(points.at(-1)).toEqual([100, 1_000]);
  for (const [index, [percentile, ms]] of points.slice(1).entries()) {
    expect(percentile).toBeGreaterThan(points[index]![0]);
    expect(ms).toBeGreaterThanOrEqual(points[index]![1]);
    expect(Math.abs(ms - percentile * 10)).toBeLessThan(3);
  }
});

test('it goes no further than there are measurements to tell percentiles apart', () => {
  const beforeLast = (count: number): number => measured(...Array(count).fill(5)).at(-2)![0];
  expect(beforeLast(10)).toBeLessThanOrEqual(90);
  expect(beforeLast(1_000)).toBeGreaterThan(99);
  expect(beforeLast(1_000)).toBeLessThanOrEqual(99.9);
});

test('of one measurement it is that, of none nothing', () => {
  expect(measured(7)).toEqual([
    [0, 7],
    [100, 7],
  ]);
  expect(measured()).toEqual([]);
});
