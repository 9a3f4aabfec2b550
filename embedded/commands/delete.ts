import type { Reply } from '../bson/encode.ts';
import type { Doc } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { parseFilter } from '../match/parse.ts';
import { wholeNumber } from '../values/numbers.ts';
import { changeRecords } from './change.ts';
import { checkCollation } from './generic-options.ts';
import { parseHint } from './query.ts';
import type { Request } from './request.ts';
import { queryOf } from './update.ts';
import { type Outcome, runStatements } from './write.ts';

export async function deleteCommand(request: Request): Promise<Reply> {
  return runStatements(request, request.docs('deletes'), (statement, keep) => runDelete(request, statement, keep));
}

/** What a delete statement takes. */
export const deleteOptions = new Set(['q', 'limit', 'hint', 'collation']);

async function runDelete(request: Request, statement: Doc, keep: (outcome: Outcome) => void): Promise<Outcome> {
  for (const name of statement.keys()) if (!deleteOptions.has(name)) refuse(`the delete option ${name}`, 9);
  checkCollation(statement.get('collation'));
  const limit = wholeNumber(statement.get('limit'));
  if (limit !== 0 && limit !== 1) fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  if (limit === 0 && request.retryable) fail(72, 'Cannot use (or request) retryable writes with limit=0');
  const filter = parseFilter(queryOf(statement), request.variables);
  const { collection } = request;
  if (!collection) return { n: 0 };
  const target = {
    collection,
    filter,
    sort: [],
    hint: parseHint(statement.get('hint'), collection),
    multi: limit === 0,
  };
  const n = await changeRecords(request, target, (record) => {
    request.engine.records.remove(request.writer, collection, record);
    if (limit === 1) keep({ n: 1 });
  });
  return { n };
}
