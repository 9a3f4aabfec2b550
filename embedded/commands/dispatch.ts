import { Double } from 'bson';
import type { Reply } from '../bson/encode.ts';
import { type Doc, isDoc } from '../bson/types.ts';
import { CommandError, fail, refuse } from '../errors.ts';
import { abort } from '../sessions/sessions.ts';
import type { Engine } from './engine.ts';
import { checkCollation, checkReadConcern, genericOptions } from './generic-options.ts';
import { Request } from './request.ts';
import { type Command, commands } from './table.ts';
import { joinTransaction, tooOld, transactionNumber } from './transactions.ts';

/** Answers one command; never throws. */
export async function answer(engine: Engine, command: Doc, connection: object): Promise<Reply> {
  const started: { request?: Request } = {};
  try {
    const request = parse(engine, command);
    started.request = request;
    const entry = checked(request);
    await enterSession(request, entry, connection);
    const reply = await entry.run(request);
    if (request.transaction && Array.isArray(reply.writeErrors)) abortOwn(request);
    return { ...reply, ok: new Double(1) };
  } catch (error) {
    if (started.request?.transaction) abortOwn(started.request);
    return failure(error);
  }
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

function checkOptions({ name, command }: Request, { options }: Command): void {
  for (const option of command.keys())
    if (option !== name && !genericOptions.has(option) && !options.includes(option))
      refuse(`the option ${option} of ${name}`, 9);
}

async function enterSession(request: Request, entry: Command, connection: object): Promise<void> {
  const { command, engine } = request;
  if (!command.has('lsid')) return;
  const session = engine.sessions.get(command.get('lsid'));
  request.session = session;
  const number = transactionNumber(request);
  if (number === undefined || isEnd(request)) return;
  if (command.get('autocommit') === false) {
    if (!entry.inTransaction) fail(263, `Cannot run '${request.name}' in a multi-document transaction.`);
    return joinTransaction(request, session, number, connection);
  }
  if (!entry.retryable) fail(50768, `txnNumber may not be used with ${request.name} outside a transaction`);
  if (number < session.number) tooOld(session, number);
  if (number > session.number) {
    abort(session);
    session.advance(number);
  }
  request.retryable = true;
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
