import type { Doc, Missing, Value } from '../bson/types.ts';
import { arithmeticOperators } from './arithmetic-operators.ts';
import { arrayOperators } from './array-operators.ts';
import { dateOperators } from './date-operators.ts';
import { logicOperators } from './logic-operators.ts';
import { textOperators } from './text-operators.ts';
import { typeOperators } from './type-operators.ts';

/** What an expression is computed in. */
export type Scope = { root: Doc; current: Value; variables: Record<string, Value | Missing> };
export type Evaluate = (scope: Scope) => Value | Missing;

export type Parse = (value: Value) => Evaluate;
/** Parses an operator's operand. */
export type Operator = (operand: Value, parse: Parse) => Evaluate;

const operators: Record<string, Operator> = {
  ...logicOperators,
  ...arithmeticOperators,
  ...textOperators,
  ...arrayOperators,
  ...typeOperators,
  ...dateOperators,
};

export function operatorNamed(name: string): Operator | undefined {
  return Object.hasOwn(operators, name) ? operators[name] : undefined;
}

export const operatorNames: string[] = Object.keys(operators);
