import { TypeCode, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { wholeNumber } from '../values/numbers.ts';

const NUMBERS = [1, 16, 18, 19];
const known = new Set<number>(Object.values(TypeCode));

/** The types that an operand of `$type` names: a number, an alias, or an array of them. */
export function typeCodes(operand: Value): Set<number> {
  const items = Array.isArray(operand) ? operand : [operand];
  if (items.length === 0) fail(9, '$type must match at least one type');
  return new Set(items.flatMap(codesOf));
}

function codesOf(item: Value): number[] {
  if (item === 'number') return NUMBERS;
  if (typeof item === 'string') {
    const code = (TypeCode as Record<string, number>)[item];
    return code === undefined ? fail(2, `Unknown type name alias: ${item}`) : [code];
  }
  const code = wholeNumber(item);
  if (code === undefined) fail(14, 'type must be represented as a number or a string');
  if (!known.has(code)) fail(2, `Invalid numerical type code: ${code}`);
  return [code];
}
