/** What snapshot isolation allows, for documents `{_id, n}`: the first to write wins, and readers never see others' halves. */

type Row = { n: number; record: number };
export type Outcome = { n: number } | { code: number };

export class ModelTransaction {
  readonly rows: Map<number, Row>;
  readonly since: number;
  readonly held = new Set<string>();

  constructor(rows: Map<number, Row>, since: number) {
    this.rows = new Map(rows);
    this.since = since;
  }
}

export class SnapshotModel {
  private rows = new Map<number, Row>();
  private moment = 0;
  private records = 0;
  private readonly written = new Map<string, number>();
  private readonly holders = new Map<string, ModelTransaction>();

  begin(): ModelTransaction {
    return new ModelTransaction(this.rows, this.moment);
  }

  /** What a reader sees, in the order of `_id`. */
  seen(within?: ModelTransaction): { _id: number; n: number }[] {
    const rows = [...(within?.rows ?? this.rows)].map(([_id, { n }]) => ({ _id, n }));
    return rows.sort((a, b) => a._id - b._id);
  }

  /** Whether a write outside would wait for a transaction. */
  waits(change: Change): boolean {
    return this.keys(change, this.rows).some((key) => this.holders.has(key));
  }

  write(change: Change, within?: ModelTransaction): Outcome {
    const rows = within?.rows ?? this.rows;
    const keys = this.keys(change, rows);
    if (within) for (const key of keys) if (!this.claim(key, within)) return this.ended(within, 112);
    if (change.kind === 'insert' && rows.has(change._id)) return within ? this.ended(within, 11000) : { code: 11000 };
    if (keys.length === 0) return { n: change.kind === 'set' && rows.has(change._id) ? 1 : 0 };
    if (!within) for (const key of keys) this.written.set(key, ++this.moment);
    this.apply(change, rows);
    return { n: 1 };
  }

  commit(transaction: ModelTransaction): void {
    this.moment++;
    for (const key of transaction.held) {
      this.written.set(key, this.moment);
      const _id = Number(key.slice(1));
      if (key.startsWith('e')) this.take(_id, transaction.rows.get(_id));
    }
    for (const [_id, row] of transaction.rows) if (transaction.held.has(`r${row.record}`)) this.take(_id, row);
    this.end(transaction);
  }

  end(transaction: ModelTransaction): void {
    for (const key of transaction.held) this.holders.delete(key);
    transaction.held.clear();
  }

  private ended(transaction: ModelTransaction, code: number): Outcome {
    this.end(transaction);
    return { code };
  }

  private take(_id: number, row: Row | undefined): void {
    if (row) this.rows.set(_id, row);
    else this.rows.delete(_id);
  }

  /** What has to be free for a change: a document's record, and for coming and going the entry of its `_id`. */
  private keys({ kind, _id, n }: Change, rows: Map<number, Row>): string[] {
    const row = rows.get(_id);
    if (kind === 'insert') return [`e${_id}`];
    if (!row || (kind === 'set' && row.n === n)) return [];
    return kind === 'set' ? [`r${row.record}`] : [`r${row.record}`, `e${_id}`];
  }

  private claim(key: string, transaction: ModelTransaction): boolean {
    const holder = this.holders.get(key);
    if (holder === transaction) return true;
    if (holder || (this.written.get(key) ?? 0) > transaction.since) return false;
    this.holders.set(key, transaction);
    transaction.held.add(key);
    return true;
  }

  private apply({ kind, _id, n }: Change, rows: Map<number, Row>): void {
    const record = rows.get(_id)?.record ?? ++this.records;
    if (kind === 'delete') rows.delete(_id);
    else rows.set(_id, { n, record });
  }
}

export type Change = { kind: 'insert' | 'set' | 'delete'; _id: number; n: number };
