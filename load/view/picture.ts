import type { Quantiles, Sample, Timing } from '../measured.ts';
import type { ViewPlan } from './plan.ts';

/** How far back the view looks, in seconds. */
const MINUTE = 60;
/** For so many seconds a percentile stays on show that no later second has renewed. */
const RECENT = 10;

/** What a view knows of the run: its last minute, and what adds up. */
export class Picture {
  readonly plan: ViewPlan;
  readonly problems = new Map<string, number>();
  #minute: Sample[] = [];
  #phaseFrom = 0;
  #phasesBegun = 0;

  constructor(plan: ViewPlan) {
    this.plan = plan;
  }

  add(sample: Sample): void {
    if (sample.phase !== this.latest?.phase) {
      this.#phaseFrom = sample.at;
      this.#phasesBegun += 1;
    }
    this.#minute = [...this.#minute, sample].slice(-MINUTE);
    for (const [code, times] of Object.entries(sample.problems ?? {}))
      this.problems.set(code, (this.problems.get(code) ?? 0) + times);
  }

  get latest(): Sample | undefined {
    return this.#minute.at(-1);
  }

  /** @param seconds no more than a minute. */
  last(seconds = MINUTE): Sample[] {
    return this.#minute.slice(-seconds);
  }

  /** Seconds in this phase, and how many it should take. */
  get phase(): { name: string; gone: number; of: number | null } | null {
    if (!this.latest) return null;
    const { at, phase: name } = this.latest;
    const planned = this.plan.phases.filter((phase) => phase.name === name);
    // A phase that comes twice is planned twice.
    const again = planned.length > 1 ? this.plan.phases[this.#phasesBegun - 1] : planned[0];
    return { name, gone: at + 1 - this.#phaseFrom, of: again?.seconds ?? null };
  }

  /** Seconds that all of the plan takes; null where that is not known. */
  get wholeSeconds(): number | null {
    const seconds = this.plan.phases.map((phase) => phase.seconds);
    if (seconds.length === 0 || seconds.includes(null)) return null;
    return seconds.reduce<number>((sum, each) => sum + each!, 0);
  }

  timing(timing: Timing): Quantiles | null {
    return this.last(RECENT).reduceRight<Quantiles | null>((found, { timings }) => found ?? timings[timing], null);
  }
}
