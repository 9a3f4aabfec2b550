import * as hdr from 'hdr-histogram-js';
import { type Fault, TIMINGS, type Timing } from '../measured.ts';

/** Ten minutes: what takes longer counts as that. */
const LONGEST = 600_000_000;

/** In microseconds, to three digits. */
export const newHistogram = (): hdr.Histogram =>
  hdr.build({
    bitBucketSize: 32,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST,
    numberOfSignificantValueDigits: 3,
  });

/** What happened in a worker since the one before, as it travels to the tester; histograms compressed, as text. */
export type Count = {
  open: number;
  wanted: number;
  due: number;
  acknowledged: number;
  failed: number;
  deliveries: number;
  /** What the oracle has met, since the start. */
  faults: Record<Fault, number>;
  /** The latest a post was sent after it was due, in milliseconds. */
  lateMs: number;
  problems: Record<string, number>;
  timings: Record<Timing, string | null>;
  cpu: number;
  loopDelayMs: number;
};

type Counted = 'due' | 'acknowledged' | 'failed' | 'deliveries';

/** Counts, of which those that are rates begin again each time they are taken. */
export class Tally {
  open = 0;
  wanted = 0;
  due = 0;
  acknowledged = 0;
  failed = 0;
  deliveries = 0;
  lateMs = 0;
  #problems = new Map<string, number>();
  readonly #timings = new Map<Timing, hdr.Histogram>(TIMINGS.map((timing) => [timing, newHistogram()]));

  timed(timing: Timing, microseconds: number): void {
    this.#timings.get(timing)!.recordValue(Math.min(LONGEST, Math.max(1, Math.round(microseconds))));
  }

  problem(code: string): void {
    this.#problems.set(code, (this.#problems.get(code) ?? 0) + 1);
  }

  sent(lateMs: number): void {
    this.lateMs = Math.max(this.lateMs, lateMs);
  }

  take(): Omit<Count, 'cpu' | 'loopDelayMs' | 'faults'> {
    const { open, wanted, lateMs } = this;
    const count = { open, wanted, lateMs, ...this.#taken('due', 'acknowledged', 'failed', 'deliveries') };
    const problems = Object.fromEntries(this.#problems);
    const timings = Object.fromEntries(TIMINGS.map((timing) => [timing, this.#packed(timing)]));
    this.lateMs = 0;
    this.#problems.clear();
    return { ...count, problems, timings: timings as Count['timings'] };
  }

  #taken(...names: Counted[]): Record<Counted, number> {
    return Object.fromEntries(
      names.map((name) => {
        const value = this[name];
        this[name] = 0;
        return [name, value];
      }),
    ) as Record<Counted, number>;
  }

  #packed(timing: Timing): string | null {
    const histogram = this.#timings.get(timing)!;
    if (histogram.totalCount === 0) return null;
    const packed = hdr.encodeIntoCompressedBase64(histogram);
    histogram.reset();
    return packed;
  }
}
