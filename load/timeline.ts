import type { Count } from './crowd/tally.ts';
import { FAULTS, type Fault, type NodeSample, type Report, type Sample } from './measured.ts';
import { Sum, type Unpacked, unpack } from './sum.ts';

/** What all workers counted, second by second. */
export class Timeline {
  readonly samples: Sample[] = [];
  #phase = 'getting ready';
  #next = 'getting ready';
  readonly #started = performance.now();
  /** What no sample tells of yet. */
  #waiting: Unpacked[] = [];
  /** The last that was heard of each worker. */
  readonly #latest = new Map<number, Count>();
  readonly #whole = new Sum();
  #marked = new Sum();
  #missedBefore = 0;

  heard(worker: number, count: Count): void {
    const unpacked = unpack(count);
    this.#waiting.push(unpacked);
    this.#latest.set(worker, count);
    this.#whole.add(unpacked);
    this.#marked.add(unpacked);
  }

  /** A phase begins: with the next sample but one, as the next one tells of the time before. */
  turn(phase: string): void {
    this.#next = phase;
  }

  /** Seconds since the start. */
  get now(): number {
    return (performance.now() - this.#started) / 1_000;
  }

  /** Sockets, as the workers told last. */
  get sockets(): Sample['sockets'] {
    const latest = [...this.#latest.values()];
    return { wanted: sum(latest.map(({ wanted }) => wanted)), open: sum(latest.map(({ open }) => open)) };
  }

  /** Makes the sample of what has been heard since the last one. */
  sample(nodes: NodeSample[]): Sample {
    const waiting = this.#waiting;
    this.#waiting = [];
    const whole = new Sum();
    for (const unpacked of waiting) whole.add(unpacked);
    const { posts, deliveries, timings, problems } = whole;
    const most = (key: 'cpu' | 'loopDelayMs' | 'lateMs') => Math.max(0, ...waiting.map(({ count }) => count[key]));
    const sample: Sample = {
      at: Math.round(this.now * 10) / 10,
      phase: this.#phase,
      sockets: this.sockets,
      posts,
      deliveries,
      timings,
      tester: { cpu: most('cpu'), loopDelayMs: most('loopDelayMs'), lateMs: most('lateMs') },
      nodes,
      problems,
      faults: this.#faults(),
    };
    this.samples.push(sample);
    this.#phase = this.#next;
    return sample;
  }

  /** From now on `since` counts. */
  mark(): void {
    this.#marked = new Sum();
    this.#missedBefore = this.#faults().missed;
  }

  /** What was counted since the mark. */
  since(): Pick<Sample, 'posts' | 'deliveries' | 'timings'> & { missed: number } {
    const { posts, deliveries, timings } = this.#marked;
    return { posts, deliveries, timings, missed: this.#faults().missed - this.#missedBefore };
  }

  totals(sockets: number): Report['totals'] {
    const { posts, deliveries, timings, spectrum } = this.#whole;
    const problems = Object.entries(this.#whole.problems).sort(([, one], [, other]) => other - one);
    return { sockets, posts, deliveries, timings, problems: Object.fromEntries(problems), spectrum };
  }

  /** How often something went wrong whose code fits. */
  problems(code: RegExp): number {
    const fitting = Object.entries(this.#whole.problems).filter(([name]) => code.test(name));
    return sum(fitting.map(([, times]) => times));
  }

  #faults(): Record<Fault, number> {
    const latest = [...this.#latest.values()];
    const all = FAULTS.map((fault) => [fault, sum(latest.map(({ faults }) => faults[fault]))]);
    return Object.fromEntries(all) as Record<Fault, number>;
  }
}

const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0);
