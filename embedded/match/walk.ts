import { type Doc, Missing, type Value } from '../bson/types.ts';

/** Where an array was entered on the way to a match; `$` in updates and projections stands for it. */
export type Trace = { index?: number };

type Visit = {
  parts: string[];
  test: (value: Value | Missing) => boolean;
  /** Whether an array at the path's end offers its elements, besides itself. */
  expand: boolean;
  trace: Trace | undefined;
};

/**
 * Whether any value at a dotted path passes. As in MongoDB, a path goes through every document in an array it meets, and
 * a numeric part also names an array's element; scalars in an array have no fields and aren't even missing.
 */
export function anyAt(doc: Doc, visit: Visit): boolean {
  return step(doc, 0, undefined, visit);
}

function step(node: Value, at: number, index: number | undefined, visit: Visit): boolean {
  if (at === visit.parts.length) return leaf(node, index, visit);
  if (node instanceof Map) return child(node, at, index, visit);
  if (Array.isArray(node)) return elements(node, at, index, visit);
  return visit.test(Missing);
}

function child(node: Doc, at: number, index: number | undefined, visit: Visit): boolean {
  const name = visit.parts[at] as string;
  const value = node.get(name);
  if (value === undefined && !node.has(name)) return passes(Missing, index, visit);
  return step(value, at + 1, index, visit);
}

function elements(items: Value[], at: number, index: number | undefined, visit: Visit): boolean {
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item instanceof Map && step(item, at, index ?? i, visit)) return true;
  }
  const named = arrayIndex(visit.parts[at] as string);
  return named !== undefined && named < items.length && place(items[named], at + 1, index, visit);
}

/** An array's place that a path names: at its end just this one value, an array not opened; a scalar has no fields. */
function place(item: Value, at: number, index: number | undefined, visit: Visit): boolean {
  if (at === visit.parts.length) return passes(item, index, visit);
  return (item instanceof Map || Array.isArray(item)) && step(item, at, index, visit);
}

function leaf(node: Value, index: number | undefined, visit: Visit): boolean {
  if (visit.expand && Array.isArray(node))
    for (let i = 0; i < node.length; i++) if (passes(node[i], index ?? i, visit)) return true;
  return passes(node, index, visit);
}

function passes(value: Value | Missing, index: number | undefined, visit: Visit): boolean {
  if (!visit.test(value)) return false;
  if (index !== undefined && visit.trace) visit.trace.index ??= index;
  return true;
}

/** `'12'` as 12; undefined for what is no array index. */
export function arrayIndex(part: string): number | undefined {
  return /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : undefined;
}
