import { randomBytes } from 'node:crypto';
import type { Reply } from '../bson/encode.ts';
import { uuid } from '../bson/reply.ts';
import { docOf, isDoc, type Value } from '../bson/types.ts';
import { CommandError, fail } from '../errors.ts';
import type { Limits } from '../limits.ts';
import type { Session } from '../sessions/session.ts';
import { abort } from '../sessions/sessions.ts';
import { Transaction } from '../sessions/transaction.ts';
import { fitsLong } from '../values/numbers.ts';
import type { Engine } from './engine.ts';
import type { Request } from './request.ts';

/** The label that makes drivers try the whole transaction again. */
const TRANSIENT = 'TransientTransactionError';

/** Puts a statement into the transaction it belongs to; one that says so begins it. */
export async function joinTransaction(request: Request, session: Session, number: bigint): Promise<void> {
  const starts = request.flag('startTransaction');
  checkConcerns(request, starts);
  if (starts) await begin(request.engine, session, number);
  const { transaction } = session;
  if (number < session.number) tooOld(session, number);
  if (!transaction || transaction.number !== number) unknownTransaction(session, number);
  request.transaction = transaction;
}

const levels = new Set<Value>(['local', 'majority', 'snapshot']);

function checkConcerns(request: Request, starts: boolean): void {
  const { command } = request;
  if (command.has('readConcern') && !starts)
    fail(72, 'Only the first command in a transaction may specify a readConcern');
  const level = request.doc('readConcern').get('level');
  if (level !== undefined && !levels.has(level))
    fail(
      72,
      "The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction",
    );
  if (command.has('writeConcern')) fail(72, 'writeConcern is not allowed within a multi-statement transaction');
}

async function begin(engine: Engine, session: Session, number: bigint): Promise<void> {
  if (number < session.number) tooOld(session, number);
  if (number === session.number)
    fail(50911, 'Only servers in a sharded cluster can start a new transaction at the active transaction number.');
  abort(session);
  session.advance(number, true);
  // The snapshot must hold all that has been answered, and what others have written lies in the batch until then.
  while (!engine.store.isSettled) await engine.store.settled().catch(() => {});
  session.transaction = open(engine, number);
}

/** A transaction ends with its lifetime, in the midst of a statement too: its snapshot keeps LMDB from using pages again. */
function open(engine: Engine, number: bigint): Transaction {
  const { store, conflicts, limits } = engine;
  if (conflicts.open.size >= limits.transactions)
    throw new CommandError(365, `there are ${limits.transactions} open transactions already`, {}, [TRANSIENT]);
  const transaction = new Transaction(number, store, conflicts, engine.memory.share(), limits.transactionBytes);
  const timer = setTimeout(() => transaction.end(), limits.transactionSeconds * 1000);
  void transaction.ended.then(() => {
    clearTimeout(timer);
    engine.cursors.transactionEnded(transaction);
  });
  return transaction;
}

export async function commitTransaction(request: Request): Promise<Reply> {
  const { engine, session, number } = ownTransaction(request);
  const { transaction } = session;
  if (transaction?.number === number && transaction.isOpen) commit(engine, session, transaction);
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
  const { transaction } = session;
  if (transaction?.number !== number || !transaction.isOpen) unknownTransaction(session, number);
  abort(session);
  return {};
}

function ownTransaction(request: Request): { engine: Engine; session: Session; number: bigint } {
  const { engine, session } = request;
  const number = transactionNumber(request);
  if (!session || number === undefined || request.value('autocommit') !== false)
    fail(125, `${request.name} must be run within a transaction`);
  if (request.database !== 'admin') fail(13, `${request.name} may only be run against the admin database.`);
  return { engine, session, number };
}

export function transactionNumber(request: Request): bigint | undefined {
  const value = request.value('txnNumber');
  if (value === undefined) return undefined;
  const number = typeof value === 'bigint' ? value : BigInt(request.whole('txnNumber') ?? 0);
  if (number < 0n) fail(72, 'Transaction number cannot be negative');
  return fitsLong(number) ? number : fail(9, "'txnNumber' must be a 64-bit integer");
}

function unknownTransaction(session: Session, number: bigint): never {
  if (number === session.number && session.hasCommitted)
    throw new CommandError(256, `Transaction with { txnNumber: ${number} } has been committed.`);
  const message =
    number === session.number
      ? `Transaction with { txnNumber: ${number} } has been aborted.`
      : `Given transaction number ${number} does not match any in-progress transactions. The active transaction number is ${session.number}`;
  throw new CommandError(251, message, {}, [TRANSIENT]);
}

export function tooOld(session: Session, number: bigint): never {
  fail(
    225,
    `Cannot start transaction ${number} because a newer transaction with number ${session.number} has already started on this session.`,
  );
}

export function startSession(request: Request): Reply {
  const id = newSessionId();
  request.engine.sessions.get(docOf({ id }));
  return { id: { id }, timeoutMinutes: sessionMinutes(request.engine.limits) };
}

/** What drivers are told; they discard sessions that are within a minute of it. */
export function sessionMinutes({ sessionSeconds }: Limits): number {
  return Math.max(1, Math.floor(sessionSeconds / 60));
}

export function endSessions(request: Request): Reply {
  const ids = request.value(request.name);
  if (!Array.isArray(ids)) fail(14, `${request.name} takes an array of session ids`);
  for (const id of ids) if (isDoc(id)) request.engine.sessions.end(id);
  return {};
}

export function refreshSessions(request: Request): Reply {
  const ids = request.value('refreshSessions');
  if (!Array.isArray(ids)) fail(14, 'refreshSessions takes an array of session ids');
  for (const id of ids) request.engine.sessions.get(id);
  return {};
}

function newSessionId() {
  const bytes = randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 15) | 64;
  bytes[8] = ((bytes[8] as number) & 63) | 128;
  return uuid(bytes);
}
