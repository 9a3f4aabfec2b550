import { Double } from 'bson';
import type { Value } from '../bson/types.ts';
import type { Comparison, FieldFilter, Filter, Pattern, Test } from '../match/filter.ts';
import { typeRank } from '../values/compare.ts';
import { encodeKey, textPrefix } from '../values/key.ts';
import { isNaNValue } from '../values/numbers.ts';
import { beginningWith, everything, type Interval, intersect, point } from './interval.ts';

/** What one condition says of the index entries that can meet it. */
export type Bound = {
  path: string;
  intervals: Interval[];
  /** Whether each document with an entry in the intervals meets the condition, so that it needs no second look. */
  exact: boolean;
  /** Whether only documents that have the field can meet it: what a sparse index may be used for. */
  needsField: boolean;
  source: Filter;
};

/** All the bounds in a query's conjuncts, `$all` and `$elemMatch` opened. */
export function boundsOf(conjuncts: Filter[]): Bound[] {
  return conjuncts.flatMap((filter) => (filter.kind === 'field' ? fieldBounds(filter, filter, '') : []));
}

function fieldBounds(filter: FieldFilter, source: Filter, parent: string): Bound[] {
  const path = parent + filter.path;
  const { test } = filter;
  if (test.op === 'all')
    return inexact(test.tests.flatMap((one) => fieldBounds({ ...filter, test: one }, source, parent)));
  if (test.op === 'elemMatch') return inexact(elementBounds(test.filter, source, `${path}.`));
  if (test.op === 'elemTests') return inexact(commonBound(test.tests, path, source));
  const found = testIntervals(test);
  return found ? [{ path, source, ...found }] : [];
}

function inexact(bounds: Bound[]): Bound[] {
  return bounds.map((bound) => ({ ...bound, exact: false }));
}

function elementBounds(filter: Filter, source: Filter, parent: string): Bound[] {
  if (filter.kind === 'and') return filter.filters.flatMap((one) => elementBounds(one, source, parent));
  return filter.kind === 'field' ? fieldBounds(filter, source, parent) : [];
}

/** One element has to meet all the tests: so its entry lies in all their intervals. */
function commonBound(tests: Test[], path: string, source: Filter): Bound[] {
  const found = tests.map(testIntervals).filter((one) => one !== undefined);
  if (found.length === 0) return [];
  const intervals = found.map((one) => one.intervals).reduce(intersect);
  return [{ path, source, intervals, exact: false, needsField: true }];
}

type Found = Pick<Bound, 'intervals' | 'exact' | 'needsField'>;

function testIntervals(test: Test): Found | undefined {
  switch (test.op) {
    case 'eq':
      return equalTo(test.value);
    case 'in':
      return anyOf(test);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparison(test.op, test.value);
    case 'regex':
      return { intervals: patternIntervals(test), exact: false, needsField: true };
    case 'exists':
      return { intervals: [everything], exact: false, needsField: true };
    case 'not':
      return isMissing(test) ? { intervals: [point(null)], exact: false, needsField: false } : undefined;
    default:
      return undefined;
  }
}

/** `$exists: false`: an index has null for what isn't there. */
function isMissing({ tests }: Extract<Test, { op: 'not' }>): boolean {
  return tests.length === 1 && tests[0]?.op === 'exists';
}

function equalTo(value: Value): Found | undefined {
  if (Array.isArray(value)) return equalToArray(value);
  if (value === undefined) return undefined;
  return { intervals: [point(value)], exact: value !== null, needsField: value !== null };
}

/** An array has its elements in an index, or nothing if it is empty; one within an array is an element as a whole. */
function equalToArray(items: Value[]): Found {
  return { intervals: distinct([point(items[0]), point(items)]), exact: false, needsField: true };
}

function anyOf(test: Extract<Test, { op: 'in' }>): Found | undefined {
  const points = test.values.map(equalTo);
  if (points.includes(undefined)) return undefined;
  const found = points as Found[];
  return {
    intervals: distinct(found.flatMap((one) => one.intervals)).concat(test.patterns.flatMap(patternIntervals)),
    exact: test.patterns.length === 0 && found.every((one) => one.exact),
    needsField: found.every((one) => one.needsField),
  };
}

function distinct(points: Interval[]): Interval[] {
  return [...new Map(points.map((one) => [one.low.prefix, one])).values()];
}

/** Types whose ranges are simply the stretch of their values: numbers, text, documents, binary, ids, booleans, dates. */
const rangeRanks = new Set([10, 15, 20, 30, 35, 40, 45, 47]);
const NAN = encodeKey(new Double(Number.NaN));

function comparison(op: Comparison, value: Value): Found | undefined {
  if (value === null) return op.endsWith('e') ? equalTo(null) : undefined;
  const rank = typeRank(value);
  if (!rangeRanks.has(rank) || isNaNValue(value)) return undefined;
  const type = beginningWith(String.fromCharCode(rank));
  const key = encodeKey(value);
  const low = rank === 10 ? { prefix: NAN, after: true } : type.low;
  const interval = op.startsWith('g')
    ? { low: { prefix: key, after: op === 'gt' }, high: type.high }
    : { low, high: { prefix: key, after: op === 'lte' } };
  return { intervals: [interval], exact: true, needsField: true };
}

/** `/^abc/` meets text that begins with abc; any pattern meets text and the pattern itself stored as a value. */
function patternIntervals(pattern: Pattern): Interval[] {
  const literal = /^\^([\w\s@#%&,:;<=>~`'"!/-]+)(?![?*{+|])/.exec(pattern.source.pattern)?.[1];
  const useful = literal !== undefined && pattern.source.options === '' && !pattern.source.pattern.includes('|');
  const begins = useful ? trimmed(literal, pattern.source.pattern) : '';
  const text = beginningWith(String.fromCharCode(15) + textPrefix(begins));
  return [text, beginningWith(String.fromCharCode(50))];
}

/** A quantifier belongs to the letter before it, which then isn't certain. */
function trimmed(literal: string, source: string): string {
  const next = source[1 + literal.length];
  return next && '?*{'.includes(next) ? literal.slice(0, -1) : literal;
}
