import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { excluded, included, type Leaf, type Tree } from '../project/tree.ts';
import { isNumeric, toDouble } from '../values/numbers.ts';
import { parseExpression } from './expression.ts';

/** `$project`: fields kept, left out, or computed. */
export function aggregateProjection(spec: Doc): (doc: Doc) => Doc {
  if (spec.size === 0) fail(51272, 'Invalid $project :: projection specification must have at least one field');
  const tree: Tree = new Map();
  for (const [path, value] of spec) plant(tree, path.split('.'), value, path);
  const kinds = leaves(tree).filter(({ path }) => path !== '_id');
  const keeps = kinds.some(({ leaf }) => leaf.kind !== 'drop');
  if (keeps && kinds.some(({ leaf }) => leaf.kind === 'drop'))
    fail(31254, 'Invalid $project :: Cannot do exclusion and inclusion in one projection');
  const id = tree.get('_id');
  const isInclusion = keeps || (kinds.length === 0 && id !== undefined && !(id instanceof Map) && id.kind !== 'drop');
  if (isInclusion && id === undefined) tree.set('_id', { kind: 'keep' });
  return (doc) => (isInclusion ? included(doc, tree, doc) : excluded(doc, tree, doc));
}

function plant(tree: Tree, parts: string[], value: Value, path: string): void {
  const [part, ...rest] = parts as [string, ...string[]];
  if (part === '' || part.startsWith('$'))
    fail(16410, `FieldPath field names may not be empty or start with '$': ${path}`);
  const nested = rest.length > 0 || isNested(value);
  const known = tree.get(part);
  if (known !== undefined && (!nested || !(known instanceof Map)))
    fail(31250, `Invalid $project :: Path collision at ${path}`);
  if (!nested) {
    tree.set(part, leafOf(value));
    return;
  }
  const next = (known as Tree | undefined) ?? new Map();
  tree.set(part, next);
  if (rest.length > 0) plant(next, rest, value, path);
  else for (const [name, inner] of value as Doc) plant(next, name.split('.'), inner, `${path}.${name}`);
}

function isNested(value: Value): boolean {
  return isDoc(value) && value.size > 0 && !value.keys().next().value?.startsWith('$');
}

function leafOf(value: Value): Leaf {
  if (typeof value === 'boolean') return { kind: value ? 'keep' : 'drop' };
  if (isNumeric(value)) return { kind: toDouble(value) === 0 ? 'drop' : 'keep' };
  return { kind: 'compute', evaluate: parseExpression(value) };
}

function leaves(tree: Tree, parent = ''): { path: string; leaf: Leaf }[] {
  return [...tree].flatMap(([name, node]) =>
    node instanceof Map ? leaves(node, `${parent}${name}.`) : [{ path: parent + name, leaf: node }],
  );
}
