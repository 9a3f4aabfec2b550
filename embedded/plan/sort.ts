import type { Doc, Value } from '../bson/types.ts';
import { isDoc } from '../bson/types.ts';
import { indexKeys } from '../catalog/index-keys.ts';
import type { IndexField, IndexSpec } from '../catalog/index-spec.ts';
import { CommandError, fail, refuse } from '../errors.ts';
import { isNumeric, toDouble, wholeNumber } from '../values/numbers.ts';
import type { IndexPlan } from './index-plan.ts';
import { hasNumber } from './index-plan.ts';

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
    return indexKeys({ fields: sort, sparse: false, partial: undefined } as IndexSpec, doc).keys;
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== 171) throw error;
    return fail(2, 'cannot sort with keys that are parallel arrays');
  }
}

const MOST_MERGED = 500;

/** How a plan's order serves a sort: read it forward, read it backward, or not at all. */
export function orderOf(plan: IndexPlan, sort: Sort): 'forward' | 'reverse' | undefined {
  const { index } = plan;
  if (index.shortened || plan.prefixes.length > MOST_MERGED || isCutByArrays(plan, sort)) return undefined;
  const held = new Set(index.fields.slice(0, plan.pointFields).map((field) => field.path));
  const single = plan.prefixes.length === 1;
  const wanted = single ? sort.filter((field) => !held.has(field.path)) : sort;
  const start = plan.pointFields;
  return follows(index.fields.slice(start), wanted) ?? (single ? undefined : follows(index.fields, wanted));
}

/**
 * A document with an array is sorted by the least (or greatest) of its elements. The index gives it there first only if
 * the plan goes through all of the document's entries, or if they are all alike in what is sorted by.
 */
function isCutByArrays({ index, pointFields, rangeFields }: IndexPlan, sort: Sort): boolean {
  const isMultikey = (place: number) => (index.multikey & (1 << place)) !== 0;
  const bounded = index.fields.slice(0, pointFields + rangeFields);
  if (!bounded.some((_, place) => isMultikey(place))) return false;
  const sorted = new Set(sort.map(({ path }) => path));
  return index.fields.some(({ path }, place) => isMultikey(place) && sorted.has(path));
}

/** Whether an index plan with several values for its leading fields has to be merged to come in order. */
export function needsMerge(plan: IndexPlan, sort: Sort): boolean {
  return plan.prefixes.length > 1 && follows(plan.index.fields, sort) === undefined;
}

function follows(fields: IndexField[], sort: Sort): 'forward' | 'reverse' | undefined {
  if (sort.length > fields.length) return undefined;
  const same = sort.every((field, i) => fields[i]?.path === field.path && !hasNumber(field));
  if (!same) return undefined;
  const turns = new Set(sort.map((field, i) => field.descending !== fields[i]?.descending));
  if (turns.size > 1) return undefined;
  return turns.has(true) ? 'reverse' : 'forward';
}
