import { type Doc, docOf, isDoc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { isNumeric } from '../values/numbers.ts';
import { textOf, toBool, toDate, toDecimal, toDoubleValue, toInt, toLong, toObjectId } from './convert.ts';
import { isNullish, named, operator, orNull, strict } from './operands.ts';
import type { Operator } from './operator.ts';

export const typeOperators: Record<string, Operator> = {
  $type: operator(1, 1, (value) => typeName(value as Value)),
  $isNumber: operator(1, 1, (value) => value !== Missing && isNumeric(value)),
  $toString: strict(1, 1, textOf),
  $toInt: strict(1, 1, toInt),
  $toLong: strict(1, 1, toLong),
  $toDouble: strict(1, 1, toDoubleValue),
  $toDecimal: strict(1, 1, toDecimal),
  $toDate: strict(1, 1, toDate),
  $toObjectId: strict(1, 1, toObjectId),
  $toBool: strict(1, 1, toBool),
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
  return typeof name === 'string'
    ? [name, value ?? null]
    : fail(40398, '$arrayToObject needs pairs whose first is a string');
}
