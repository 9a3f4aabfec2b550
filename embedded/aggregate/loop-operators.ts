import type { Doc, Missing, Value } from '../bson/types.ts';
import { step } from '../effort.ts';
import { fail } from '../errors.ts';
import { array, isNullish, named, orNull, whole } from './operands.ts';
import type { Operator } from './operator.ts';
import { isTrue } from './truth.ts';
import { checkVariableName, within } from './variables.ts';

/** The operators that compute something for each element of an array, which has a name meanwhile. */
export const loopOperators: Record<string, Operator> = {
  $filter: (operand, parse) => {
    const parts = named('$filter', operand, ['input', 'as', 'cond', 'limit'], ['input', 'cond']);
    const name = nameOf(parts);
    const input = parse(parts.get('input'));
    const condition = parse(parts.get('cond'), [name]);
    const limit = parts.has('limit') ? parse(parts.get('limit')) : () => null;
    return (scope) => {
      const items = input(scope);
      const most = limitOf(limit(scope));
      if (isNullish(items)) return null;
      const kept: Value[] = [];
      for (const item of array('$filter', items, 28651)) {
        if (kept.length >= most) break;
        step();
        if (isTrue(condition(within(scope, { [name]: item })))) kept.push(item);
      }
      return kept;
    };
  },
  $map: (operand, parse) => {
    const parts = named('$map', operand, ['input', 'as', 'in'], ['input', 'in']);
    const name = nameOf(parts);
    const input = parse(parts.get('input'));
    const body = parse(parts.get('in'), [name]);
    return (scope) => {
      const items = input(scope);
      if (isNullish(items)) return null;
      return array('$map', items, 16883).map((item) => {
        step();
        return orNull(body(within(scope, { [name]: item })));
      });
    };
  },
  $reduce: (operand, parse) => {
    const parts = named('$reduce', operand, ['input', 'initialValue', 'in'], ['input', 'initialValue', 'in']);
    const input = parse(parts.get('input'));
    const initial = parse(parts.get('initialValue'));
    const body = parse(parts.get('in'), ['value', 'this']);
    return (scope) => {
      const items = input(scope);
      if (isNullish(items)) return null;
      let value = initial(scope);
      for (const item of array('$reduce', items, 40080)) {
        step();
        value = body(within(scope, { value, this: item }));
      }
      return value;
    };
  },
};

function nameOf(parts: Doc): string {
  return parts.has('as') ? checkVariableName(parts.get('as')) : 'this';
}

function limitOf(value: Value | Missing): number {
  if (isNullish(value)) return Number.POSITIVE_INFINITY;
  const limit = whole('$filter', value, 327391);
  return limit > 0 ? limit : fail(327392, '$filter: limit must be greater than 0');
}
