import { join } from 'node:path';
import { open, type RootDatabase, type Transaction } from 'lmdb';
import { CommandError } from '../errors.ts';
import { checkDataFile } from './data-file.ts';
import { HeldFile } from './held-file.ts';
import type { Entry, Overlay } from './overlay.ts';
import { isUsedBy, OWNER, type Owner, thisProcess } from './owner.ts';

/** A state of the data that stays as it was when it was taken, until `release`. */
export type Snapshot = { transaction: Transaction; release(): void };

const CHUNK_BYTES = 1024 * 1024;

export type Range = { from: string; to: string };

/** LMDB, with keys as strings of bytes and values as buffers. All that is known of lmdb's own interface is here. */
export class Environment {
  private readonly database: RootDatabase<Buffer, string>;
  private readonly path: string;
  private readonly held: HeldFile;
  /** lmdb's own typing leaves out that this takes a snapshot as `get` does. */
  private readonly fast: { getBinaryFast(key: string, snapshot?: Snapshot): Buffer | undefined };

  constructor(directory: string) {
    this.path = join(directory, 'data.mdb');
    checkDataFile(this.path);
    this.database = open<Buffer, string>({
      path: directory,
      noSubdir: false,
      encoding: 'binary',
      keyEncoder: byteKeys,
      // Each commit is on the disk when it returns; relaxed modes may lose or break data in a power cut.
      overlappingSync: false,
      maxReaders: 2048,
      eventTurnBatching: false,
    });
    this.fast = this.database;
    this.held = new HeldFile(this.path);
  }

  /**
   * Makes this process the data's only user, or throws if a living one is. LMDB's write lock lets one process at a time
   * decide, and the system takes it from one that is killed.
   */
  own(): void {
    this.database.transactionSync(() => {
      const bytes = this.database.get(OWNER);
      const owner = bytes && (JSON.parse(bytes.toString()) as Owner);
      if (owner && isUsedBy(this.path, owner)) throw new Error(`in use by process ${owner.pid}`);
      this.database.putSync(OWNER, Buffer.from(JSON.stringify(thisProcess(this.path))));
    });
  }

  /** Lets go of the state that reads of this turn share. LMDB reads on in none in which it has met damage. */
  readAnew(): void {
    this.database.resetReadTxn();
  }

  get(key: string, snapshot?: Snapshot): Buffer | undefined {
    return this.database.get(key, snapshot);
  }

  /** A short value as a string of bytes; spares the copy that `get` makes. */
  text(key: string, snapshot?: Snapshot): string | undefined {
    return this.fast.getBinaryFast(key, snapshot)?.toString('latin1');
  }

  /** Some entries of [from, to) in order, or from the end when `reverse`: up to `limit`, and not many if they are big. */
  entries(range: Range, reverse: boolean, limit: number, snapshot?: Snapshot): { entries: Entry[]; areAll: boolean } {
    const entries: Entry[] = [];
    let bytes = 0;
    for (const entry of this.database.getRange({ ...bounds(range, reverse), ...snapshot }) as Iterable<Entry>) {
      entries.push(entry);
      bytes += entry.value.length;
      if (entries.length === limit || bytes > CHUNK_BYTES) return { entries, areAll: false };
    }
    return { entries, areAll: true };
  }

  /** As `entries`, without the values. */
  keys(range: Range, reverse: boolean, limit: number, snapshot?: Snapshot): string[] {
    return [...this.database.getKeys({ ...bounds(range, reverse), limit, ...snapshot })];
  }

  snapshot(): Snapshot {
    // biome-ignore lint/correctness/useHookAtTopLevel: lmdb's own name; no React here
    const transaction = this.database.useReadTransaction();
    return { transaction, release: () => transaction.done() };
  }

  /** Writes everything in one transaction and returns when it is on the disk. */
  commit(overlay: Overlay): void {
    if (!this.held.isInPlace()) throw new CommandError(39, `${this.path} is gone or has been replaced`);
    this.database.transactionSync(() => {
      for (const [key, value] of overlay.entries()) {
        if (value === null) this.database.removeSync(key);
        else this.database.putSync(key, value);
      }
    });
  }

  size(): number {
    const stats = this.database.getStats() as { mapSize?: number; lastPageNumber?: number; pageSize?: number };
    return (stats.lastPageNumber ?? 0) * (stats.pageSize ?? 4096);
  }

  async close(): Promise<void> {
    await this.database.close();
    this.held.close();
  }
}

const byteKeys = {
  writeKey(key: string, target: Buffer, position: number): number {
    return position + target.write(key, position, 'latin1');
  },
  readKey(source: Buffer, start: number, end: number): string {
    return source.toString('latin1', start, end);
  },
};

/** LMDB reads backwards from an inclusive start to an exclusive end; [from, to) the other way round. */
function bounds({ from, to }: Range, reverse: boolean) {
  if (!reverse) return { start: from, end: to };
  return { start: to, end: from, reverse: true, exclusiveStart: true, inclusiveEnd: true };
}
