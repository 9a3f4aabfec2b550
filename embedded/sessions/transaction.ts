import type { Collection } from '../catalog/collection.ts';
import { CommandError, fail } from '../errors.ts';
import { Overlay } from '../store/overlay.ts';
import type { Store } from '../store/store.ts';
import type { View } from '../store/view.ts';
import type { Writer } from '../store/writer.ts';
import type { MemoryShare } from '../work-memory.ts';
import type { Conflicts } from './conflicts.ts';

/** One open transaction: a snapshot of the data, its own writes over it, and the keys it holds. */
export class Transaction implements Writer {
  readonly number: bigint;
  readonly view: View;
  readonly claims = new Set<string>();
  readonly collections = new Set<Collection>();
  readonly ended: Promise<void>;
  private readonly overlay = new Overlay();
  private readonly counts = new Map<Collection, number>();
  private readonly conflicts: Conflicts;
  private readonly memory: MemoryShare;
  private readonly mostBytes: number;
  private finish: () => void = () => {};

  constructor(number: bigint, store: Store, conflicts: Conflicts, memory: MemoryShare, mostBytes: number) {
    this.number = number;
    this.conflicts = conflicts;
    this.memory = memory;
    this.mostBytes = mostBytes;
    this.view = store.snapshotView(this.overlay);
    this.ended = new Promise((resolve) => {
      this.finish = resolve;
    });
    conflicts.open.add(this);
  }

  /** A transaction that has ended meanwhile must not take keys: nobody would give them back. */
  claim(key: string): void {
    if (!this.isOpen) throw transactionEnded();
    this.conflicts.claim(key, this);
  }

  put(key: string, value: Buffer | null): void {
    if (!this.isOpen) throw transactionEnded();
    this.account(key, value);
    this.overlay.put(key, value);
  }

  counted(collection: Collection, change: number): void {
    this.counts.set(collection, (this.counts.get(collection) ?? 0) + change);
  }

  get isOpen(): boolean {
    return this.conflicts.open.has(this);
  }

  /** Hands the writes over, to be put into the batch of this turn. */
  handOver(
    put: (key: string, value: Buffer | null) => void,
    count: (collection: Collection, change: number) => void,
  ): void {
    for (const [key, value] of this.overlay.entries()) put(key, value);
    for (const [collection, change] of this.counts) if (change !== 0) count(collection, change);
  }

  /** Lets go of the snapshot and the keys, whether committed or not. */
  end(): void {
    if (!this.isOpen) return;
    this.view.release();
    this.memory.release();
    this.conflicts.release(this);
    this.finish();
  }

  private account(key: string, value: Buffer | null): void {
    const before = this.overlay.get(key);
    const added = before === undefined ? key.length * 2 + PER_KEY : -(before?.length ?? 0);
    this.memory.hold(added + (value?.length ?? 0));
    if (this.memory.held > this.mostBytes)
      fail(257, `Total size of all transaction operations must be less than ${this.mostBytes} bytes`);
  }
}

/** What a key takes besides its bytes, in the overlay and among the keys held. */
const PER_KEY = 100;

function transactionEnded(): CommandError {
  return new CommandError(251, 'the transaction has ended', {}, ['TransientTransactionError']);
}
