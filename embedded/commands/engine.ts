import { Catalog } from '../catalog/catalog.ts';
import type { Index } from '../catalog/collection.ts';
import { Records } from '../catalog/records.ts';
import { type Limits, readLimits } from '../limits.ts';
import { Conflicts } from '../sessions/conflicts.ts';
import { Sessions } from '../sessions/sessions.ts';
import { StatementWriter } from '../sessions/statement-writer.ts';
import { Store } from '../store/store.ts';
import { WorkMemory } from '../work-memory.ts';
import { Cursors } from './cursors.ts';
import { sweepExpired, sweepGarbage } from './sweep.ts';

const SWEEP_MS = 60_000;
/** How often timeouts are looked after, in parts of the shortest. */
const PARTS = 4;

/** Everything that commands work on, put together. */
export class Engine {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly records: Records;
  readonly conflicts = new Conflicts();
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  readonly memory: WorkMemory;
  readonly limits: Limits;
  readonly writer: StatementWriter;
  readonly startedAt = Date.now();
  readonly address: string;
  /** Connections open now, opened since the start, refused because there were too many, cut off; and what their messages take. */
  readonly connections = { current: 0, totalCreated: 0, rejected: 0, cut: 0, messageBytes: 0 };
  /** Indexes being built, and the end of that. */
  readonly building = new Map<Index, Promise<void>>();
  private readonly timers: NodeJS.Timeout[];
  private closed = false;
  private sweeping: Promise<void> | undefined;

  constructor(directory: string, address: string, limits = readLimits({})) {
    this.address = address;
    this.limits = limits;
    this.memory = new WorkMemory(limits.workBytes);
    this.cursors = new Cursors(limits);
    this.store = new Store(directory);
    this.catalog = new Catalog(this.store);
    this.records = new Records(this.catalog);
    this.sessions = new Sessions(this.store, limits, (session) => this.cursors.sessionEnded(session));
    this.writer = new StatementWriter(this.store, this.catalog, this.conflicts);
    this.store.onFailure = () => this.failed();
    const shortest = Math.min(limits.sessionSeconds, limits.cursorSeconds) * 1000;
    this.timers = [
      setInterval(() => this.sweepTables(), SWEEP_MS),
      setInterval(() => this.sweepIdle(), Math.min(shortest / PARTS, SWEEP_MS)),
    ];
    this.sweepSoon();
  }

  sweepSoon(): void {
    setImmediate(() => this.sweepTables());
  }

  private sweepIdle(): void {
    this.sessions.sweep();
    this.cursors.sweep();
  }

  private sweepTables(): void {
    this.sweeping ??= this.sweepAll().finally(() => {
      this.sweeping = undefined;
    });
  }

  private async sweepAll(): Promise<void> {
    try {
      await sweepGarbage(this);
      await sweepExpired(this);
    } catch (error) {
      if (!this.closed)
        process.stderr.write(
          `${JSON.stringify({ level: 'error', event: 'sweep failed', message: (error as Error).message })}\n`,
        );
    }
  }

  /**
   * After a batch that could not be written, memory is put back to what the disk has. An open transaction counts on
   * record numbers and index flags that may have been in the batch.
   */
  private failed(): void {
    this.endTransactions();
    this.catalog.reload();
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.sweeping;
    this.endTransactions();
    await this.store.close();
  }

  endTransactions(): void {
    for (const transaction of this.conflicts.open) transaction.end();
  }
}
