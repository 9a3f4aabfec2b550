import { type Doc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { equal } from '../values/compare.ts';
import { encodeKey } from '../values/key.ts';
import { wholeNumber } from '../values/numbers.ts';
import { accumulator } from './accumulators.ts';
import { isNullish, named, operator, orNull, parsed, strict } from './operands.ts';
import type { Operator, Scope } from './operator.ts';
import { isTrue } from './truth.ts';

export const arrayOperators: Record<string, Operator> = {
  $size: operator(1, 1, (value) => array('$size', value).length),
  $isArray: operator(1, 1, (value) => Array.isArray(value)),
  $arrayElemAt: strict(2, 2, (items, place) => element(array('$arrayElemAt', items), whole('$arrayElemAt', place))),
  $first: strict(1, 1, (items) => element(array('$first', items), 0)),
  $last: strict(1, 1, (items) => element(array('$last', items), -1)),
  $slice: strict(2, 3, (items, a, b) =>
    slice(array('$slice', items), whole('$slice', a), b === undefined ? undefined : whole('$slice', b)),
  ),
  $in: operator(2, 2, (value, items) => array('$in', items).some((item) => equal(item, orNull(value)))),
  $indexOfArray: operator(2, 2, (items, value) =>
    isNullish(items) ? null : array('$indexOfArray', items).findIndex((item) => equal(item, orNull(value))),
  ),
  $concatArrays: strict(0, 1000, (...values) => values.flatMap((items) => array('$concatArrays', items))),
  $reverseArray: strict(1, 1, (items) => [...array('$reverseArray', items)].reverse()),
  $range: operator(2, 3, (start, end, step) =>
    range(whole('$range', start), whole('$range', end), step === undefined ? 1 : whole('$range', step)),
  ),
  $setUnion: strict(0, 1000, (...sets) => [...distinct(sets.flatMap((items) => array('$setUnion', items))).values()]),
  $setIntersection: strict(0, 1000, (...sets) => intersection(sets.map((items) => array('$setIntersection', items)))),
  $setDifference: strict(2, 2, (a, b) => difference(array('$setDifference', a), array('$setDifference', b))),
  $setIsSubset: operator(2, 2, (a, b) => difference(array('$setIsSubset', a), array('$setIsSubset', b)).length === 0),
  $setEquals: operator(
    2,
    1000,
    (...sets) =>
      new Set(sets.map((items) => [...distinct(array('$setEquals', items)).keys()].sort().join())).size === 1,
  ),
  $filter: (operand, parse) => {
    const parts = named('$filter', operand, ['input', 'as', 'cond', 'limit'], ['input', 'cond']);
    const input = parse(parts.get('input'));
    const condition = parse(parts.get('cond'));
    const limit = parts.has('limit') ? parse(parts.get('limit')) : undefined;
    const name = nameOf(parts);
    return (scope) => {
      const items = input(scope);
      if (isNullish(items)) return null;
      const kept = array('$filter', items).filter((item) => isTrue(condition(within(scope, { [name]: item }))));
      return limit ? kept.slice(0, whole('$filter', limit(scope))) : kept;
    };
  },
  $map: (operand, parse) => {
    const parts = named('$map', operand, ['input', 'as', 'in'], ['input', 'in']);
    const input = parse(parts.get('input'));
    const body = parse(parts.get('in'));
    const name = nameOf(parts);
    return (scope) => {
      const items = input(scope);
      return isNullish(items)
        ? null
        : array('$map', items).map((item) => orNull(body(within(scope, { [name]: item }))));
    };
  },
  $reduce: (operand, parse) => {
    const parts = named('$reduce', operand, ['input', 'initialValue', 'in'], ['input', 'initialValue', 'in']);
    const input = parse(parts.get('input'));
    const initial = parse(parts.get('initialValue'));
    const body = parse(parts.get('in'));
    return (scope) => {
      const items = input(scope);
      if (isNullish(items)) return null;
      return array('$reduce', items).reduce<Value | Missing>(
        (value, item) => body(within(scope, { value, this: item })),
        initial(scope),
      );
    };
  },
  $sum: gatherer('$sum'),
  $avg: gatherer('$avg'),
  $min: gatherer('$min'),
  $max: gatherer('$max'),
};

/** As expressions these gather several operands, or the elements of a single one that is an array. */
function gatherer(name: string): Operator {
  return (operand, parse) => {
    const operands = parsed(operand, parse, 0, 1000);
    return (scope) => {
      const values = operands.map((evaluate) => evaluate(scope));
      const [only] = values;
      const gathered = accumulator(name, null).start();
      for (const value of values.length === 1 && Array.isArray(only) ? only : values)
        gathered.add(value as Value | Missing);
      return gathered.result();
    };
  };
}

function array(name: string, value: Value | Missing): Value[] {
  return Array.isArray(value)
    ? value
    : fail(17124, `The argument to ${name} must be an array, but was of type: ${typeName(value)}`);
}

function whole(name: string, value: Value | Missing): number {
  return (
    (value === Missing ? undefined : wholeNumber(value)) ??
    fail(28690, `${name} needs a whole number, not ${typeName(value)}`)
  );
}

function element(items: Value[], place: number): Value | Missing {
  const at = place < 0 ? items.length + place : place;
  return at >= 0 && at < items.length ? items[at] : Missing;
}

function slice(items: Value[], a: number, b: number | undefined): Value[] {
  if (b === undefined) return a < 0 ? items.slice(a) : items.slice(0, a);
  if (b <= 0) fail(28729, 'Third argument to $slice must be positive');
  const start = a < 0 ? Math.max(0, items.length + a) : a;
  return items.slice(start, start + b);
}

function range(start: number, end: number, step: number): Value[] {
  if (step === 0) fail(34449, '$range requires a non-zero step value');
  if (Math.abs((end - start) / step) > 1_000_000) fail(2, '$range of more than a million numbers');
  const items: Value[] = [];
  for (let i = start; step > 0 ? i < end : i > end; i += step) items.push(i);
  return items;
}

function distinct(items: Value[]): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const item of items) {
    const key = encodeKey(item);
    if (!found.has(key)) found.set(key, item);
  }
  return found;
}

function intersection(sets: Value[][]): Value[] {
  const [first = [], ...others] = sets.map(distinct);
  return [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, item]) => item);
}

function difference(a: Value[], b: Value[]): Value[] {
  const without = distinct(b);
  return [...distinct(a)].filter(([key]) => !without.has(key)).map(([, item]) => item);
}

function nameOf(parts: Doc): string {
  const name = parts.get('as') ?? 'this';
  return typeof name === 'string' && /^[a-z]/.test(name)
    ? name
    : fail(16867, 'a variable name must be a string that starts with a lowercase letter');
}

function within(scope: Scope, variables: Scope['variables']): Scope {
  return { ...scope, variables: { ...scope.variables, ...variables } };
}
