import { isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { compare } from '../values/compare.ts';
import { wholeNumber } from '../values/numbers.ts';
import { parseSort, sortKey } from './sort.ts';

/** Orders an array's elements: by themselves (1 or -1), or by fields of theirs. Refuses other wishes with `code`. */
export function elementSorter(value: Value, code: number): (items: Value[]) => Value[] {
  const direction = wholeNumber(value);
  if (direction === 1 || direction === -1) return (items) => [...items].sort((a, b) => direction * compare(a, b));
  if (!isDoc(value) || value.size === 0)
    fail(code, 'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  const sort = parseSort(value);
  const keyOf = (item: Value) => sortKey(sort, isDoc(item) ? item : new Map());
  return (items) =>
    items
      .map((item) => ({ item, key: keyOf(item) }))
      .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
      .map(({ item }) => item);
}
