import type { Value } from '../bson/types.ts';
import { type Comparison, conjuncts, type FieldFilter, type Filter, type Test } from '../match/filter.ts';
import { valuePasses } from '../match/match.ts';
import { compare, equal, typeRank } from '../values/compare.ts';

/** Whether every document that meets the query's conjuncts is in an index with this partial filter. */
export function implies(query: Filter[], partial: Filter): boolean {
  return conjuncts(partial).every((wanted) => wanted.kind === 'field' && query.some((given) => entails(given, wanted)));
}

function entails(given: Filter, wanted: FieldFilter): boolean {
  if (given.kind !== 'field' || given.path !== wanted.path) return false;
  const { test: known } = given;
  switch (known.op) {
    case 'eq':
      return !Array.isArray(known.value) && known.value !== null && valuePasses(wanted.test, known.value);
    case 'in':
      return (
        known.patterns.length === 0 &&
        known.values.every((value) => value !== null && !Array.isArray(value) && valuePasses(wanted.test, value))
      );
    case 'exists':
    case 'type':
    case 'regex':
      return wanted.test.op === 'exists' || same(given, wanted);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return rangeEntails(known, wanted.test);
    default:
      return false;
  }
}

function same(given: FieldFilter, wanted: FieldFilter): boolean {
  const a = given.test;
  const b = wanted.test;
  return a.op === 'type' && b.op === 'type' && [...a.codes].every((code) => b.codes.has(code));
}

type RangeTest = { op: Comparison; value: Value };

function isRange(test: Test): test is RangeTest {
  return ['gt', 'gte', 'lt', 'lte'].includes(test.op);
}

function rangeEntails(a: RangeTest, wanted: Test): boolean {
  if (a.value === null) return false;
  if (wanted.op === 'exists') return true;
  if (!isRange(wanted) || a.op[0] !== wanted.op[0] || typeRank(a.value) !== typeRank(wanted.value)) return false;
  if (equal(a.value, wanted.value)) return a.op === wanted.op || wanted.op.length === 3;
  return compare(a.value, wanted.value) > 0 === (a.op[0] === 'g');
}
