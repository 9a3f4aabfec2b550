import { parseExpression } from '../aggregate/expression.ts';
import type { Variables } from '../aggregate/operator.ts';
import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import type { Test } from '../match/filter.ts';
import { passingElement } from '../match/match.ts';
import { parseTests } from '../match/parse.ts';
import { isNumeric, toDouble, wholeNumber } from '../values/numbers.ts';
import type { Leaf } from './tree.ts';

/** What a projection says of one path. */
export type Entry = { path: string; parts: string[]; leaf: Leaf };

/** `inFind` tells find's projections, which have forms of their own, from `$project`. */
export type Setting = { inFind: boolean; variables: Variables | undefined };

/** All that a projection says, its nested documents (`{a: {b: 1}}` for `'a.b'`) opened. */
export function entriesOf(spec: Doc, setting: Setting, parent = ''): Entry[] {
  return [...spec].flatMap(([name, value]) => {
    const path = parent + name;
    if (isDoc(value) && value.size === 0)
      fail(51270, `An empty sub-projection is not a valid value. Found empty object at path ${path}`);
    const isNested = isDoc(value) && !value.keys().next().value?.startsWith('$');
    return isNested ? entriesOf(value, setting, `${path}.`) : [entry(path, value, setting)];
  });
}

function entry(path: string, value: Value, setting: Setting): Entry {
  const parts = path.split('.');
  if (parts.at(-1) === '$' && parts.length > 1)
    return { path, parts: parts.slice(0, -1), leaf: positional(value, setting) };
  if (path === '') fail(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) fail(40353, "FieldPath must not end with a '.'.");
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  if (parts.includes('$') && parts[0] !== '$')
    fail(31394, 'As of 4.4, it is illegal to specify positional operator in the middle of a path.');
  if (parts.some((part) => part.startsWith('$')))
    fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  return { path, parts, leaf: leafOf(path, value, setting) };
}

function positional(value: Value, { inFind }: Setting): Leaf {
  if (!inFind) fail(31324, 'Cannot use positional projection in aggregation projection');
  if (value === true || (isNumeric(value) && toDouble(value) !== 0)) return { kind: 'position' };
  return fail(31395, 'positional projection cannot be used with exclusion');
}

function leafOf(path: string, value: Value, { inFind, variables }: Setting): Leaf {
  if (typeof value === 'boolean') return { kind: value ? 'keep' : 'drop' };
  if (isNumeric(value)) return { kind: toDouble(value) !== 0 ? 'keep' : 'drop' };
  const own = inFind && isDoc(value) ? findLeaf(path, value) : undefined;
  return own ?? { kind: 'compute', compute: parseExpression(value, variables) };
}

/** The forms that only find has. */
function findLeaf(path: string, value: Doc): Leaf | undefined {
  const [name, operand] = value.entries().next().value as [string, Value];
  if (name === '$meta') refuse('the projection $meta', 2);
  if (name === '$elemMatch') return elemMatch(path, value);
  const isSlice = isNumeric(operand) || (Array.isArray(operand) && operand.every(isNumeric) && operand.length < 3);
  return name === '$slice' && isSlice ? slice(operand) : undefined;
}

function slice(operand: Value): Leaf {
  const [skip, limit] = Array.isArray(operand) ? operand.map(wholeNumber) : [undefined, wholeNumber(operand)];
  if (limit === undefined)
    fail(28667, 'Invalid $slice syntax. The given syntax did not match the find() syntax: a number or [skip, limit]');
  if (skip !== undefined && limit <= 0)
    fail(28724, 'First argument to $slice must be an array; the limit must be positive');
  return { kind: 'slice', skip, limit };
}

function elemMatch(path: string, value: Doc): Leaf {
  if (path.includes('.')) fail(31255, `Cannot use $elemMatch projection on a nested field: ${path}`);
  if (!isDoc(value.get('$elemMatch'))) fail(31274, 'elemMatch: Invalid argument, object required');
  const [test] = parseTests(value) as [Test];
  return { kind: 'pick', find: (items) => passingElement(test, items) };
}
