import * as hdr from 'hdr-histogram-js';
import { type Count, newHistogram } from './crowd/tally.ts';
import { type Quantiles, type Report, type Sample, TIMINGS, type Timing } from './measured.ts';
import { spectrumOf } from './spectrum.ts';

/** A worker's count with its histograms unpacked. */
export type Unpacked = { count: Count; timings: Map<Timing, hdr.Histogram> };

export function unpack(count: Count): Unpacked {
  const timings = TIMINGS.flatMap((timing) => {
    const packed = count.timings[timing];
    return packed ? [[timing, hdr.decodeFromCompressedBase64(packed)] as const] : [];
  });
  return { count, timings: new Map(timings) };
}

/** What several counts come to. */
export class Sum {
  readonly posts: Sample['posts'] = { due: 0, acknowledged: 0, failed: 0 };
  deliveries = 0;
  readonly problems: Record<string, number> = {};
  readonly #timings = new Map<Timing, hdr.Histogram>();

  add({ count, timings }: Unpacked): void {
    for (const key of ['due', 'acknowledged', 'failed'] as const) this.posts[key] += count[key];
    this.deliveries += count.deliveries;
    for (const [code, times] of Object.entries(count.problems)) {
      this.problems[code] = (this.problems[code] ?? 0) + times;
    }
    for (const [timing, histogram] of timings) {
      const whole = this.#timings.get(timing) ?? newHistogram();
      whole.add(histogram);
      this.#timings.set(timing, whole);
    }
  }

  get timings(): Record<Timing, Quantiles | null> {
    const all = TIMINGS.map((timing) => [timing, quantiles(this.#timings.get(timing))]);
    return Object.fromEntries(all) as Record<Timing, Quantiles | null>;
  }

  get spectrum(): Report['totals']['spectrum'] {
    return Object.fromEntries([...this.#timings].map(([timing, histogram]) => [timing, spectrumOf(histogram)]));
  }
}

function quantiles(histogram: hdr.Histogram | undefined): Quantiles | null {
  if (!histogram) return null;
  const ms = (percentile: number) => histogram.getValueAtPercentile(percentile) / 1_000;
  return {
    count: histogram.totalCount,
    p50: ms(50),
    p90: ms(90),
    p99: ms(99),
    p999: ms(99.9),
    max: histogram.maxValue / 1_000,
  };
}
