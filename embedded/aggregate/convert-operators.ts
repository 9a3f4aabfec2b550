import { isDoc, type Missing, TypeCode, typeName, type Value } from '../bson/types.ts';
import { CommandError, fail, refuse } from '../errors.ts';
import { wholeNumber } from '../values/numbers.ts';
import { conversions } from './convert.ts';
import { isNullish, named, strict } from './operands.ts';
import type { Operator } from './operator.ts';

const convert = (to: string) => strict(1, 1, (value) => (conversions[to] as (value: Value) => Value)(value));

/** The operators that make a value of one type of one of another. */
export const convertOperators: Record<string, Operator> = {
  $toString: convert('string'),
  $toInt: convert('int'),
  $toLong: convert('long'),
  $toDouble: convert('double'),
  $toDecimal: convert('decimal'),
  $toDate: convert('date'),
  $toObjectId: convert('objectId'),
  $toBool: convert('bool'),
  $convert: (operand, parse) => {
    if (isDoc(operand))
      for (const option of ['format', 'byteOrder']) if (operand.has(option)) refuse(`$convert with ${option}`, 9);
    const parts = named('$convert', operand, ['input', 'to', 'onError', 'onNull'], ['input', 'to']);
    const input = parse(parts.get('input'));
    const to = parse(parts.get('to'));
    const onNull = parts.has('onNull') ? parse(parts.get('onNull')) : () => null;
    const onError = parts.has('onError') ? parse(parts.get('onError')) : undefined;
    return (scope) => {
      const value = input(scope);
      const target = to(scope);
      if (isNullish(value)) return onNull(scope);
      if (isNullish(target)) return null;
      const conversion = conversionTo(target as Value);
      try {
        return conversion(value as Value);
      } catch (error) {
        if (onError && error instanceof CommandError && !error.message.includes('not supported')) return onError(scope);
        throw error;
      }
    };
  },
};

/** By a type's alias, its number, or `{type}`. */
function conversionTo(target: Value): (value: Value) => Value {
  const type: Value | Missing = isDoc(target) ? target.get('type') : target;
  if (isDoc(target) && target.size > 1) refuse('$convert to a subtype', 9);
  const name = typeof type === 'string' ? type : aliasOf(type);
  const conversion = Object.hasOwn(conversions, name) ? conversions[name] : undefined;
  if (!(name in TypeCode)) fail(2, `Unknown type name: ${name}`);
  return conversion ?? refuse(`$convert to ${name}`, 241);
}

function aliasOf(type: Value): string {
  const code = wholeNumber(type);
  const found = Object.entries(TypeCode).find(([, one]) => one === code);
  return found ? found[0] : fail(9, `In $convert, numeric 'to' argument is not a valid type: ${typeName(type)}`);
}
