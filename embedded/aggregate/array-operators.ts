import { Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { equal } from '../values/compare.ts';
import { encodeKey } from '../values/key.ts';
import { accumulator } from './accumulators.ts';
import { loopOperators } from './loop-operators.ts';
import { array, isNullish, operator, orNull, parsed, strict, whole } from './operands.ts';
import type { Operator } from './operator.ts';

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
  ...loopOperators,
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
