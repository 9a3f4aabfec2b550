import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Stage } from './stage.ts';

type Unwind = { parts: string[]; keepsEmpty: boolean; index: string[] | undefined };

/** `$unwind`: one document for each element of an array. */
export function parseUnwind(operand: Value): Stage {
  const unwind = parse(operand);
  return function* (input) {
    for (const doc of input) {
      if (doc) yield* unwound(doc, unwind);
      else yield null;
    }
  };
}

const options = new Set(['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex']);

function parse(operand: Value): Unwind {
  if (typeof operand === 'string') return { parts: pathParts(operand), keepsEmpty: false, index: undefined };
  if (!isDoc(operand)) fail(15981, 'expected either a string or an object as specification for $unwind stage');
  for (const option of operand.keys())
    if (!options.has(option)) fail(28811, `unrecognized option to $unwind stage: ${option}`);
  if (!operand.has('path')) fail(28812, 'no path specified to $unwind stage');
  const keepsEmpty = operand.get('preserveNullAndEmptyArrays') ?? false;
  if (typeof keepsEmpty !== 'boolean')
    fail(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  return { parts: pathParts(operand.get('path')), keepsEmpty, index: indexParts(operand) };
}

function pathParts(path: Value): string[] {
  if (typeof path !== 'string') fail(28808, 'expected a string as the path for $unwind stage');
  if (!path.startsWith('$')) fail(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  return path.slice(1).split('.');
}

function indexParts(operand: Doc): string[] | undefined {
  if (!operand.has('includeArrayIndex')) return undefined;
  const field = operand.get('includeArrayIndex');
  if (typeof field !== 'string' || field === '')
    fail(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  if (field.startsWith('$'))
    fail(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${field}`);
  return field.split('.');
}

function* unwound(doc: Doc, { parts, keepsEmpty, index }: Unwind): Generator<Doc> {
  const value = within(doc, parts);
  if (Array.isArray(value) && value.length > 0) {
    for (const [i, item] of value.entries()) yield indexed(replaced(doc, parts, item), index, BigInt(i));
    return;
  }
  const isEmpty = value === Missing || value === null || value === undefined || Array.isArray(value);
  if (isEmpty && !keepsEmpty) return;
  yield indexed(Array.isArray(value) ? replaced(doc, parts, Missing) : doc, index, null);
}

/** Through documents alone: within an array there is nothing to unwind. */
function within(doc: Doc, parts: string[]): Value | Missing {
  let node: Value | Missing = doc;
  for (const part of parts) node = isDoc(node) && node.has(part) ? (node.get(part) as Value) : Missing;
  return node;
}

function replaced(doc: Doc, parts: string[], item: Value | Missing): Doc {
  const [part, ...rest] = parts as [string, ...string[]];
  const result: Doc = new Map(doc);
  const inner = doc.get(part);
  const value = rest.length === 0 ? item : replaced(isDoc(inner) ? inner : new Map(), rest, item);
  if (value === Missing) result.delete(part);
  else result.set(part, value);
  return result;
}

function indexed(doc: Doc, parts: string[] | undefined, index: bigint | null): Doc {
  return parts === undefined ? doc : replaced(doc, parts, index);
}
