import { MinKey } from 'bson';
import { isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { compare } from '../values/compare.ts';
import { isNullish, named, operator } from './operands.ts';
import type { Operator } from './operator.ts';
import { isTrue } from './truth.ts';
import { checkVariableName, within } from './variables.ts';

export const logicOperators: Record<string, Operator> = {
  $eq: operator(2, 2, (a, b) => order(a, b) === 0),
  $ne: operator(2, 2, (a, b) => order(a, b) !== 0),
  $gt: operator(2, 2, (a, b) => order(a, b) > 0),
  $gte: operator(2, 2, (a, b) => order(a, b) >= 0),
  $lt: operator(2, 2, (a, b) => order(a, b) < 0),
  $lte: operator(2, 2, (a, b) => order(a, b) <= 0),
  $cmp: operator(2, 2, (a, b) => Math.sign(order(a, b))),
  $and: operator(0, 1000, (...values) => values.every(isTrue)),
  $or: operator(0, 1000, (...values) => values.some(isTrue)),
  $not: operator(1, 1, (value) => !isTrue(value as Value)),
  $ifNull: operator(2, 1000, (...values) => values.find((value) => !isNullish(value)) ?? values.at(-1)),
  $literal: (operand) => () => operand,
  $cond: (operand, parse) => {
    const [condition, yes, no] = conditionParts(operand).map((one) => parse(one)) as [never, never, never];
    return choose(condition, yes, no);
  },
  $switch: (operand, parse) => {
    const parts = named('$switch', operand, ['branches', 'default'], ['branches']);
    const branches = parts.get('branches');
    if (!Array.isArray(branches) || branches.length === 0) fail(40060, '$switch requires at least one branch.');
    const cases = branches.map((branch) => {
      const { case: when, then } = Object.fromEntries(named('$switch', branch, ['case', 'then'], ['case', 'then']));
      return { when: parse(when as Value), result: parse(then as Value) };
    });
    const otherwise = parts.has('default') ? parse(parts.get('default')) : undefined;
    return (scope) => {
      const hit = cases.find(({ when }) => isTrue(when(scope)));
      if (hit) return hit.result(scope);
      return otherwise
        ? otherwise(scope)
        : fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    };
  },
  $let: (operand, parse) => {
    const parts = named('$let', operand, ['vars', 'in'], ['vars', 'in']);
    const vars = parts.get('vars');
    if (!isDoc(vars)) fail(16876, 'invalid parameter: expected an object (vars)');
    const values = [...vars].map(([name, value]) => [checkVariableName(name), parse(value)] as const);
    const body = parse(
      parts.get('in'),
      values.map(([name]) => name),
    );
    return (scope) => body(within(scope, Object.fromEntries(values.map(([name, value]) => [name, value(scope)]))));
  },
};

type Part = Parameters<Operator>[1] extends (value: Value) => infer E ? E : never;

function choose(condition: Part, yes: Part, no: Part): Part {
  return (scope) => (isTrue(condition(scope)) ? yes(scope) : no(scope));
}

function conditionParts(operand: Value): Value[] {
  if (Array.isArray(operand)) {
    if (operand.length !== 3)
      fail(16020, `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`);
    return operand;
  }
  const parts = named('$cond', operand, ['if', 'then', 'else'], ['if', 'then', 'else']);
  return [parts.get('if'), parts.get('then'), parts.get('else')];
}

/** Missing sorts before everything that is there, but for MinKey. */
export function order(a: Value | Missing, b: Value | Missing): number {
  if (a === Missing) return b === Missing ? 0 : b instanceof MinKey ? 1 : -1;
  return b === Missing ? -order(b, a) : compare(a, b);
}
