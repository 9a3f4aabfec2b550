import * as hdr from 'hdr-histogram-js';
import { type Count, newHistogram } from './crowd/tally.ts';
import {
  FAULTS,
  type Fault,
  type NodeSample,
  type Quantiles,
  type Report,
  type Sample,
  TIMINGS,
  type Timing,
} from './measured.ts';
import { spectrumOf } from './spectrum.ts';

type Timed = Map<Timing, hdr.Histogram>;

/** What all workers counted, second by second. */
export class Timeline {
  readonly samples: Sample[] = [];
  phase = 'getting ready';
  readonly #started = performance.now();
  readonly #waiting: Count[] = [];
  /** The last that was heard of each worker. */
  readonly #latest = new Map<number, Count>();
  readonly #totals = { posts: { due: 0, acknowledged: 0, failed: 0 }, deliveries: 0 };
  readonly #problems = new Map<string, number>();
  readonly #timings = timed();
  /** Since `mark`. */
  #since = newSince();

  heard(worker: number, count: Count): void {
    this.#waiting.push(count);
    this.#latest.set(worker, count);
  }

  /** Seconds since the start. */
  get now(): number {
    return (performance.now() - this.#started) / 1_000;
  }

  /** Makes the sample of what has been heard since the last one. */
  sample(nodes: NodeSample[]): Sample {
    const counts = this.#waiting.splice(0);
    const timings = timed();
    for (const count of counts) unpack(count, timings);
    const posts = { due: sum(counts, 'due'), acknowledged: sum(counts, 'acknowledged'), failed: sum(counts, 'failed') };
    const latest = [...this.#latest.values()];
    const sample: Sample = {
      at: Math.round(this.now * 10) / 10,
      phase: this.phase,
      sockets: { wanted: sum(latest, 'wanted'), open: sum(latest, 'open') },
      posts,
      deliveries: sum(counts, 'deliveries'),
      timings: quantilesOf(timings),
      tester: { cpu: most(counts, 'cpu'), loopDelayMs: most(counts, 'loopDelayMs'), lateMs: most(counts, 'lateMs') },
      nodes,
      problems: problemsOf(counts),
      faults: this.#faults(),
    };
    this.#add(sample, timings);
    return sample;
  }

  /** From now on `since` counts. */
  mark(): void {
    this.#since = newSince(this.#faults().missed);
  }

  /** What was counted since the mark. */
  since(): { posts: Sample['posts']; deliveries: number; missed: number; timings: Record<Timing, Quantiles | null> } {
    const { timings, posts, deliveries, before } = this.#since;
    return { posts, deliveries, missed: this.#faults().missed - before, timings: quantilesOf(timings) };
  }

  totals(sockets: number): Report['totals'] {
    const problems = Object.fromEntries([...this.#problems].sort(([, one], [, other]) => other - one));
    const spectrum = Object.fromEntries([...this.#timings].map(([timing, each]) => [timing, spectrumOf(each)]));
    return { sockets, ...this.#totals, timings: quantilesOf(this.#timings), problems, spectrum };
  }

  /** How often something went wrong whose code fits. */
  problems(code: RegExp): number {
    return [...this.#problems].reduce((all, [name, count]) => (code.test(name) ? all + count : all), 0);
  }

  #add(sample: Sample, timings: Timed): void {
    this.samples.push(sample);
    for (const whole of [this.#totals, this.#since]) {
      whole.deliveries += sample.deliveries;
      for (const key of ['due', 'acknowledged', 'failed'] as const) whole.posts[key] += sample.posts[key];
    }
    for (const timing of TIMINGS) {
      this.#timings.get(timing)!.add(timings.get(timing)!);
      this.#since.timings.get(timing)!.add(timings.get(timing)!);
    }
    for (const [code, times] of Object.entries(sample.problems ?? {})) {
      this.#problems.set(code, (this.#problems.get(code) ?? 0) + times);
    }
  }

  #faults(): Record<Fault, number> {
    const counts = [...this.#latest.values()];
    const all = FAULTS.map((fault) => [fault, counts.reduce((sum, { faults }) => sum + faults[fault], 0)]);
    return Object.fromEntries(all) as Record<Fault, number>;
  }
}

function problemsOf(counts: Count[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { problems } of counts) {
    for (const [code, times] of Object.entries(problems)) all[code] = (all[code] ?? 0) + times;
  }
  return all;
}

const timed = (): Timed => new Map(TIMINGS.map((timing) => [timing, newHistogram()]));

/** @param before what had been missed by then. */
const newSince = (before = 0) => ({
  posts: { due: 0, acknowledged: 0, failed: 0 },
  deliveries: 0,
  before,
  timings: timed(),
});

function unpack({ timings }: Count, into: Timed): void {
  for (const timing of TIMINGS) {
    const packed = timings[timing];
    if (packed) into.get(timing)!.add(hdr.decodeFromCompressedBase64(packed));
  }
}

function quantilesOf(timings: Timed): Record<Timing, Quantiles | null> {
  const all = TIMINGS.map((timing) => [timing, quantiles(timings.get(timing)!)]);
  return Object.fromEntries(all) as Record<Timing, Quantiles | null>;
}

function quantiles(histogram: hdr.Histogram): Quantiles | null {
  const { totalCount: count } = histogram;
  if (count === 0) return null;
  const ms = (percentile: number) => histogram.getValueAtPercentile(percentile) / 1_000;
  return { count, p50: ms(50), p90: ms(90), p99: ms(99), p999: ms(99.9), max: histogram.maxValue / 1_000 };
}

type Numbers = { [Key in keyof Count]: Count[Key] extends number ? Key : never }[keyof Count];

const sum = (counts: Count[], key: Numbers): number => counts.reduce((all, count) => all + count[key], 0);
const most = (counts: Count[], key: Numbers): number => counts.reduce((all, count) => Math.max(all, count[key]), 0);
