import { parseExpression } from '../aggregate/expression.ts';
import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import type { Test } from '../match/filter.ts';
import { passingElement } from '../match/match.ts';
import { parseTests } from '../match/parse.ts';
import type { Trace } from '../match/walk.ts';
import { isNumeric, toDouble, wholeNumber } from '../values/numbers.ts';
import { excluded, included, type Tree } from './tree.ts';

export type Projection = {
  apply(doc: Doc, trace?: Trace): Doc;
  /** Whether it needs to know where in an array the query matched. */
  positional: boolean;
  /** When it only keeps some top-level fields: which. */
  topLevel: Set<string> | undefined;
};

/** Parses what `find` and `findAndModify` return of documents; undefined for the whole of them. */
export function parseProjection(spec: Doc): Projection | undefined {
  if (spec.size === 0) return undefined;
  const entries = [...spec].map(([path, value]) => entry(path, value));
  const inclusion = mode(entries);
  const tree: Tree = new Map();
  for (const one of entries) plant(tree, one);
  const id = entries.find((one) => one.path === '_id');
  if (inclusion && !id) tree.set('_id', { kind: 'keep' });
  const plain = inclusion && entries.every((one) => (one.leaf.kind === 'keep' && one.parts.length === 1) || one === id);
  return {
    apply: (doc, trace) => (inclusion ? included(doc, tree, doc, trace) : excluded(doc, tree, doc)),
    positional: entries.some((one) => one.leaf.kind === 'position'),
    topLevel: plain
      ? new Set([...tree].filter(([, leaf]) => !(leaf instanceof Map) && leaf.kind === 'keep').map(([name]) => name))
      : undefined,
  };
}

type Leaf = Exclude<Tree extends Map<string, infer L> ? L : never, Tree>;
type Entry = { path: string; parts: string[]; leaf: Leaf };

function entry(path: string, value: Value): Entry {
  const parts = path.split('.');
  if (parts.at(-1) === '$') return { path, parts: parts.slice(0, -1), leaf: positional(value) };
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  if (path.startsWith('$'))
    fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  return { path, parts, leaf: leafOf(path, value) };
}

function positional(value: Value): Leaf {
  if (value === true || (isNumeric(value) && toDouble(value) !== 0)) return { kind: 'position' };
  return fail(31395, 'positional projection cannot be used with exclusion');
}

function leafOf(path: string, value: Value): Leaf {
  if (value === true || value === false || isNumeric(value))
    return { kind: value !== false && (value === true || toDouble(value) !== 0) ? 'keep' : 'drop' };
  if (isDoc(value)) return operatorLeaf(path, value);
  return { kind: 'compute', evaluate: parseExpression(value) };
}

function operatorLeaf(path: string, value: Doc): Leaf {
  const name = value.keys().next().value;
  const operand = value.get(name ?? '');
  if (name === '$slice' && (isNumeric(operand) || (Array.isArray(operand) && operand.every(isNumeric))))
    return slice(operand);
  if (name === '$elemMatch') return elemMatch(path, value);
  if (name === '$meta') refuse('the projection $meta', 2);
  if (name === undefined) fail(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  if (!name.startsWith('$')) refuse(`a nested projection (at ${path}; write the path with dots)`, 2);
  return { kind: 'compute', evaluate: parseExpression(value) };
}

function slice(operand: Value): Leaf {
  const [skip, limit] = Array.isArray(operand) ? operand.map(wholeNumber) : [undefined, wholeNumber(operand)];
  if (limit === undefined) fail(28667, 'Invalid $slice syntax: it takes a number or [skip, limit]');
  if (skip !== undefined && limit <= 0)
    fail(28724, 'First argument to $slice must be an array; the limit must be positive');
  return { kind: 'slice', skip, limit };
}

function elemMatch(path: string, value: Doc): Leaf {
  if (path.includes('.')) fail(31275, 'Cannot use $elemMatch projection on a nested field');
  const [test] = parseTests(value) as [Test];
  return { kind: 'pick', find: (items) => passingElement(test, items) };
}

/** Inclusion or exclusion; `_id` may go against the rest, `$slice` and `$elemMatch` go with either. */
function mode(entries: Entry[]): boolean {
  const others = entries.filter((one) => one.path !== '_id');
  const keeps = others.find((one) => ['keep', 'position', 'compute'].includes(one.leaf.kind));
  const drops = others.find((one) => one.leaf.kind === 'drop');
  if (keeps && drops)
    fail(
      drops === others.find((one) => one === keeps || one === drops) ? 31253 : 31254,
      `Cannot do ${drops === others.at(-1) ? 'exclusion' : 'inclusion'} on field ${drops === others.at(-1) ? drops.path : keeps.path} in ${drops === others.at(-1) ? 'inclusion' : 'exclusion'} projection`,
    );
  if (keeps) return true;
  if (drops) return false;
  if (entries.some((one) => one.leaf.kind === 'pick')) return true;
  if (others.length > 0) return entries.some((one) => one.path === '_id' && one.leaf.kind === 'keep');
  return entries.some((one) => one.leaf.kind !== 'drop');
}

function plant(tree: Tree, { parts, leaf, path }: Entry): void {
  let node = tree;
  for (const part of parts.slice(0, -1)) {
    const next = node.get(part) ?? new Map();
    if (!(next instanceof Map)) fail(31249, `Path collision at ${path}`);
    node.set(part, next);
    node = next;
  }
  const name = parts.at(-1) as string;
  if (node.has(name)) fail(31250, `Path collision at ${path}`);
  node.set(name, leaf);
}
