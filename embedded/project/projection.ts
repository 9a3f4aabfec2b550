import type { Variables } from '../aggregate/operator.ts';
import type { Doc } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Trace } from '../match/walk.ts';
import { type Entry, entriesOf } from './entries.ts';
import { excluded, included, type Tree } from './tree.ts';

export type Projection = {
  apply(doc: Doc, trace?: Trace): Doc;
  /** Whether it needs to know where in an array the query matched. */
  positional: boolean;
  /** When it only keeps some top-level fields: which. */
  topLevel: Set<string> | undefined;
};

/** Parses what `find` and `findAndModify` return of documents, and `$project` makes of them; undefined for all of it. */
export function parseProjection(
  spec: Doc,
  variables?: Variables,
  { inFind } = { inFind: true },
): Projection | undefined {
  if (spec.size === 0) return undefined;
  const entries = entriesOf(spec, { inFind, variables });
  const inclusion = isInclusion(entries);
  checkPositional(entries);
  const tree: Tree = new Map();
  for (const one of entries) plant(tree, one);
  const id = entries.find((one) => one.parts[0] === '_id');
  if (inclusion && !id) tree.set('_id', { kind: 'keep' });
  const plain = inclusion && entries.every((one) => one.parts.length === 1 && ['keep', 'drop'].includes(one.leaf.kind));
  return {
    apply: (doc, trace) => (inclusion ? included(doc, tree, doc, trace) : excluded(doc, tree, doc)),
    positional: entries.some((one) => one.leaf.kind === 'position'),
    topLevel: plain
      ? new Set([...tree].filter(([, leaf]) => !(leaf instanceof Map) && leaf.kind === 'keep').map(([name]) => name))
      : undefined,
  };
}

/** Inclusion or exclusion; `_id` may go against the rest, `$slice` and `$elemMatch` go with either. */
function isInclusion(entries: Entry[]): boolean {
  let inclusion: boolean | undefined;
  for (const { path, leaf } of entries) {
    if (leaf.kind === 'drop' && path !== '_id') {
      if (inclusion === true) fail(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
      inclusion = false;
    } else if (leaf.kind === 'compute') {
      if (inclusion === false) fail(31252, 'Cannot use an expression in an exclusion projection');
      inclusion = true;
    } else if (leaf.kind === 'position' || (leaf.kind === 'keep' && path !== '_id')) {
      if (inclusion === false) fail(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
      inclusion = true;
    }
  }
  return inclusion ?? entries.some(({ leaf }) => leaf.kind === 'pick' || leaf.kind === 'keep');
}

function checkPositional(entries: Entry[]): void {
  const positions = entries.filter(({ leaf }) => leaf.kind === 'position').length;
  if (positions > 1) fail(31276, 'Cannot specify more than one positional projection per query.');
  if (positions === 1 && entries.some(({ leaf }) => leaf.kind === 'pick'))
    fail(31256, 'Cannot specify positional operator and $elemMatch.');
}

function plant(tree: Tree, { parts, leaf, path }: Entry): void {
  let node = tree;
  for (const [at, part] of parts.slice(0, -1).entries()) {
    const next = node.get(part) ?? new Map();
    if (!(next instanceof Map))
      fail(31249, `Path collision at ${path} remaining portion ${parts.slice(at + 1).join('.')}`);
    node.set(part, next);
    node = next;
  }
  const name = parts.at(-1) as string;
  if (node.has(name)) fail(31250, `Path collision at ${path}`);
  node.set(name, leaf);
}
