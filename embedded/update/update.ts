import type { Variables } from '../aggregate/operator.ts';
import { parsePipelineUpdate } from '../aggregate/pipeline-update.ts';
import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { identical } from '../values/compare.ts';
import { shellText } from '../values/shell-text.ts';
import { Changed } from './conflicts.ts';
import { parseSteps, type Step } from './parse.ts';
import { existingSpot, madeSpot, put, read, type Spot, unset, valueAt } from './paths.ts';
import { type ArrayFilters, checkFiltersUsed, parseArrayFilters, targets } from './targets.ts';

/** A parsed update: makes the new document. `matched` is where the query met an array, for `$`. */
export type Update = {
  isReplacement: boolean;
  apply(doc: Doc, context: { matched?: number; isInsert?: boolean }): Doc;
};

export function parseUpdate(value: Value, arrayFilters?: Value, variables?: Variables): Update {
  if (Array.isArray(value)) return pipeline(value, arrayFilters, variables);
  if (!isDoc(value)) fail(9, 'Update argument must be either an object or an array');
  const first = value.keys().next().value;
  if (first?.startsWith('$')) return operators(value, parseArrayFilters(arrayFilters));
  if (arrayFilters !== undefined) fail(9, 'arrayFilters may not be specified for replacement-style updates');
  return { isReplacement: true, apply: (doc) => replaced(doc, value) };
}

function pipeline(stages: Value[], arrayFilters: Value, variables?: Variables): Update {
  if (arrayFilters !== undefined) fail(9, 'arrayFilters may not be specified for pipeline-style updates');
  const run = parsePipelineUpdate(stages, variables);
  return { isReplacement: false, apply: (doc) => withSameId(doc, run(doc)) };
}

function operators(update: Doc, filters: ArrayFilters): Update {
  const steps = parseSteps(update);
  checkFiltersUsed(
    filters,
    steps.map((step) => step.parts),
  );
  const isDynamic = steps.some((step) => step.parts.some((part) => part.startsWith('$')));
  return {
    isReplacement: false,
    apply: (doc, { matched, isInsert = false }) => {
      const result = copy(doc);
      const changed = isDynamic ? new Changed() : undefined;
      for (const step of steps) take(step, doc, result, { matched, isInsert, filters, changed });
      return isInsert ? result : withSameId(doc, result);
    },
  };
}

type Course = {
  matched: number | undefined;
  isInsert: boolean;
  filters: ArrayFilters;
  /** Kept where paths have places to be chosen. */
  changed: Changed | undefined;
};

function take(step: Step, before: Doc, result: Doc, { matched, isInsert, filters, changed }: Course): void {
  if (step.kind === 'change' && step.onlyOnInsert && !isInsert) return;
  if (step.kind === 'rename') {
    rename(result, step.parts, step.to);
    return;
  }
  for (const parts of targets(before, step.parts, matched, filters)) {
    changed?.add(parts);
    if (step.kind === 'unset') {
      const spot = existingSpot(result, parts);
      if (spot) unset(spot);
    } else change(step, result, parts);
  }
}

function change(step: Extract<Step, { kind: 'change' }>, result: Doc, parts: string[]): void {
  if (step.needsField && valueAt(result, parts) === Missing) return;
  const spot = madeSpot(result, parts);
  const value = step.change(read(spot), parts.join('.'));
  if (value !== Missing) put(spot, value);
}

function rename(result: Doc, from: string[], to: string[]): void {
  const source = existingSpot(result, from);
  const value = source ? read(source) : Missing;
  if (!source || value === Missing) return;
  for (const parts of [from, to]) refuseArrays(result, parts);
  unset(source);
  put(madeSpot(result, to) as Spot, value);
}

function refuseArrays(doc: Doc, parts: string[]): void {
  for (let at = 1; at < parts.length; at++)
    if (Array.isArray(valueAt(doc, parts.slice(0, at))))
      fail(2, `The source and destination field of $rename cannot be an array element: ${parts.join('.')}`);
}

function replaced(doc: Doc, replacement: Doc): Doc {
  for (const name of replacement.keys())
    if (name.startsWith('$'))
      fail(
        52,
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
  const result: Doc = new Map();
  const id = doc.has('_id') ? doc.get('_id') : replacement.get('_id');
  if (doc.has('_id') || replacement.has('_id')) result.set('_id', id);
  for (const [name, value] of replacement) result.set(name, value);
  return doc.has('_id') ? withSameId(doc, result) : result;
}

function withSameId(before: Doc, after: Doc): Doc {
  if (!after.has('_id') && before.has('_id'))
    fail(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  if (before.has('_id') && !identical(before.get('_id'), after.get('_id')))
    fail(
      66,
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${shellText(after.get('_id'))}`,
    );
  return after;
}

/** A deep copy whose parts may be changed. */
/** Documents and arrays are changed in place, other values never. */
function copy(doc: Doc): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) result.set(name, copyOf(value));
  return result;
}

function copyOf(value: Value): Value {
  if (isDoc(value)) return copy(value);
  return Array.isArray(value) ? value.map(copyOf) : value;
}
