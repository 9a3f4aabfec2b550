import type { IndexField } from '../catalog/index-spec.ts';
import type { Sort } from '../sort/sort.ts';
import { hasNumber, type IndexPlan } from './index-plan.ts';

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
