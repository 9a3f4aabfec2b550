import { randomBytes } from 'node:crypto';
import { type Reply, uuid } from '../bson/encode.ts';
import { isDoc } from '../bson/types.ts';
import { CommandError, fail } from '../errors.ts';
import type { Session } from '../sessions/session.ts';
import { abort } from '../sessions/sessions.ts';
import { Transaction } from '../sessions/transaction.ts';
import type { Engine } from './engine.ts';
import type { Request } from './request.ts';

/** Puts a statement into the transaction it belongs to; one that says so begins it. */
export async function joinTransaction(
  request: Request,
  session: Session,
  number: bigint,
  connection: object,
): Promise<void> {
  if (request.flag('startTransaction')) await begin(request.engine, session, number);
  const { transaction } = session;
  if (number < session.number) tooOld(session, number);
  if (!transaction || transaction.number !== number) unknownTransaction(session, number);
  transaction.connection = connection;
  request.transaction = transaction;
}

async function begin(engine: Engine, session: Session, number: bigint): Promise<void> {
  if (number < session.number) tooOld(session, number);
  if (number === session.number)
    fail(117, `Cannot start a transaction with number ${number}: it has been used in this session`);
  abort(session);
  session.advance(number);
  // The snapshot must hold all that has been answered, and what others have written lies in the batch until then.
  while (!engine.store.isSettled) await engine.store.settled().catch(() => {});
  const transaction = new Transaction(number, engine.store, engine.conflicts);
  session.transaction = transaction;
  void transaction.ended.then(() => engine.cursors.ownerEnded(transaction));
}

export async function commitTransaction(request: Request): Promise<Reply> {
  const { engine, session, number } = ownTransaction(request);
  const { transaction } = session;
  if (transaction?.number === number) commit(engine, session, transaction);
  else if (number !== session.number || !session.hasCommitted) unknownTransaction(session, number);
  await engine.store.settled();
  return {};
}

function commit(engine: Engine, session: Session, transaction: Transaction): void {
  const { writer } = engine;
  transaction.handOver(
    (key, value) => writer.put(key, value),
    (collection, change) => writer.counted(collection, change),
  );
  session.keepCommit(writer);
  abort(session);
}

export function abortTransaction(request: Request): Reply {
  const { session, number } = ownTransaction(request);
  if (session.transaction?.number !== number) {
    if (number === session.number && session.hasCommitted)
      fail(256, `Transaction with { txnNumber: ${number} } has been committed.`);
    unknownTransaction(session, number);
  }
  abort(session);
  return {};
}

function ownTransaction(request: Request): { engine: Engine; session: Session; number: bigint } {
  const { engine, session } = request;
  const number = transactionNumber(request);
  if (!session || number === undefined) fail(125, `${request.name} must be run within a transaction`);
  return { engine, session, number };
}

export function transactionNumber(request: Request): bigint | undefined {
  const value = request.value('txnNumber');
  if (value === undefined) return undefined;
  return typeof value === 'bigint' ? value : BigInt(request.whole('txnNumber') ?? 0);
}

function unknownTransaction(session: Session, number: bigint): never {
  if (number === session.number && session.hasCommitted)
    throw new CommandError(256, `Transaction with { txnNumber: ${number} } has been committed.`);
  const message = `Given transaction number ${number} does not match any in-progress transactions. The active transaction number is ${session.number}`;
  throw new CommandError(251, message, {}, ['TransientTransactionError']);
}

export function tooOld(session: Session, number: bigint): never {
  fail(
    225,
    `Cannot start transaction ${number} because a newer transaction with number ${session.number} has already started on this session.`,
  );
}

export function startSession(): Reply {
  return { id: { id: newSessionId() }, timeoutMinutes: 30 };
}

export function endSessions(request: Request): Reply {
  const ids = request.value(request.name);
  if (!Array.isArray(ids)) fail(14, `${request.name} takes an array of session ids`);
  for (const id of ids) if (isDoc(id)) request.engine.sessions.end(id);
  return {};
}

export function refreshSessions(request: Request): Reply {
  const ids = request.value('refreshSessions');
  if (Array.isArray(ids)) for (const id of ids) request.engine.sessions.get(id);
  return {};
}

function newSessionId() {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 15) | 64;
  bytes[8] = ((bytes[8] as number) & 63) | 128;
  return uuid(bytes);
}
