import { BSONRegExp, Double } from 'bson';
import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { fraction } from '../values/decimal.ts';
import { fitsLong, isNumeric, toDouble, wholeNumber } from '../values/numbers.ts';
import type { Comparison, Filter, Test } from './filter.ts';
import { pattern, regularExpression } from './regex.ts';
import { typeCodes } from './type-codes.ts';

/** How operators parse what lies in them; passed in, for the parser of queries stands above this file. */
export type Parsers = {
  parseFilter(query: Doc): Filter;
  parseTests(value: Value): Test[];
  parseOperators(operators: Doc): Test[];
  isOperators(value: Value): value is Doc;
};

type ParseOperator = (operand: Value, parsers: Parsers, all: Doc, name: string) => Test | undefined;

const comparison: ParseOperator = (operand, _parsers, _all, name) => ({
  op: name.slice(1) as Comparison,
  value: noRegex(name, operand),
});

/** What may be asked of a field. */
const operators: Record<string, ParseOperator> = {
  $eq: (operand) => ({ op: 'eq', value: noRegex('$eq', operand) }),
  $ne: (operand) => ({ op: 'not', tests: [{ op: 'eq', value: noRegex('$ne', operand) }] }),
  $gt: comparison,
  $gte: comparison,
  $lt: comparison,
  $lte: comparison,
  $in: (operand, parsers) => membership('$in', operand, parsers),
  $nin: (operand, parsers) => ({ op: 'not', tests: [membership('$nin', operand, parsers)] }),
  $exists: (operand) => (isFalsy(operand) ? { op: 'not', tests: [{ op: 'exists' }] } : { op: 'exists' }),
  $type: (operand) => ({ op: 'type', codes: typeCodes(operand) }),
  $size: (operand) => ({ op: 'size', size: size(operand) }),
  $mod: (operand) => modulo(operand),
  $regex: (operand, _parsers, all) => ({ op: 'regex', ...pattern(regexOf(operand, all.get('$options'))) }),
  $options: (_operand, _parsers, all) => (all.has('$regex') ? undefined : fail(2, '$options needs a $regex')),
  $not: (operand, parsers) => ({ op: 'not', tests: negated(operand, parsers) }),
  $elemMatch: (operand, parsers) => elemMatch(operand, parsers),
  $all: (operand, parsers) => all_(operand, parsers),
};

export const fieldOperatorNames: string[] = Object.keys(operators);

/** One `$operator: operand` on a field; undefined for those that only qualify another (`$options`). */
export function parseOperator(name: string, operand: Value, all: Doc, parsers: Parsers): Test | undefined {
  const parse = Object.hasOwn(operators, name) ? operators[name] : undefined;
  return parse ? parse(operand, parsers, all, name) : refuse(`the query operator ${name}`, 2);
}

function noRegex(name: string, operand: Value): Value {
  if (operand === undefined) fail(2, 'cannot compare to undefined');
  if (name !== '$eq' && operand instanceof BSONRegExp) fail(2, `Can't have regex as arg to ${name}.`);
  return operand;
}

function membership(name: string, operand: Value, parsers: Parsers): Test {
  if (!Array.isArray(operand)) fail(2, `${name} needs an array`);
  if (operand.some(parsers.isOperators)) fail(2, `cannot nest $ under ${name}`);
  if (operand.includes(undefined)) fail(2, 'cannot compare to undefined');
  const patterns = operand.filter((value) => value instanceof BSONRegExp).map(pattern);
  return { op: 'in', values: operand.filter((value) => !(value instanceof BSONRegExp)), patterns };
}

function isFalsy(value: Value): boolean {
  if (isNumeric(value)) return toDouble(value) === 0;
  return value === false || value === null || value === undefined;
}

function negated(operand: Value, parsers: Parsers): Test[] {
  if (operand instanceof BSONRegExp) return parsers.parseTests(operand);
  if (!isDoc(operand)) fail(2, '$not needs a regex or a document');
  if (operand.size === 0) fail(2, '$not cannot be empty');
  return parsers.parseOperators(operand);
}

const logical = new Set(['$and', '$or', '$nor', '$expr']);

function elemMatch(operand: Value, parsers: Parsers): Test {
  if (!isDoc(operand)) fail(2, '$elemMatch needs an Object');
  const first = operand.keys().next().value;
  if (first?.startsWith('$') && !logical.has(first)) return { op: 'elemTests', tests: parsers.parseOperators(operand) };
  return { op: 'elemMatch', filter: parsers.parseFilter(operand) };
}

function all_(operand: Value, parsers: Parsers): Test {
  if (!Array.isArray(operand)) fail(2, '$all needs an array');
  if (operand.length === 0) return { op: 'nothing' };
  return { op: 'all', tests: operand.flatMap((item) => allItem(item, parsers)) };
}

function allItem(item: Value, parsers: Parsers): Test[] {
  if (!parsers.isOperators(item)) return parsers.parseTests(item);
  if (item.keys().next().value !== '$elemMatch') fail(2, 'no $ expressions in $all');
  return parsers.parseOperators(item);
}

function size(operand: Value): number {
  const whole = wholeNumber(operand);
  if (whole === undefined) fail(9, `Failed to parse $size. Expected an integer`);
  if (whole < 0) fail(2, '$size may not be negative');
  return whole;
}

function modulo(operand: Value): Test {
  if (!Array.isArray(operand)) fail(2, 'malformed mod, needs to be an array');
  if (operand.length !== 2) fail(2, `malformed mod, ${operand.length < 2 ? 'not enough' : 'too many'} elements`);
  const [divisor, remainder] = operand.map((value) => truncated(value));
  if (divisor === undefined) fail(2, 'malformed mod, divisor not a number');
  if (remainder === undefined) fail(2, 'malformed mod, remainder not a number');
  if (divisor === 0n) fail(2, 'divisor cannot be 0');
  return { op: 'mod', divisor, remainder };
}

/** A number without its fraction, as `$mod` takes it; undefined for what isn't one or doesn't fit an int64. */
export function truncated(value: Value): bigint | undefined {
  if (!isNumeric(value)) return undefined;
  const exact = fraction(value instanceof Double ? value.value : value);
  if (typeof exact === 'number') return undefined;
  const whole = exact.top / exact.bottom;
  return fitsLong(whole) ? whole : undefined;
}

function regexOf(operand: Value, options: Value): BSONRegExp {
  if (options !== undefined && typeof options !== 'string') fail(2, '$options has to be a string');
  if (operand instanceof BSONRegExp) return regularExpression(operand.pattern, options ?? operand.options);
  if (typeof operand !== 'string') fail(2, '$regex has to be a string');
  return regularExpression(operand, options ?? '');
}
