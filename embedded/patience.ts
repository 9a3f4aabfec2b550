const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;
/** A store that has run this long is taken to be well: its next start is not put off, and what was before is forgotten. */
const WELL_AFTER_MS = 10_000;
const MOST_FAILURES = 6;

/** How long to wait before a store is started again, and when no longer to. */
export class Patience {
  private delay = FIRST_DELAY_MS;
  private failures = 0;

  /** The milliseconds to wait after it has ended by itself, having run for `life` of them; undefined to give up. */
  afterEnd(signal: NodeJS.Signals | null, life: number): number | undefined {
    if (life > WELL_AFTER_MS) {
      this.delay = FIRST_DELAY_MS;
      this.failures = 0;
    }
    // Whoever kills it, be it the system for want of memory, says nothing about the store or its data.
    return signal === 'SIGKILL' || signal === 'SIGTERM' ? this.next() : this.afterFailure();
  }

  /** The same after a start that failed. */
  afterFailure(): number | undefined {
    return ++this.failures < MOST_FAILURES ? this.next() : undefined;
  }

  private next(): number {
    const { delay } = this;
    this.delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    return delay;
  }
}

/** How LMDB ends where it trusts a damaged page. */
const CRASHES = ['SIGSEGV', 'SIGBUS', 'SIGABRT'];

/** In words, why a process ended. */
export function ending(code: number | null, signal: NodeJS.Signals | null, lastLine: string): string {
  if (signal === null) return lastLine || `the embedded store ended with code ${code}`;
  const hint = CRASHES.includes(signal)
    ? '; its data may be damaged: check it with `verify`, and restore a backup'
    : '';
  return `the embedded store was ended by ${signal}${hint}`;
}
