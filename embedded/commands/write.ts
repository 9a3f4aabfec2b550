import type { Reply, ReplyValue } from '../bson/encode.ts';
import { type Doc, docOf, type Value } from '../bson/types.ts';
import { CommandError, fail } from '../errors.ts';
import { isUnreadable } from '../store/failure.ts';
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
  const ordered = request.value('ordered') !== false;
  const total = { n: 0, nModified: 0 };
  const upserted: ReplyValue[] = [];
  const writeErrors: ReplyValue[] = [];
  const turn = pace(request.deadline, 'write');
  for (const [index, statement] of statements.entries()) {
    if (turn.isDue()) await turn.yield();
    try {
      const outcome = await runOnce(request, index, (keep) => run(statement, keep));
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
  index: number,
  run: (keep: (outcome: Outcome) => void) => Promise<Outcome>,
): Promise<Outcome> {
  const { session, retryable } = request;
  if (!session || !retryable) return run(() => {});
  const statement = statementId(request, index);
  const before = session.answer(statement);
  if (before) return outcomeOf(before);
  return run((outcome) => session.keep(request.engine.writer, statement, answerOf(outcome)));
}

export function statementId(request: Request, index: number): number {
  const ids = request.value('stmtIds');
  if (Array.isArray(ids)) return ids[index] as number;
  return (request.whole('stmtId') ?? 0) + index;
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
