import { Binary, Timestamp } from 'bson';
import { encode } from '../bson/encode.ts';
import { type Doc, docOf, isDoc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { isNumeric } from '../values/numbers.ts';
import { isNullish, named, operator, orNull, strict } from './operands.ts';
import type { Evaluate, Operator, Parse } from './operator.ts';

export const typeOperators: Record<string, Operator> = {
  $type: operator(1, 1, (value) => typeName(value as Value)),
  $isNumber: operator(1, 1, (value) => value !== Missing && isNumeric(value)),
  $binarySize: strict(1, 1, (value) => {
    if (typeof value === 'string') return Buffer.byteLength(value);
    return value instanceof Binary
      ? value.position
      : fail(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`);
  }),
  $bsonSize: strict(1, 1, (value) =>
    isDoc(value) ? encode(value).length : fail(31393, `$bsonSize requires a document input, found: ${typeName(value)}`),
  ),
  $tsSecond: strict(1, 1, (value) =>
    value instanceof Timestamp
      ? BigInt(value.getHighBitsUnsigned())
      : fail(5687301, `$tsSecond requires a timestamp, found: ${typeName(value)}`),
  ),
  $tsIncrement: strict(1, 1, (value) =>
    value instanceof Timestamp
      ? BigInt(value.getLowBitsUnsigned())
      : fail(5687302, `$tsIncrement requires a timestamp, found: ${typeName(value)}`),
  ),
  $setField: (operand, parse) => {
    const parts = named('$setField', operand, ['field', 'input', 'value'], ['field', 'input', 'value']);
    return fieldSetter('$setField', parts, parse, parse(parts.get('value')));
  },
  $unsetField: (operand, parse) => {
    const parts = named('$unsetField', operand, ['field', 'input'], ['field', 'input']);
    return fieldSetter('$unsetField', parts, parse, () => Missing);
  },
  $mergeObjects: operator(0, 1000, (...values) =>
    merged(values.length === 1 && Array.isArray(values[0]) ? values[0] : values),
  ),
  $objectToArray: strict(1, 1, (value) => pairs(value)),
  $arrayToObject: strict(1, 1, (value) => fromPairs(value)),
  $getField: (operand, parse) => {
    const parts =
      isDoc(operand) && operand.has('field')
        ? named('$getField', operand, ['field', 'input'], ['field'])
        : docOf({ field: operand });
    const field = parse(parts.get('field'));
    const input = parts.has('input') ? parse(parts.get('input')) : undefined;
    return (scope) => {
      const name = field(scope);
      if (typeof name !== 'string') fail(5654602, "$getField requires 'field' to evaluate to type String");
      const value = input ? input(scope) : scope.current;
      if (!isDoc(value)) return isNullish(value) ? orNull(value) : Missing;
      return value.has(name) ? value.get(name) : Missing;
    };
  },
};

/** The field is named as it is, dots and dollars included. */
function fieldSetter(name: string, parts: Doc, parse: Parse, value: Evaluate): Evaluate {
  const field = parts.get('field');
  const constant = isDoc(field) && field.size === 1 ? field.get('$literal') : field;
  if (typeof constant !== 'string' || (constant === field && constant.startsWith('$')))
    fail(4161106, `${name} requires 'field' to evaluate to a constant string`);
  const input = parse(parts.get('input'));
  return (scope) => {
    const doc = input(scope);
    if (isNullish(doc)) return null;
    if (!isDoc(doc)) fail(4161105, `${name} requires 'input' to evaluate to type Object`);
    const result = new Map(doc);
    const item = value(scope);
    if (item === Missing) result.delete(constant);
    else result.set(constant, item);
    return result;
  };
}

function merged(values: (Value | Missing)[]): Doc {
  const result: Doc = new Map();
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDoc(value)) fail(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const [name, item] of value) result.set(name, item);
  }
  return result;
}

function pairs(value: Value): Value {
  if (!isDoc(value)) fail(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return [...value].map(([k, v]) => docOf({ k, v }));
}

function fromPairs(value: Value): Value {
  if (!Array.isArray(value)) fail(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  return new Map(value.map(pairOf));
}

function pairOf(item: Value): [string, Value] {
  const [name, value] = Array.isArray(item) ? item : isDoc(item) ? [item.get('k'), item.get('v')] : [];
  if (typeof name !== 'string') fail(40398, '$arrayToObject needs pairs whose first is a string');
  if (name.includes('\0')) fail(4940400, 'Key field cannot contain an embedded null byte');
  return [name, value ?? null];
}
