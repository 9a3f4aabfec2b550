import { arithmeticOperators } from './arithmetic-operators.ts';
import { arrayOperators } from './array-operators.ts';
import { convertOperators } from './convert-operators.ts';
import { dateOperators } from './date-operators.ts';
import { logicOperators } from './logic-operators.ts';
import type { Operator } from './operator.ts';
import { patternOperators } from './pattern-operators.ts';
import { textOperators } from './text-operators.ts';
import { typeOperators } from './type-operators.ts';

const operators: Record<string, Operator> = {
  ...logicOperators,
  ...arithmeticOperators,
  ...textOperators,
  ...arrayOperators,
  ...typeOperators,
  ...convertOperators,
  ...patternOperators,
  ...dateOperators,
};

export function operatorNamed(name: string): Operator | undefined {
  return Object.hasOwn(operators, name) ? operators[name] : undefined;
}

export const operatorNames: string[] = Object.keys(operators);
