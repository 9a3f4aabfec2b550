import { BSONRegExp } from 'bson';
import { parseExpression } from '../aggregate/expression.ts';
import type { Variables } from '../aggregate/operator.ts';
import { isTrue } from '../aggregate/truth.ts';
import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import type { Filter, Test } from './filter.ts';
import { parseOperator } from './operators.ts';
import { pattern } from './regex.ts';

/** Parses a query document; an operator outside the subset is refused by name. */
export function parseFilter(query: Doc, variables?: Variables): Filter {
  const filters = [...query]
    .map(([name, value]) => parseClause(name, value, variables))
    .filter((one) => one !== undefined);
  return filters.length === 1 ? (filters[0] as Filter) : { kind: 'and', filters };
}

type ParseClause = (value: Value, name: string, variables?: Variables) => Filter | undefined;

const logical: ParseClause = (value, name, variables) => ({
  kind: name.slice(1) as 'and' | 'or' | 'nor',
  filters: branches(name, value, variables),
});

/** What stands where a field's name could. */
const clauses: Record<string, ParseClause> = {
  $and: logical,
  $or: logical,
  $nor: logical,
  $expr: (value, _name, variables) => parseExpr(value, variables),
  $comment: () => undefined,
};

export const clauseNames: string[] = Object.keys(clauses);

function parseClause(name: string, value: Value, variables?: Variables): Filter | undefined {
  const parse = Object.hasOwn(clauses, name) ? clauses[name] : undefined;
  if (parse) return parse(value, name, variables);
  if (name.startsWith('$')) refuse(`the query operator ${name}`, 2);
  return fieldFilter(name, value);
}

function branches(name: string, value: Value, variables?: Variables): Filter[] {
  if (!Array.isArray(value) || value.length === 0) fail(2, `${name} must be a nonempty array`);
  return value.map((branch) =>
    isDoc(branch) ? parseFilter(branch, variables) : fail(2, `${name} entries need to be full objects`),
  );
}

function parseExpr(value: Value, variables?: Variables): Filter {
  const compute = parseExpression(value, variables);
  return { kind: 'expr', holds: (doc) => isTrue(compute(doc)) };
}

function fieldFilter(path: string, value: Value): Filter {
  const parts = path.split('.');
  const filters = parseTests(value).map((test): Filter => ({ kind: 'field', path, parts, test }));
  return filters.length === 1 ? (filters[0] as Filter) : { kind: 'and', filters };
}

/** What is asked of a field: `5`, `/x/`, or a document of operators. */
export function parseTests(value: Value): Test[] {
  if (value instanceof BSONRegExp) return [{ op: 'regex', ...pattern(value) }];
  if (value === undefined) fail(2, 'cannot compare to undefined');
  if (!isOperators(value)) return [{ op: 'eq', value }];
  return parseOperators(value);
}

export function parseOperators(operators: Doc): Test[] {
  const tests: Test[] = [];
  for (const [name, operand] of operators) {
    if (!name.startsWith('$')) fail(2, `unknown operator: ${name}`);
    const test = parseOperator(name, operand, operators, { parseFilter, parseTests, parseOperators, isOperators });
    if (test) tests.push(test);
  }
  return tests;
}

/** `{$gt: 5}` rather than a document to compare with; `{$ref, $id}` is a reference, that is, a document. */
export function isOperators(value: Value): value is Doc {
  if (!isDoc(value)) return false;
  const first = value.keys().next().value;
  return first?.startsWith('$') === true && first !== '$ref' && first !== '$id' && first !== '$db';
}
