import { FAULTS, type Fault } from '../measured.ts';

/** How many of a kind are told in words. */
const TOLD = 5;

/** Gathers what is found. */
export class Verdict {
  readonly counts: Record<Fault, number> = { missed: 0, duplicated: 0, 're-ordered': 0, leaked: 0 };
  readonly examples: string[] = [];

  found(fault: Fault, what: string, times = 1): void {
    if (this.counts[fault] < TOLD) this.examples.push(`${fault}: ${what}`);
    this.counts[fault] += times;
  }

  /** What another one found, too. */
  add({ counts, examples }: Pick<Verdict, 'counts' | 'examples'>): void {
    for (const fault of FAULTS) {
      const room = Math.max(0, TOLD - this.counts[fault]);
      this.examples.push(...examples.filter((example) => example.startsWith(`${fault}:`)).slice(0, room));
      this.counts[fault] += counts[fault];
    }
  }

  get clean(): boolean {
    return FAULTS.every((fault) => this.counts[fault] === 0);
  }

  toString(): string {
    return [FAULTS.map((fault) => `${fault} ${this.counts[fault]}`).join(', '), ...this.examples].join('\n  ');
  }
}
