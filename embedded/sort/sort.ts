import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { indexKeys } from '../catalog/index-keys.ts';
import type { IndexField } from '../catalog/index-spec.ts';
import { CommandError, fail, refuse } from '../errors.ts';
import { isNumeric, toDouble, wholeNumber } from '../values/numbers.ts';

export type Sort = IndexField[];

export function parseSort(value: Value): Sort {
  if (value === undefined || value === null) return [];
  if (!isDoc(value)) fail(14, "Expected field 'sort' to be of type object");
  return [...value].map(([path, direction]) => sortField(path, direction));
}

/** As find and its like take it: also by `$natural`, the order records lie in. */
export function parseFindSort(value: Value): Sort {
  if (!isDoc(value) || !value.has('$natural')) return parseSort(value);
  if (value.size > 1) fail(2, "Cannot include '$natural' in compound sort");
  const direction = wholeNumber(value.get('$natural'));
  if (direction !== 1 && direction !== -1) fail(2, '$natural sort cannot be set to a value other than -1 or 1.');
  return [{ path: '$natural', parts: ['$natural'], descending: direction < 0 }];
}

function sortField(path: string, direction: Value): IndexField {
  if (isDoc(direction)) refuse(`a sort by ${direction.keys().next().value}`, 2);
  const number = isNumeric(direction) ? toDouble(direction) : 0;
  if (number !== 1 && number !== -1) fail(15975, `$sort key ordering must be 1 (for ascending) or -1 (for descending)`);
  if (path.startsWith('$')) fail(16410, `Field path "${path}" may not start with '$'`);
  if (path === '' || path.split('.').includes('')) fail(40352, 'FieldPath cannot be constructed with empty string');
  return { path, parts: path.split('.'), descending: number < 0 };
}

/** A key by which documents sort as MongoDB sorts them: it takes the least of what an index would hold of each. */
export function sortKey(sort: Sort, doc: Doc): string {
  let least: string | undefined;
  for (const key of keysOf(sort, doc)) if (least === undefined || key < least) least = key;
  return least ?? '';
}

function keysOf(sort: Sort, doc: Doc): Set<string> {
  try {
    return indexKeys({ fields: sort, sparse: false, partial: undefined }, doc).keys;
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== 171) throw error;
    return fail(2, 'cannot sort with keys that are parallel arrays');
  }
}
