import { Raw, type ReplyValue } from '../bson/encode.ts';
import { fail } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { Work } from '../plan/execute.ts';
import type { Session } from '../sessions/session.ts';
import type { Transaction } from '../sessions/transaction.ts';
import type { MemoryShare } from '../work-memory.ts';
import { type Pace, pace } from './pace.ts';
import type { Request } from './request.ts';
import { type Origin, originOf } from './scan-log.ts';

/** Encoded documents one by one; null where others may be let on. */
export type Rows = Iterator<Buffer | null>;

type Cursor = {
  id: bigint;
  namespace: string;
  rows: Rows;
  head: Buffer | undefined;
  usedAt: number;
  /** What is left of the time the first command gave, in ms. */
  left: number;
  busy: boolean;
  lasting: boolean;
  session: Session | undefined;
  transaction: Transaction | undefined;
  memory: MemoryShare | undefined;
  work: Work;
  origin: Origin | undefined;
};

export const DEFAULT_BATCH = 101;
/** MongoDB gives up to 16 MB at a time, which take long to put together; only where nothing can follow it must be so. */
const BATCH_BYTES = 4 * 1024 * 1024;
const SINGLE_BATCH_BYTES = 16 * 1024 * 1024 - 64 * 1024;

/** Queries whose answers don't fit in one message and wait to be asked for more. */
export class Cursors {
  private readonly limits: Limits;
  private readonly cursors = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1000n;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  get count(): number {
    return this.cursors.size;
  }

  /** Takes the first batch; keeps a cursor only if there is more. */
  async open(request: Request, namespace: string, rows: Rows, size: number, single = false): Promise<ReplyValue> {
    const cursor = cursorOf(request, namespace, rows);
    const most = single ? SINGLE_BATCH_BYTES : BATCH_BYTES;
    const batch = await take(cursor, size, pace(request.deadline), most);
    request.given += batch.documents.length;
    const more = batch.more && !single;
    if (more) this.keep(cursor, request);
    return { firstBatch: batch.documents, id: more ? cursor.id : 0n, ns: namespace };
  }

  /** Takes the next batch. A cursor whose work fails is gone: what follows the failure would have a gap before it. */
  async more(request: Request, id: bigint, namespace: string, size: number): Promise<ReplyValue> {
    const cursor = this.cursors.get(id);
    if (!cursor) fail(43, `cursor id ${id} not found`);
    checkOwner(cursor, request, namespace);
    const started = Date.now();
    const { keys, docs } = cursor.work;
    request.origin = cursor.origin;
    cursor.busy = true;
    let more = false;
    try {
      const batch = await take(cursor, size, pace(started + cursor.left));
      more = batch.more;
      request.given += batch.documents.length;
      return { nextBatch: batch.documents, id: more ? id : 0n, ns: namespace };
    } finally {
      request.work = { ...cursor.work, keys: cursor.work.keys - keys, docs: cursor.work.docs - docs };
      cursor.busy = false;
      cursor.usedAt = Date.now();
      cursor.left -= cursor.usedAt - started;
      if (!more) this.kill(id);
    }
  }

  kill(id: bigint): boolean {
    this.cursors.get(id)?.memory?.release();
    return this.cursors.delete(id);
  }

  transactionEnded(transaction: Transaction): void {
    this.killWhere((cursor) => cursor.transaction === transaction);
  }

  sessionEnded(session: Session): void {
    this.killWhere((cursor) => cursor.session === session);
  }

  sweep(now = Date.now()): void {
    const oldest = now - this.limits.cursorSeconds * 1000;
    this.killWhere((cursor) => !cursor.busy && !cursor.lasting && cursor.usedAt < oldest);
  }

  private killWhere(doomed: (cursor: Cursor) => boolean): void {
    for (const cursor of this.cursors.values()) if (doomed(cursor)) this.kill(cursor.id);
  }

  private keep(cursor: Cursor, request: Request): void {
    const { cursors } = this.limits;
    if (this.cursors.size >= cursors)
      fail(146, `too many open cursors: the embedded store keeps ${cursors}; exhaust them or kill them`);
    cursor.memory = request.giveMemory();
    cursor.origin = originOf(request, cursor.namespace);
    cursor.id = ++this.lastId;
    this.cursors.set(cursor.id, cursor);
  }
}

function cursorOf(request: Request, namespace: string, rows: Rows): Cursor {
  return {
    id: 0n,
    namespace,
    rows,
    head: undefined,
    usedAt: Date.now(),
    left: request.deadline - Date.now(),
    busy: false,
    lasting: request.flag('noCursorTimeout'),
    session: request.session,
    transaction: request.transaction,
    memory: undefined,
    work: request.work,
    origin: undefined,
  };
}

function checkOwner(cursor: Cursor, request: Request, namespace: string): void {
  const { id, busy, session, transaction } = cursor;
  if (cursor.namespace !== namespace)
    fail(
      13,
      `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
    );
  const cannot = `Cannot run getMore on cursor ${id}, which was`;
  if (session && !request.session) fail(50736, `${cannot} created in a session, without an lsid`);
  if (!session && request.session) fail(50737, `${cannot} not created in a session, in a session`);
  if (session !== request.session) fail(50738, `${cannot} created in another session`);
  if (transaction && !request.transaction) fail(50739, `${cannot} created in a transaction, without a txnNumber`);
  if (!transaction && request.transaction) fail(50740, `${cannot} not created in a transaction, in a transaction`);
  if (transaction !== request.transaction) fail(50741, `${cannot} created in another transaction`);
  if (request.whole('maxTimeMS')) fail(2, 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  if (busy) fail(12051, `cursor id ${id} is already in use`);
}

type Batch = { documents: Raw[]; more: boolean };

async function take(cursor: Cursor, size: number, turn: Pace, most = BATCH_BYTES): Promise<Batch> {
  const documents: Raw[] = [];
  let bytes = 0;
  while (documents.length < size) {
    const row = await nextRow(cursor, turn);
    if (!row) return { documents, more: false };
    if (documents.length > 0 && bytes + row.length > most) {
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
