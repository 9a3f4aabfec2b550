import type { Collection } from '../catalog/collection.ts';
import { Overlay } from '../store/overlay.ts';
import type { Store } from '../store/store.ts';
import type { View } from '../store/view.ts';
import type { Writer } from '../store/writer.ts';
import type { Conflicts } from './conflicts.ts';

/** One open transaction: a snapshot of the data, its own writes over it, and the keys it holds. */
export class Transaction implements Writer {
  readonly number: bigint;
  readonly view: View;
  readonly startedAt = Date.now();
  readonly claims = new Set<string>();
  readonly collections = new Set<Collection>();
  readonly ended: Promise<void>;
  /** Whose connection the last statement came on. */
  connection: object | undefined;
  private readonly overlay = new Overlay();
  private readonly counts = new Map<Collection, number>();
  private readonly conflicts: Conflicts;
  private finish: () => void = () => {};

  constructor(number: bigint, store: Store, conflicts: Conflicts) {
    this.number = number;
    this.conflicts = conflicts;
    this.view = store.snapshotView(this.overlay);
    this.ended = new Promise((resolve) => {
      this.finish = resolve;
    });
    conflicts.open.add(this);
  }

  claim(key: string): void {
    this.conflicts.claim(key, this);
  }

  put(key: string, value: Buffer | null): void {
    this.overlay.put(key, value);
  }

  counted(collection: Collection, change: number): void {
    this.counts.set(collection, (this.counts.get(collection) ?? 0) + change);
  }

  get hasWritten(): boolean {
    return this.overlay.size > 0;
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
    if (!this.conflicts.open.has(this)) return;
    this.view.release();
    this.conflicts.release(this);
    this.finish();
  }
}
