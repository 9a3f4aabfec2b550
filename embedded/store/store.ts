import { Environment } from './environment.ts';
import { isOver, writeFailure } from './failure.ts';
import { Overlay } from './overlay.ts';
import { noWrites, View } from './view.ts';

type Pending = {
  overlay: Overlay;
  /** How many wait for it to be on disk. */
  waiting: number;
  done: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
};

/** How long a batch that several wait for may be kept open for more, in ms. */
const GATHER_MS = 1;

/**
 * The data and its one way in: writes gather in a batch for as long as the event loop's turn lasts, and its next turns
 * where those bring more, then go to disk together, and only then is any of them answered.
 */
export class Store {
  readonly environment: Environment;
  private pending: Pending | undefined;
  private moment = 0;
  private commits = 0;
  /** Called with each failed batch, so that what is kept in memory can be put back. */
  onFailure: (error: Error) => void = () => {};

  /** What is on disk: what readers outside transactions see. */
  readonly committed: View;
  /** The same with the current batch: what writers see. */
  readonly latest: View;

  constructor(directory: string) {
    this.environment = new Environment(directory);
    this.environment.own();
    this.committed = new View(this.environment, noWrites, () => this.commits);
    const pending = () => this.pending?.overlay ?? noWrites();
    this.latest = new View(this.environment, pending, () => this.moment);
  }

  /** Adds a write to the batch of this turn. It is durable once `settled()`. */
  write(key: string, value: Buffer | null): void {
    this.pending ??= this.begin();
    this.pending.overlay.put(key, value);
    this.moment++;
  }

  /** Resolves when all that has been written so far is on disk; rejects if it could not be. */
  settled(): Promise<void> {
    if (!this.pending) return Promise.resolve();
    this.pending.waiting++;
    return this.pending.done;
  }

  /** A view of this moment, for a transaction with its own writes. Call it only when `settled()`. */
  snapshotView(ownWrites: Overlay): View {
    const writes = () => ownWrites;
    return new View(this.environment, writes, () => ownWrites.size, this.environment.snapshot(), this.moment);
  }

  /** Grows with every write; what is written after a snapshot has a later moment. */
  get now(): number {
    return this.moment;
  }

  get isSettled(): boolean {
    return this.pending === undefined;
  }

  async close(): Promise<void> {
    await this.settled();
    await this.environment.close();
  }

  private begin(): Pending {
    const { promise, resolve, reject } = withResolvers();
    promise.catch(() => {});
    const began = performance.now();
    setImmediate(() => this.flushWhenQuiet(0, began));
    return { overlay: new Overlay(), waiting: 0, done: promise, resolve, reject };
  }

  /** A commit costs as much as dozens of writes: as long as each turn brings more who wait for it, they are gathered. */
  private flushWhenQuiet(seen: number, began: number): void {
    const { waiting } = this.pending as Pending;
    if (waiting < 2 || waiting === seen || performance.now() - began > GATHER_MS) this.flush();
    else setImmediate(() => this.flushWhenQuiet(waiting, began));
  }

  private flush(): void {
    const batch = this.pending as Pending;
    try {
      this.environment.commit(batch.overlay);
      this.end();
      batch.resolve();
    } catch (error) {
      this.end();
      const failure = writeFailure(error as Error);
      this.onFailure(failure);
      batch.reject(failure);
      if (isOver(error as Error)) setImmediate(() => process.kill(process.pid, 'SIGTERM'));
    }
  }

  private end(): void {
    this.pending = undefined;
    this.moment++;
    this.commits++;
  }
}

function withResolvers() {
  let resolve = () => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
