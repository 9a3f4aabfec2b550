import type { Reply } from '../bson/encode.ts';
import { type Doc, isDoc, typeName, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { parseFilter } from '../match/parse.ts';
import { whenFree } from '../sessions/statement-writer.ts';
import { parseFindSort } from '../sort/sort.ts';
import { parseUpdate, type Update } from '../update/update.ts';
import { changeRecords, markedAsUpsert, type Target, updateRecord, upsert, withUpsertRetries } from './change.ts';
import { checkCollation } from './generic-options.ts';
import { parseHint } from './query.ts';
import type { Request } from './request.ts';
import { type Outcome, runStatements } from './write.ts';

export async function update(request: Request): Promise<Reply> {
  return runStatements(request, request.docs('updates'), (statement, keep) => runUpdate(request, statement, keep));
}

/** What an update statement takes. */
export const updateOptions = new Set(['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort']);

async function runUpdate(request: Request, statement: Doc, keep: (outcome: Outcome) => void): Promise<Outcome> {
  for (const name of statement.keys()) if (!updateOptions.has(name)) refuse(`the update option ${name}`, 9);
  checkCollation(statement.get('collation'));
  const { variables } = request;
  const filter = parseFilter(queryOf(statement), variables);
  const change = parseUpdate(statement.get('u'), statement.get('arrayFilters'), variables);
  const multi = choice(statement, 'multi');
  if (multi && request.retryable) fail(72, 'Cannot use (or request) retryable writes with multi=true');
  if (multi && change.isReplacement) fail(9, 'multi update is not supported for replacement-style update');
  const wantsUpsert = choice(statement, 'upsert');
  const collection = wantsUpsert ? request.madeCollection : request.collection;
  if (!collection) return { n: 0, nModified: 0 };
  const target = {
    collection,
    filter,
    multi,
    sort: parseFindSort(statement.get('sort')),
    hint: parseHint(statement.get('hint'), collection),
  };
  return withUpsertRetries(request, async () => {
    const outcome = await updateMatching(request, target, change, keep);
    return outcome.n > 0 || !wantsUpsert ? outcome : upsertOne(request, target, filter, change, keep);
  });
}

function choice(statement: Doc, name: string): boolean {
  const value = statement.get(name) ?? false;
  if (typeof value === 'boolean') return value;
  return fail(14, `BSON field 'update.updates.${name}' is the wrong type '${typeName(value)}', expected type 'bool'`);
}

export function queryOf(statement: Doc): Doc {
  const query = statement.get('q');
  return isDoc(query) ? query : fail(14, "BSON field 'q' is the wrong type, expected type 'object'");
}

async function updateMatching(
  request: Request,
  target: Target,
  change: Update,
  keep: (outcome: Outcome) => void,
): Promise<Outcome> {
  let nModified = 0;
  const n = await changeRecords(request, target, (record, trace) => {
    if (updateRecord(request, target.collection, record, change, trace).modified) nModified++;
    if (!target.multi) keep({ n: 1, nModified });
  });
  return { n, nModified };
}

async function upsertOne(
  request: Request,
  { collection }: Target,
  filter: Filter,
  change: Update,
  keep: (outcome: Outcome) => void,
): Promise<Outcome> {
  let upserted: Value;
  await whenFree(() => {
    upserted = markedAsUpsert(() => upsert(request, collection, filter, change)).get('_id');
    keep({ n: 1, nModified: 0, upserted });
  }, request.deadline);
  return { n: 1, nModified: 0, upserted };
}
