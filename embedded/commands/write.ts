import type { Reply, ReplyValue } from '../bson/encode.ts';
import { type Doc, docOf, type Value } from '../bson/types.ts';
import { CommandError, fail } from '../errors.ts';
import { isUnreadable } from '../store/failure.ts';
import { wholeNumber } from '../values/numbers.ts';
import { pace } from './pace.ts';
import type { Request } from './request.ts';

const MOST_STATEMENTS = 100_000;

/** What became of one statement of a write command; kept as it is for retries. */
export type Outcome = { n: number; nModified?: number; upserted?: Value };

/**
 * Runs the statements of an insert, update or delete: in order up to the first failure, or all of them. A statement that
 * a retry repeats isn't run again; its first answer is given.
 */
export async function runStatements<T>(
  request: Request,
  statements: T[],
  run: (statement: T, keep: (outcome: Outcome) => void) => Promise<Outcome>,
): Promise<Reply> {
  if (statements.length === 0 || statements.length > MOST_STATEMENTS)
    fail(16, `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${statements.length} operations.`);
  const ids = statementIds(request, statements.length);
  const ordered = request.value('ordered') !== false;
  const total = { n: 0, nModified: 0 };
  const upserted: ReplyValue[] = [];
  const writeErrors: ReplyValue[] = [];
  const turn = pace(request.deadline, 'write');
  for (const [index, statement] of statements.entries()) {
    if (turn.isDue()) await turn.yield();
    try {
      const outcome = await runOnce(request, ids[index] as number, (keep) => run(statement, keep));
      total.n += outcome.n;
      total.nModified += outcome.nModified ?? 0;
      if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
    } catch (error) {
      writeErrors.push(writeError(error, index));
      if (ordered || request.transaction) break;
    }
  }
  await request.engine.store.settled();
  return {
    ...reply(request, total),
    ...(upserted.length > 0 && { upserted }),
    ...(writeErrors.length > 0 && { writeErrors }),
  };
}

function reply(request: Request, total: { n: number; nModified: number }): Reply {
  return request.name === 'update' ? total : { n: total.n };
}

/** `keep` must be called in the same turn as the write, so that both reach the disk together or not at all. */
async function runOnce(
  request: Request,
  statement: number,
  run: (keep: (outcome: Outcome) => void) => Promise<Outcome>,
): Promise<Outcome> {
  const { session, retryable } = request;
  if (!session || !retryable) return run(() => {});
  const before = session.answer(statement);
  if (before) return outcomeOf(before);
  return run((outcome) => session.keep(request.engine.writer, statement, answerOf(outcome)));
}

/** The numbers that a retry names its statements by. */
export function statementIds(request: Request, count: number): number[] {
  const given = request.value('stmtIds');
  const first = request.whole('stmtId') ?? 0;
  const ids = Array.isArray(given)
    ? given.map(wholeNumber)
    : Array.from({ length: count }, (_, index) => first + index);
  if (ids.length !== count) fail(72, 'The size of the statement ids array must be equal to the size of the batch.');
  return ids.map((id) =>
    id !== undefined && id >= 0 && id <= 0x7fffffff ? id : fail(72, 'statement ids are int32s from 0 on'),
  );
}

function answerOf({ n, nModified, upserted }: Outcome): Doc {
  const answer = docOf({ n });
  if (nModified !== undefined) answer.set('nModified', nModified);
  if (upserted !== undefined) answer.set('upserted', upserted);
  return answer;
}

function outcomeOf(answer: Doc): Outcome {
  return {
    n: answer.get('n') as number,
    nModified: answer.get('nModified') as number | undefined,
    upserted: answer.get('upserted'),
  };
}

/** Failures of one statement are told within the answer; those that end a transaction, or are bugs, as the answer. */
function writeError(error: unknown, index: number): ReplyValue {
  if (!(error instanceof CommandError) || error.labels.length > 0 || error.code === 50 || isUnreadable(error))
    throw error;
  return { index, code: error.code, ...(error.details as Reply), errmsg: error.message };
}
