import { Raw, type ReplyValue } from '../bson/encode.ts';
import { fail } from '../errors.ts';
import { type Pace, pace } from './pace.ts';

/** Encoded documents one by one; null where others may be let on. */
export type Rows = Iterator<Buffer | null>;

export type Cursor = {
  id: bigint;
  namespace: string;
  rows: Rows;
  head: Buffer | undefined;
  usedAt: number;
  owner: object | undefined;
};

export const DEFAULT_BATCH = 101;
const BATCH_BYTES = 16 * 1024 * 1024 - 64 * 1024;
const IDLE_MINUTES = 10;
const MOST = 10_000;

/** Queries whose answers don't fit in one message and wait to be asked for more. */
export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1000n;

  /** Takes the first batch; keeps a cursor only if there is more. */
  async open(
    namespace: string,
    rows: Rows,
    size: number,
    single: boolean,
    deadline: number,
    owner?: object,
  ): Promise<ReplyValue> {
    const cursor: Cursor = { id: 0n, namespace, rows, head: undefined, usedAt: Date.now(), owner };
    const batch = await take(cursor, size, pace(deadline));
    const more = batch.more && !single;
    if (more) this.keep(cursor);
    return { firstBatch: batch.documents, id: more ? cursor.id : 0n, ns: namespace };
  }

  async more(id: bigint, namespace: string, size: number, deadline: number): Promise<ReplyValue> {
    const cursor = this.cursors.get(id);
    if (!cursor) fail(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      fail(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    cursor.usedAt = Date.now();
    const batch = await take(cursor, size, pace(deadline));
    if (!batch.more) this.cursors.delete(id);
    return { nextBatch: batch.documents, id: batch.more ? id : 0n, ns: namespace };
  }

  kill(id: bigint): boolean {
    return this.cursors.delete(id);
  }

  /** A transaction's cursors end with it. */
  ownerEnded(owner: object): void {
    for (const cursor of this.cursors.values()) if (cursor.owner === owner) this.cursors.delete(cursor.id);
  }

  sweep(now = Date.now()): void {
    for (const cursor of this.cursors.values())
      if (now - cursor.usedAt > IDLE_MINUTES * 60_000) this.cursors.delete(cursor.id);
  }

  private keep(cursor: Cursor): void {
    if (this.cursors.size >= MOST) this.cursors.delete(this.cursors.keys().next().value as bigint);
    cursor.id = ++this.lastId;
    this.cursors.set(cursor.id, cursor);
  }
}

type Batch = { documents: Raw[]; more: boolean };

async function take(cursor: Cursor, size: number, turn: Pace): Promise<Batch> {
  const documents: Raw[] = [];
  let bytes = 0;
  while (documents.length < size) {
    const row = await nextRow(cursor, turn);
    if (!row) return { documents, more: false };
    if (documents.length > 0 && bytes + row.length > BATCH_BYTES) {
      cursor.head = row;
      return { documents, more: true };
    }
    documents.push(new Raw(row));
    bytes += row.length;
  }
  if (size > 0) cursor.head = await nextRow(cursor, turn);
  return { documents, more: size === 0 || cursor.head !== undefined };
}

async function nextRow(cursor: Cursor, turn: Pace): Promise<Buffer | undefined> {
  const { head } = cursor;
  if (head) {
    cursor.head = undefined;
    return head;
  }
  for (;;) {
    const next = cursor.rows.next();
    if (next.done) return undefined;
    if (turn.isDue()) await turn.yield();
    if (next.value) return next.value;
  }
}
