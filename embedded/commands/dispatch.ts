import { Double } from 'bson';
import type { Reply } from '../bson/encode.ts';
import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { CommandError, fail, refuse } from '../errors.ts';
import type { Session } from '../sessions/session.ts';
import { abort } from '../sessions/sessions.ts';
import { readFailure } from '../store/failure.ts';
import type { Engine } from './engine.ts';
import { checkCollation, checkReadConcern, genericOptions } from './generic-options.ts';
import { Request } from './request.ts';
import { type Command, commands } from './table.ts';
import { joinTransaction, tooOld, transactionNumber } from './transactions.ts';

/** Answers one command, at once where nothing has to be waited for; never throws. */
export function answer(engine: Engine, command: Doc): Reply | Promise<Reply> {
  let request: Request | undefined;
  try {
    request = parse(engine, command);
    const reply = run(request);
    return reply instanceof Promise ? answerLater(request, reply) : succeeded(request, reply);
  } catch (error) {
    return failed(request, error);
  }
}

function run(request: Request): Reply | Promise<Reply> {
  const entry = checked(request);
  const entered = enterSession(request, entry);
  return entered ? entered.then(() => entry.run(request)) : entry.run(request);
}

/** The command within an explain is held to what it could be asked by itself. */
function checkExplained(command: Value): void {
  const name = isDoc(command) ? command.keys().next().value : undefined;
  const entry = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!isDoc(command) || name === undefined || !entry) refuse(`explain of ${name}`);
  checkOptions({ name, command }, entry);
  checkCollation(command.get('collation'));
}

async function answerLater(request: Request, reply: Promise<Reply>): Promise<Reply> {
  try {
    return succeeded(request, await reply);
  } catch (error) {
    return failed(request, error);
  }
}

const OK = new Double(1);

function succeeded(request: Request, reply: Reply): Reply {
  if (request.transaction && Array.isArray(reply.writeErrors)) abortOwn(request);
  request.end();
  reply.ok = OK;
  return reply;
}

function failed(request: Request | undefined, error: unknown): Reply {
  if (request?.transaction) abortOwn(request);
  request?.end();
  const damage = readFailure(error as Error);
  if (damage) request?.engine.store.environment.readAnew();
  return failure(damage ?? error);
}

function parse(engine: Engine, command: Doc): Request {
  const name = command.keys().next().value;
  if (name === undefined) fail(59, 'no command given');
  return new Request(engine, name, command);
}

function checked(request: Request): Command {
  const { name, command } = request;
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) throw new CommandError(59, `no such command: '${name}'`);
  if (!entry.anyOption) checkOptions(request, entry);
  if (command.has('collation')) checkCollation(command.get('collation'));
  checkReadConcern(command.get('readConcern'));
  const concern = command.get('writeConcern');
  if (isDoc(concern) && typeof concern.get('w') === 'number' && (concern.get('w') as number) > 1)
    fail(100, 'Not enough data-bearing nodes');
  return entry;
}

function checkOptions({ name, command }: Pick<Request, 'name' | 'command'>, { options }: Command): void {
  if (name === 'explain') checkExplained(command.get('explain'));
  for (const option of command.keys())
    if (option !== name && !genericOptions.has(option) && !options.includes(option))
      refuse(`the option ${option} of ${name}`, 9);
}

function enterSession(request: Request, entry: Command): Promise<void> | undefined {
  const { command, engine } = request;
  checkSessionFields(command);
  if (!command.has('lsid')) return undefined;
  const number = transactionNumber(request);
  if (number !== undefined) return enterNumbered(request, entry, number);
  request.session = engine.sessions.get(command.get('lsid'));
  return undefined;
}

/** What MongoDB asks of these fields among themselves. */
function checkSessionFields(command: Doc): void {
  const has = (name: string) => command.has(name);
  if (has('txnNumber') && !has('lsid')) fail(72, 'Transaction number requires a session ID to also be specified');
  if (has('autocommit') && !has('txnNumber'))
    fail(72, "'autocommit' field requires a transaction number to also be specified");
  if (has('autocommit') && command.get('autocommit') !== false) fail(72, 'Specifying autocommit=true is not allowed.');
  if (has('startTransaction') && !has('autocommit'))
    fail(72, "'startTransaction' field requires 'autocommit' field to also be specified");
  if (has('startTransaction') && command.get('startTransaction') !== true)
    fail(72, 'Specifying startTransaction=false is not allowed.');
}

async function enterNumbered(request: Request, entry: Command, number: bigint): Promise<void> {
  const { command } = request;
  const session = await checkedOut(request);
  if (isEnd(request)) return;
  if (command.get('autocommit') === false) {
    if (!entry.inTransaction) fail(263, `Cannot run '${request.name}' in a multi-document transaction.`);
    return joinTransaction(request, session, number);
  }
  if (!entry.retryable) fail(50768, `txnNumber may not be used with ${request.name} outside a transaction`);
  if (number < session.number) tooOld(session, number);
  if (number === session.number && session.isTransaction)
    fail(72, 'Must specify autocommit=false on all operations of a multi-statement transaction.');
  if (number > session.number) {
    abort(session);
    session.advance(number, false);
  }
  request.retryable = true;
}

/** Asked for anew after each wait: the session may have ended meanwhile. */
async function checkedOut(request: Request): Promise<Session> {
  const lsid = request.value('lsid');
  let session = request.engine.sessions.get(lsid);
  for (; !session.checkOut(); session = request.engine.sessions.get(lsid)) await session.comesFree();
  request.session = session;
  request.hasCheckedOut = true;
  return session;
}

function isEnd(request: Request): boolean {
  return request.name === 'commitTransaction' || request.name === 'abortTransaction';
}

function abortOwn({ session, transaction }: Request): void {
  if (session && session.transaction === transaction) abort(session);
}

/** What is answered where a command fails. */
export function failure(error: unknown): Reply {
  const known = error instanceof CommandError ? error : bug(error);
  const labels = known.labels.length > 0 ? { errorLabels: known.labels } : {};
  return {
    ok: new Double(0),
    errmsg: known.message,
    code: known.code,
    codeName: known.codeName,
    ...(known.details as Reply),
    ...labels,
  };
}

function bug(error: unknown): CommandError {
  const { message, stack } = error as Error;
  process.stderr.write(`${JSON.stringify({ level: 'error', event: 'internal error', message, stack })}\n`);
  return new CommandError(1, `internal error: ${message}`);
}
