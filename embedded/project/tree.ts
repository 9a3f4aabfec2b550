import type { Compute } from '../aggregate/expression.ts';
import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Trace } from '../match/walk.ts';

/** A projection by path: what becomes of each field named. */
export type Tree = Map<string, Tree | Leaf>;

export type Leaf =
  | { kind: 'keep' }
  | { kind: 'drop' }
  | { kind: 'position' }
  | { kind: 'slice'; skip: number | undefined; limit: number }
  | { kind: 'pick'; find: (items: Value) => number }
  | { kind: 'compute'; compute: Compute };

/** Only what the tree names, in the document's order; computed fields and `$elemMatch` come last, in the tree's. */
export function included(doc: Doc, tree: Tree, root: Doc, trace?: Trace): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const node = tree.get(name);
    const kept = node ? includedValue(value, node, root, trace) : Missing;
    if (kept !== Missing) result.set(name, kept);
  }
  for (const [name, node] of tree) compute(result, name, node, doc, root);
  return result;
}

function includedValue(value: Value, node: Tree | Leaf, root: Doc, trace?: Trace): Value | Missing {
  if (node instanceof Map) return through(value, (doc) => included(doc, node, root, trace), true);
  if (node.kind === 'drop' || node.kind === 'compute' || node.kind === 'pick') return Missing;
  return node.kind === 'keep' ? value : shaped(value, node, trace);
}

function compute(result: Doc, name: string, node: Tree | Leaf, doc: Doc, root: Doc): void {
  if (node instanceof Map) {
    if (!result.has(name) && hasComputed(node)) result.set(name, included(new Map(), node, root));
    return;
  }
  const value = computed(node, doc, name, root);
  if (value !== Missing) result.set(name, value);
}

function computed(leaf: Leaf, doc: Doc, name: string, root: Doc): Value | Missing {
  if (leaf.kind === 'compute') return leaf.compute(root);
  return leaf.kind === 'pick' && doc.has(name) ? picked(doc.get(name), leaf.find(doc.get(name))) : Missing;
}

function hasComputed(tree: Tree): boolean {
  return [...tree.values()].some((node) => (node instanceof Map ? hasComputed(node) : node.kind === 'compute'));
}

/** All but what the tree drops. */
export function excluded(doc: Doc, tree: Tree, root: Doc): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const node = tree.get(name);
    const kept = node ? excludedValue(value, node, root) : value;
    if (kept !== Missing) result.set(name, kept);
  }
  return result;
}

function excludedValue(value: Value, node: Tree | Leaf, root: Doc): Value | Missing {
  if (node instanceof Map) return through(value, (doc) => excluded(doc, node, root), false);
  if (node.kind === 'drop') return Missing;
  return shaped(value, node);
}

/** Paths go into every document of an array; what can have no fields is left out by inclusion, kept by exclusion. */
function through(value: Value, step: (doc: Doc) => Doc, dropScalars: boolean): Value | Missing {
  if (isDoc(value)) return step(value);
  if (!Array.isArray(value)) return dropScalars ? Missing : value;
  const items = value.map((item) => through(item, step, dropScalars));
  return items.filter((item) => item !== Missing);
}

function shaped(value: Value, leaf: Leaf, trace?: Trace): Value | Missing {
  if (leaf.kind === 'pick') return picked(value, leaf.find(value));
  if (!Array.isArray(value)) return value;
  if (leaf.kind === 'slice') return sliced(value, leaf.skip, leaf.limit);
  if (leaf.kind !== 'position') return value;
  if (trace?.index === undefined)
    fail(
      51246,
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    );
  return value.slice(trace.index, trace.index + 1);
}

function picked(value: Value, index: number): Value | Missing {
  return index < 0 ? Missing : [(value as Value[])[index] as Value];
}

function sliced(items: Value[], skip: number | undefined, limit: number): Value[] {
  if (skip === undefined) return limit < 0 ? items.slice(limit) : items.slice(0, limit);
  const start = skip < 0 ? Math.max(0, items.length + skip) : skip;
  return items.slice(start, start + limit);
}
