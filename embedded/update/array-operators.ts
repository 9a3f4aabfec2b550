import { BSONRegExp } from 'bson';
import { type Doc, isDoc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { matches } from '../match/match.ts';
import { isOperators, parseFilter, parseTests } from '../match/parse.ts';
import { elementSorter } from '../sort/sort-elements.ts';
import { equal } from '../values/compare.ts';
import { encodeKey } from '../values/key.ts';
import { wholeNumber } from '../values/numbers.ts';
import type { Change } from './field-operators.ts';

/** The operators on arrays. All make new arrays; the old document is still needed for its index entries. */
export const arrayOperators: Record<string, (operand: Value, path: string) => Change> = {
  $push: (operand) => push(operand),
  $addToSet: (operand) => addToSet(operand),
  $pull: (operand) => pull(operand),
  $pullAll: (operand) => pullAll(operand),
  $pop: (operand) => pop(operand),
};

/** What `$push` takes besides the elements; `$addToSet` takes `$each` alone. */
export const modifiers = new Set(['$each', '$slice', '$sort', '$position']);

function push(operand: Value): Change {
  if (!isDoc(operand) || !operand.has('$each')) return (old, path) => [...arrayOf(old, path, '$push'), operand];
  for (const name of operand.keys()) if (!modifiers.has(name)) fail(2, `Unrecognized clause in $push: ${name}`);
  const added = each(operand, '$push');
  const slice = modifier(operand, '$slice');
  const position = modifier(operand, '$position');
  const sort = operand.has('$sort') ? elementSorter(operand.get('$sort'), 2) : undefined;
  return (old, path) => {
    const before = arrayOf(old, path, '$push');
    const at = position ?? before.length;
    const items = before.slice(0, at).concat(added, before.slice(at));
    const sorted = sort ? sort(items) : items;
    return slice === undefined ? sorted : sliced(sorted, slice);
  };
}

function arrayOf(old: Value | Missing, path: string, name: string): Value[] {
  if (old === Missing) return [];
  if (Array.isArray(old)) return old;
  const field = path.split('.').at(-1);
  if (name === '$addToSet')
    fail(2, `Cannot apply $addToSet to non-array field. Field named '${field}' has non-array type ${typeName(old)}`);
  return fail(2, `The field '${path}' must be an array but is of type ${typeName(old)}`);
}

function each(operand: Doc, name: string): Value[] {
  const items = operand.get('$each');
  return Array.isArray(items)
    ? items
    : fail(14, `The argument to $each in ${name} must be an array but it was of type: ${typeName(items)}`);
}

function modifier(operand: Doc, name: string): number | undefined {
  if (!operand.has(name)) return undefined;
  return (
    wholeNumber(operand.get(name)) ??
    fail(2, `The value for ${name} must be an integer value but was given type: ${typeName(operand.get(name))}`)
  );
}

function sliced(items: Value[], slice: number): Value[] {
  return slice < 0 ? items.slice(slice) : items.slice(0, slice);
}

function addToSet(operand: Value): Change {
  const added = isDoc(operand) && operand.has('$each') ? eachOnly(operand) : [operand];
  return (old, path) => {
    const items = [...arrayOf(old, path, '$addToSet')];
    const known = new Set(items.map(encodeKey));
    for (const item of added) {
      const key = encodeKey(item);
      if (!known.has(key)) items.push(item);
      known.add(key);
    }
    return items;
  };
}

function eachOnly(operand: Doc): Value[] {
  for (const name of operand.keys())
    if (name !== '$each') fail(2, `Found unexpected fields after $each in $addToSet: ${name}`);
  return each(operand, '$addToSet');
}

function pull(operand: Value): Change {
  const goes = condition(operand);
  return (old, path) => (old === Missing ? Missing : arrayIn(old, '$pull', path).filter((item) => !goes(item)));
}

/** What `$pull` removes: a document is a query on the elements, operators ask of them as of a field, anything else equality. */
function condition(operand: Value): (item: Value) => boolean {
  if (isDoc(operand) && !isOperators(operand)) {
    const filter = parseFilter(operand);
    return (item) => isDoc(item) && matches(filter, item);
  }
  if (!isOperators(operand) && !(operand instanceof BSONRegExp)) return (item) => equal(operand, item);
  const filters = parseTests(operand).map((test): Filter => ({ kind: 'field', path: '', parts: [''], test }));
  return (item) => matches({ kind: 'and', filters }, new Map([['', item]]));
}

function arrayIn(old: Value, name: string, _path: string): Value[] {
  return Array.isArray(old) ? old : fail(2, `Cannot apply ${name} to a non-array value`);
}

function pullAll(operand: Value): Change {
  if (!Array.isArray(operand)) fail(2, '$pullAll requires an array argument');
  const keys = new Set(operand.map(encodeKey));
  return (old, path) =>
    old === Missing ? Missing : arrayIn(old, '$pullAll', path).filter((item) => !keys.has(encodeKey(item)));
}

function pop(operand: Value): Change {
  const end = wholeNumber(operand);
  if (end !== 1 && end !== -1) fail(9, '$pop expects 1 or -1');
  return (old, path) => {
    if (old === Missing) return Missing;
    if (!Array.isArray(old)) fail(14, `Path '${path}' contains an element of non-array type '${typeName(old)}'`);
    return end === 1 ? old.slice(0, -1) : old.slice(1);
  };
}

export function refuseOperator(name: string): never {
  return refuse(`the update operator ${name}`, 9);
}
