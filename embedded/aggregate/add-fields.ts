import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { type Compute, parseExpression } from './expression.ts';
import type { Variables } from './operator.ts';

type Tree = Map<string, Tree | Compute>;

/** `$set` and `$addFields`: fields computed from the document as it came, put into it; `$$REMOVE` takes one away. */
export function addFields(spec: Doc, variables: Variables): (doc: Doc) => Doc {
  const tree: Tree = new Map();
  for (const [path, value] of spec) plant(tree, path.split('.'), value, path, variables);
  return (doc) => applied(doc, tree, doc);
}

function plant(tree: Tree, parts: string[], value: Value, path: string, variables: Variables): void {
  const [part, ...rest] = parts as [string, ...string[]];
  if (part === '' || part.startsWith('$'))
    fail(16410, `FieldPath field names may not be empty or start with '$': ${path}`);
  const known = tree.get(part);
  if (rest.length > 0 || isNested(value)) {
    if (known !== undefined && !(known instanceof Map))
      fail(40176, `Invalid $addFields :: specification contains two conflicting paths: ${path}`);
    const next = known ?? new Map();
    tree.set(part, next);
    if (rest.length > 0) plant(next, rest, value, path, variables);
    else for (const [name, inner] of value as Doc) plant(next, name.split('.'), inner, `${path}.${name}`, variables);
    return;
  }
  if (known !== undefined) fail(40176, `Invalid $addFields :: specification contains two conflicting paths: ${path}`);
  tree.set(part, parseExpression(value, variables));
}

/** A document that is no operator is merged into the one there. */
function isNested(value: Value): boolean {
  return isDoc(value) && value.size > 0 && !value.keys().next().value?.startsWith('$');
}

function applied(doc: Doc, tree: Tree, root: Doc): Doc {
  const result: Doc = new Map(doc);
  for (const [name, node] of tree) {
    const value = node instanceof Map ? merged(doc.get(name), node, root) : node(root);
    if (value === Missing) result.delete(name);
    else result.set(name, value);
  }
  return result;
}

function merged(value: Value, tree: Tree, root: Doc): Value {
  if (Array.isArray(value)) return value.map((item) => merged(item, tree, root));
  return applied(isDoc(value) ? value : new Map(), tree, root);
}
