import type { Catalog } from '../catalog/catalog.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { View } from '../store/view.ts';
import type { Writer } from '../store/writer.ts';
import { Busy, type Conflicts } from './conflicts.ts';

/** Writes outside transactions, straight into the batch of the turn. */
export class StatementWriter implements Writer {
  private readonly store: Store;
  private readonly catalog: Catalog;
  private readonly conflicts: Conflicts;

  constructor(store: Store, catalog: Catalog, conflicts: Conflicts) {
    this.store = store;
    this.catalog = catalog;
    this.conflicts = conflicts;
  }

  get view(): View {
    return this.store.latest;
  }

  claim(key: string): void {
    this.conflicts.checkFree(key);
  }

  put(key: string, value: Buffer | null): void {
    this.store.write(key, value);
    this.conflicts.wrote(key, this.store.now);
  }

  counted(collection: Collection, change: number): void {
    this.catalog.counted(collection, change);
  }
}

/** Runs a write that may meet an open transaction, again each time one it met has ended, until `deadline`. */
export async function whenFree<T>(write: () => T, deadline: number): Promise<T> {
  for (;;) {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      await endOf(error.holder.ended, deadline);
    }
  }
}

async function endOf(ended: Promise<void>, deadline: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, deadline - Date.now()), 'late');
  });
  const outcome = await Promise.race([ended, late]);
  clearTimeout(timer);
  if (outcome === 'late') fail(50, 'operation exceeded time limit while it waited for a transaction');
}
