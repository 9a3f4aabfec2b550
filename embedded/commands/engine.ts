import { Catalog } from '../catalog/catalog.ts';
import type { Index } from '../catalog/collection.ts';
import { Records } from '../catalog/records.ts';
import { Conflicts } from '../sessions/conflicts.ts';
import { Sessions } from '../sessions/sessions.ts';
import { StatementWriter } from '../sessions/statement-writer.ts';
import { Store } from '../store/store.ts';
import { Cursors } from './cursors.ts';
import { sweepExpired, sweepGarbage } from './sweep.ts';

const SWEEP_MS = 60_000;

/** Everything that commands work on, put together. */
export class Engine {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly records: Records;
  readonly conflicts = new Conflicts();
  readonly sessions: Sessions;
  readonly cursors = new Cursors();
  readonly writer: StatementWriter;
  readonly startedAt = Date.now();
  readonly address: string;
  connections = 0;
  /** Indexes being built, and the end of that. */
  readonly building = new Map<Index, Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private closed = false;
  private sweeping: Promise<void> | undefined;

  constructor(directory: string, address: string) {
    this.address = address;
    this.store = new Store(directory);
    this.catalog = new Catalog(this.store);
    this.records = new Records(this.catalog);
    this.sessions = new Sessions(this.store);
    this.writer = new StatementWriter(this.store, this.catalog, this.conflicts);
    this.store.onFailure = () => this.catalog.reload();
    this.timer = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweepSoon();
  }

  sweepSoon(): void {
    setImmediate(() => this.sweepTables());
  }

  private sweep(): void {
    this.sessions.sweep();
    this.cursors.sweep();
    this.sweepTables();
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

  connectionClosed(connection: object): void {
    this.sessions.connectionClosed(connection, this.conflicts.open);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.sweeping;
    for (const transaction of this.conflicts.open) transaction.end();
    await this.store.close();
  }
}
