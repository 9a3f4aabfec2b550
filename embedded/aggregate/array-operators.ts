import { Missing, type Value } from '../bson/types.ts';
import { made } from '../effort.ts';
import { fail } from '../errors.ts';
import { elementSorter } from '../sort/sort-elements.ts';
import { equal } from '../values/compare.ts';
import { encodeKey } from '../values/key.ts';
import { accumulator } from './accumulators.ts';
import { loopOperators } from './loop-operators.ts';
import { array, isNullish, named, operator, parsed, strict, whole } from './operands.ts';
import type { Operator } from './operator.ts';
import { isTrue } from './truth.ts';
import { zipper } from './zip.ts';

export const arrayOperators: Record<string, Operator> = {
  $size: operator(1, 1, (value) => array('$size', value, 17124).length),
  $isArray: operator(1, 1, (value) => Array.isArray(value)),
  $arrayElemAt: strict(2, 2, (items, place) =>
    element(array('$arrayElemAt', items, 28689), whole('$arrayElemAt', place, 28690)),
  ),
  $first: strict(1, 1, (items) => element(array('$first', items, 28689), 0)),
  $last: strict(1, 1, (items) => element(array('$last', items, 28689), -1)),
  $slice: strict(2, 3, (items, a, b) =>
    slice(
      array('$slice', items, 28724),
      whole('$slice', a, 28725),
      b === undefined ? undefined : whole('$slice', b, 28727),
    ),
  ),
  $in: operator(2, 2, (value, items) =>
    array('$in', items, 40081).some((item) => value !== Missing && equal(item, value)),
  ),
  $indexOfArray: operator(2, 4, (items, value, start, end) =>
    isNullish(items) ? null : indexIn(array('$indexOfArray', items, 40090), value as Value, start, end),
  ),
  $concatArrays: strict(0, 1000, (...values) => joined(values.map((items) => array('$concatArrays', items, 28664)))),
  $reverseArray: strict(1, 1, (items) => [...array('$reverseArray', items, 34435)].reverse()),
  $range: operator(2, 3, (start, end, step) =>
    range(
      whole('$range', start as Value, 34443),
      whole('$range', end as Value, 34445),
      step === undefined ? 1 : whole('$range', step, 34447),
    ),
  ),
  $setUnion: strict(0, 1000, (...sets) => [
    ...distinct(sets.flatMap((items) => array('$setUnion', items, 17043))).values(),
  ]),
  $setIntersection: strict(0, 1000, (...sets) =>
    intersection(sets.map((items) => array('$setIntersection', items, 17047))),
  ),
  $setDifference: strict(2, 2, (a, b) =>
    difference(array('$setDifference', a, 17048), array('$setDifference', b, 17049)),
  ),
  $setIsSubset: operator(
    2,
    2,
    (a, b) =>
      difference(array('$setIsSubset', a as Value, 17046), array('$setIsSubset', b as Value, 17042)).length === 0,
  ),
  $setEquals: operator(
    2,
    1000,
    (...sets) =>
      new Set(sets.map((items) => [...distinct(array('$setEquals', items, 17044)).keys()].sort().join())).size === 1,
  ),
  $zip: (operand, parse) => zipper(operand, parse),
  $sortArray: (operand, parse) => {
    const parts = named('$sortArray', operand, ['input', 'sortBy'], ['input', 'sortBy']);
    const input = parse(parts.get('input'));
    const sort = elementSorter(parts.get('sortBy'), 2942507);
    return (scope) => {
      const items = input(scope);
      return isNullish(items) ? null : sort(array('$sortArray', items, 2942504));
    };
  },
  $allElementsTrue: operator(1, 1, (items) => array('$allElementsTrue', items, 17040).every(isTrue)),
  $anyElementTrue: operator(1, 1, (items) => array('$anyElementTrue', items, 17041).some(isTrue)),
  ...loopOperators,
  $sum: gatherer('$sum'),
  $avg: gatherer('$avg'),
  $min: gatherer('$min'),
  $max: gatherer('$max'),
};

/** As expressions these gather several operands, or the elements of a single one that is an array. */
function gatherer(name: string): Operator {
  return (operand, parse) => {
    const operands = parsed(name, operand, parse, 0, 1000);
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

function indexIn(items: Value[], value: Value | Missing, start: Value | Missing, end: Value | Missing): number {
  const from = start === undefined ? 0 : whole('$indexOfArray', start, 40096);
  const to = end === undefined ? items.length : whole('$indexOfArray', end, 40096);
  if (from < 0 || to < 0) fail(40097, '$indexOfArray requires a nonnegative starting and ending index');
  if (value === Missing) return -1;
  return items.findIndex((item, i) => i >= from && i < to && equal(item, value));
}

function slice(items: Value[], a: number, b: number | undefined): Value[] {
  if (b === undefined) return a < 0 ? items.slice(a) : items.slice(0, a);
  if (b <= 0) fail(28729, 'Third argument to $slice must be positive');
  const start = a < 0 ? Math.max(0, items.length + a) : a;
  return items.slice(start, start + b);
}

/** What an element takes, and what a range may, in MongoDB. */
const PER_ITEM = 16;
const MOST_RANGE_BYTES = 100 * 1024 * 1024;

function joined(lists: Value[][]): Value[] {
  made(lists.reduce((sum, one) => sum + one.length, 0) * PER_ITEM);
  return ([] as Value[]).concat(...lists);
}

function range(start: number, end: number, step: number): Value[] {
  if (step === 0) fail(34449, '$range requires a non-zero step value');
  const bytes = Math.max(0, Math.ceil((end - start) / step)) * PER_ITEM;
  if (bytes > MOST_RANGE_BYTES)
    fail(
      146,
      `$range would use too much memory (${bytes} bytes) and cannot spill to disk. Memory limit: ${MOST_RANGE_BYTES} bytes`,
    );
  made(bytes);
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
