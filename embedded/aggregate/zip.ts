import type { Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { array, isNullish, named, orNull } from './operands.ts';
import type { Evaluate, Parse } from './operator.ts';

/** `$zip`: arrays side by side, as rows; as long as the shortest, or as the longest with `defaults` (or null) filled in. */
export function zipper(operand: Value, parse: Parse): Evaluate {
  const parts = named('$zip', operand, ['inputs', 'useLongestLength', 'defaults'], ['inputs']);
  const given = parts.get('inputs');
  if (!Array.isArray(given)) fail(34461, 'inputs must be an array of expressions');
  if (given.length === 0) fail(34465, '$zip requires at least one input array');
  const isLongest = parts.get('useLongestLength') ?? false;
  if (typeof isLongest !== 'boolean') fail(34463, 'useLongestLength must be a bool');
  const filling = parts.get('defaults') ?? [];
  if (!Array.isArray(filling)) fail(34462, 'defaults must be an array of expressions');
  if (filling.length > 0 && !isLongest) fail(34466, 'cannot specify defaults unless useLongestLength is true');
  if (filling.length > 0 && filling.length !== given.length)
    fail(34467, 'defaults and inputs must have the same length');
  const inputs = given.map((one) => parse(one));
  const defaults = filling.map((one) => parse(one));
  return (scope) => {
    const values = inputs.map((input) => input(scope));
    if (values.some(isNullish)) return null;
    const arrays = values.map((value) => array('$zip', value, 34468));
    const lengths = arrays.map((items) => items.length);
    const length = isLongest ? Math.max(...lengths) : Math.min(...lengths);
    const fill = arrays.map((_, i) => orNull(defaults[i]?.(scope) ?? null));
    return Array.from({ length }, (_, row) => arrays.map((items, i) => (row < items.length ? items[row] : fill[i])));
  };
}
