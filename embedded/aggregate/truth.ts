import { Missing, type Value } from '../bson/types.ts';
import { isNumeric, toDouble } from '../values/numbers.ts';

/** What counts as true in expressions: all but false, zero, null, undefined and missing. */
export function isTrue(value: Value | Missing): boolean {
  if (value === Missing || value === null || value === undefined || value === false) return false;
  return !isNumeric(value) || toDouble(value) !== 0;
}
