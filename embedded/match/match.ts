import { BSONRegExp, BSONSymbol } from 'bson';
import { type Doc, isDoc, Missing, TypeCode, typeCode, type Value } from '../bson/types.ts';
import { compare, equal, typeRank } from '../values/compare.ts';
import { encodeKey } from '../values/key.ts';
import { isNaNValue } from '../values/numbers.ts';
import type { Comparison, FieldFilter, Filter, Pattern, Test } from './filter.ts';
import { truncated } from './operators.ts';
import { isFound } from './regex.ts';
import { anyAt, type Trace } from './walk.ts';

/** Whether a document meets a filter. With `trace`, also where in an array it did. */
export function matches(filter: Filter, doc: Doc, trace?: Trace): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((one) => matches(one, doc, trace));
    case 'or':
      return filter.filters.some((one) => matches(one, doc, trace));
    case 'nor':
      return !filter.filters.some((one) => matches(one, doc));
    case 'expr':
      return filter.holds(doc);
    case 'field':
      return fieldPasses(doc, filter, filter.test, trace);
  }
}

function fieldPasses(doc: Doc, filter: FieldFilter, test: Test, trace?: Trace): boolean {
  switch (test.op) {
    case 'not':
      return !test.tests.every((one) => fieldPasses(doc, filter, one));
    case 'all':
      return test.tests.every((one) => fieldPasses(doc, filter, one, trace));
    case 'elemMatch':
    case 'elemTests':
      return elementPasses(doc, filter, test, trace);
    default:
      return anyAt(doc, {
        parts: filter.parts,
        test: (value) => valuePasses(test, value),
        expand: test.op !== 'size' && test.op !== 'exists',
        trace,
      });
  }
}

function elementPasses(doc: Doc, filter: FieldFilter, test: Test, trace?: Trace): boolean {
  const passes = (value: Value | Missing) => {
    const index = passingElement(test, value);
    if (index >= 0 && trace) trace.index ??= index;
    return index >= 0;
  };
  return anyAt(doc, { parts: filter.parts, test: passes, expand: false, trace: undefined });
}

/** The first element of an array that meets an `$elemMatch`, or -1. */
export function passingElement(test: Test, value: Value | Missing): number {
  if (!Array.isArray(value)) return -1;
  if (test.op === 'elemTests') return value.findIndex((item) => test.tests.every((one) => valuePasses(one, item)));
  if (test.op === 'elemMatch') return value.findIndex((item) => elementMatches(test.filter, item));
  return -1;
}

function elementMatches(filter: Filter, item: Value): boolean {
  if (isDoc(item)) return matches(filter, item);
  return Array.isArray(item) && matches(filter, new Map(item.map((value, i) => [String(i), value])));
}

/** A test on one value as it is, arrays not opened. */
export function valuePasses(test: Test, value: Value | Missing): boolean {
  switch (test.op) {
    case 'eq':
      return value === Missing ? test.value === null : equalTo(test.value, value);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return compares(test.op, test.value, value);
    case 'in':
      return isIn(test, value);
    case 'exists':
      return value !== Missing;
    case 'type':
      return value !== Missing && test.codes.has(typeCode(value));
    case 'regex':
      return value !== Missing && patternPasses(test, value);
    default:
      return structurePasses(test, value);
  }
}

function structurePasses(test: Test, value: Value | Missing): boolean {
  switch (test.op) {
    case 'size':
      return Array.isArray(value) && value.length === test.size;
    case 'mod':
      return value !== Missing && leavesRemainder(test.divisor, test.remainder, value);
    case 'elemMatch':
    case 'elemTests':
      return passingElement(test, value) >= 0;
    case 'not':
      return !test.tests.every((one) => valuePasses(one, value));
    case 'all':
      return test.tests.every((one) => valuePasses(one, value));
    default:
      return false;
  }
}

function equalTo(wanted: Value, value: Value): boolean {
  if (typeof wanted === 'string' && typeof value === 'string') return wanted === value;
  return equal(wanted, value);
}

/** Only values of the same type compare, but for MinKey and MaxKey, which all do, missing ones too. */
function compares(op: Comparison, bound: Value, value: Value | Missing): boolean {
  const code = typeCode(bound);
  if (value === Missing) return bound === null ? op.endsWith('e') : isBeyond(op, code);
  if (typeRank(value) !== typeRank(bound)) return isBeyond(op, code);
  if (isNaNValue(bound) || isNaNValue(value)) return op.endsWith('e') && isNaNValue(bound) && isNaNValue(value);
  const order = compare(value, bound);
  return order === 0 ? op.endsWith('e') : order > 0 === op.startsWith('g');
}

function isBeyond(op: Comparison, boundCode: number): boolean {
  return boundCode === (op.startsWith('g') ? TypeCode.minKey : TypeCode.maxKey);
}

const SMALL = 8;

function isIn(test: Extract<Test, { op: 'in' }>, value: Value | Missing): boolean {
  const actual = value === Missing ? null : value;
  if (value !== Missing && test.patterns.some((one) => patternPasses(one, value))) return true;
  if (test.values.length <= SMALL) return test.values.some((wanted) => equalTo(wanted, actual));
  test.keys ??= new Set(test.values.map(encodeKey));
  return test.keys.has(encodeKey(actual));
}

function patternPasses(pattern: Pattern, value: Value): boolean {
  if (typeof value === 'string') return isFound(pattern, value);
  if (value instanceof BSONSymbol) return isFound(pattern, value.value);
  return value instanceof BSONRegExp && equal(value, pattern.source);
}

function leavesRemainder(divisor: bigint, remainder: bigint, value: Value): boolean {
  const whole = truncated(value);
  return whole !== undefined && whole % divisor === remainder;
}
