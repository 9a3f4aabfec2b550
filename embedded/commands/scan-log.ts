import { type Doc, docOf, isDoc, type Value } from '../bson/types.ts';
import type { Work } from '../plan/execute.ts';
import { planTexts } from '../plan/plan-text.ts';
import { cutText } from '../values/cut-text.ts';
import type { Request } from './request.ts';

/** So many documents more than it gave, or changed, may a command look at before it is told of. */
const BOUND = 10_000;
const LONGEST_TEXT = 2000;

/** What of a query is told in the log, where it is a cursor that goes on with it too. */
export type Origin = { command: string; namespace: string; query: string };

/** Logs a command that has looked at many more documents than it gave: an index is missing. */
export function logScan(request: Request): void {
  const { work, given } = request;
  if (work.docs <= given + BOUND) return;
  const origin = request.origin ?? originOf(request, request.namespace);
  const line = {
    level: 'warn',
    event: 'long scan',
    ...origin,
    command: request.name,
    plan: plansOf(work, origin.namespace),
    keysExamined: work.keys,
    docsExamined: work.docs,
    returned: given,
  };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

export function originOf({ name, command }: Request, namespace: string): Origin {
  return { command: name, namespace, query: cutText(asked(command), LONGEST_TEXT) };
}

const told = ['filter', 'query', 'key', 'pipeline', 'updates', 'deletes', 'sort', 'hint', 'skip', 'limit'];

/** What says which documents: of changes the queries, not what is written. */
function asked(command: Doc): Doc {
  const fields = told.filter((name) => command.has(name));
  return new Map(fields.map((name) => [name, queriesOf(name, command.get(name))]));
}

function queriesOf(name: string, value: Value): Value {
  if (!['updates', 'deletes'].includes(name) || !Array.isArray(value)) return value;
  return value.map((statement) => (isDoc(statement) ? docOf({ q: statement.get('q') }) : statement));
}

function plansOf({ plans }: Work, namespace: string): string {
  const texts = plans.flatMap(({ plan, collection }) => {
    const where = collection.namespace === namespace ? '' : ` of ${collection.namespace}`;
    return planTexts(plan, collection).map((text) => text + where);
  });
  return [...new Set(texts)].join(', ').slice(0, LONGEST_TEXT);
}
