import { CommandError } from '../errors.ts';
import type { Transaction } from './transaction.ts';

/** Thrown to a statement outside transactions that meets an open one's key: wait for it, then try again. */
export class Busy extends Error {
  readonly holder: Transaction;
  constructor(holder: Transaction) {
    super('held by a transaction');
    this.holder = holder;
  }
}

/** Who holds which keys, and which have been written since the oldest open transaction began. First writer wins. */
export class Conflicts {
  readonly open = new Set<Transaction>();
  private readonly holders = new Map<string, Transaction>();
  private readonly written = new Map<string, number>();
  private pruneAt = 10_000;

  /** Takes a key for a transaction; a key that another holds, or wrote after the snapshot, is a write conflict. */
  claim(key: string, transaction: Transaction): void {
    const holder = this.holders.get(key);
    if (holder === transaction) return;
    if (holder || (this.written.get(key) ?? 0) > transaction.view.since) throw writeConflict();
    this.holders.set(key, transaction);
    transaction.claims.add(key);
  }

  /** For writers outside transactions. */
  checkFree(key: string): void {
    const holder = this.holders.get(key);
    if (holder) throw new Busy(holder);
  }

  wrote(key: string, moment: number): void {
    if (this.open.size === 0) return;
    this.written.set(key, moment);
    if (this.written.size > this.pruneAt) this.prune();
  }

  release(transaction: Transaction): void {
    for (const key of transaction.claims) this.holders.delete(key);
    this.open.delete(transaction);
    if (this.open.size === 0) this.written.clear();
  }

  private prune(): void {
    const oldest = Math.min(...[...this.open].map((one) => one.view.since));
    for (const [key, moment] of this.written) if (moment <= oldest) this.written.delete(key);
    this.pruneAt = Math.max(10_000, this.written.size * 2);
  }
}

export function writeConflict(): CommandError {
  const message =
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.';
  return new CommandError(112, message, {}, ['TransientTransactionError']);
}
