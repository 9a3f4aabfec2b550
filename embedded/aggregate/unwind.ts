import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { follow } from './expression.ts';
import { named } from './operands.ts';
import type { Stage } from './stage.ts';

type Unwind = { parts: string[]; keepsEmpty: boolean; indexField: string | undefined };

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

function parse(operand: Value): Unwind {
  const parts = isDoc(operand)
    ? named('$unwind', operand, ['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'], ['path'])
    : new Map([['path', operand]]);
  const path = parts.get('path');
  if (typeof path !== 'string' || !path.startsWith('$'))
    fail(28818, "path option to $unwind stage should be prefixed with a '$'");
  const indexField = parts.get('includeArrayIndex');
  return {
    parts: path.slice(1).split('.'),
    keepsEmpty: parts.get('preserveNullAndEmptyArrays') === true,
    indexField: typeof indexField === 'string' ? indexField : undefined,
  };
}

function* unwound(doc: Doc, { parts, keepsEmpty, indexField }: Unwind): Generator<Doc> {
  const value = follow(doc, parts, 0);
  if (Array.isArray(value) && value.length > 0) {
    for (const [i, item] of value.entries()) yield indexed(replaced(doc, parts, item), indexField, BigInt(i));
    return;
  }
  const isEmpty = value === Missing || value === null || value === undefined || Array.isArray(value);
  if (isEmpty && !keepsEmpty) return;
  yield indexed(Array.isArray(value) ? replaced(doc, parts, Missing) : doc, indexField, null);
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

function indexed(doc: Doc, field: string | undefined, index: bigint | null): Doc {
  return field === undefined ? doc : new Map([...doc, [field, index]]);
}
