import { fail } from './errors.ts';

const MOST_OF_ONE = 100 * 1024 * 1024;

/** The memory that all commands and cursors together may hold for their work. */
export class WorkMemory {
  readonly limit: number;
  used = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** A share of it for one command; what the command leaves to a cursor goes back when that ends. */
  share(): MemoryShare {
    return new MemoryShare(this);
  }
}

export class MemoryShare {
  held = 0;
  private readonly whole: WorkMemory;
  private released = false;

  constructor(whole: WorkMemory) {
    this.whole = whole;
  }

  /** Takes `bytes` more. Throws when all clients together hold too much (146 ExceededMemoryLimit). */
  hold(bytes: number): void {
    if (this.released) return;
    if (bytes > 0 && this.whole.used + bytes > this.whole.limit)
      fail(146, `the embedded store's memory for work of ${this.whole.limit} bytes is all in use; try again later`);
    this.held += bytes;
    this.whole.used += bytes;
  }

  /** For one stage, which may hold 100 MB, as in MongoDB where nothing may be put on disk meanwhile. */
  stage(name: string): (bytes: number) => void {
    let held = 0;
    return (bytes) => {
      held += bytes;
      if (held > MOST_OF_ONE)
        fail(
          292,
          `Exceeded memory limit for ${name}, but didn't allow external ${name === 'Sort' ? 'sort' : 'spilling'}; the embedded store works in memory.`,
        );
      this.hold(bytes);
    };
  }

  release(): void {
    this.whole.used -= this.held;
    this.held = 0;
    this.released = true;
  }
}
