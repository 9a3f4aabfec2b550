import type { Histogram } from 'hdr-histogram-js';

/** Steps between one percentile and the one that is half as far from all. */
const STEPS = 5;

/**
 * A whole distribution, closer and closer towards its end, and no further than it has been measured.
 *
 * @param histogram in microseconds.
 * @returns pairs of percentile and milliseconds; none of nothing.
 */
export function spectrumOf(histogram: Histogram): [percentile: number, ms: number][] {
  const { totalCount } = histogram;
  if (totalCount === 0) return [];
  const points: [number, number][] = [];
  for (let step = 0; ; step += 1) {
    const [halvings, rest] = [Math.floor(step / STEPS), (step % STEPS) / STEPS];
    const beyond = 0.5 ** halvings * (1 - rest / 2);
    if (beyond * totalCount < 1) break;
    const percentile = 100 * (1 - beyond);
    points.push([percentile, histogram.getValueAtPercentile(percentile) / 1_000]);
  }
  return [...points, [100, histogram.maxValue / 1_000]];
}
