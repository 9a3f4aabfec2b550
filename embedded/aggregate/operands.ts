import { type Doc, isDoc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { wholeNumber } from '../values/numbers.ts';
import type { Evaluate, Operator, Parse } from './operator.ts';

/** An operator that computes from its operands' values; `Missing` reaches it as it is. */
export function operator(
  least: number,
  most: number,
  compute: (...values: (Value | Missing)[]) => Value | Missing,
): Operator {
  return (operand, parse, name) => {
    const operands = parsed(name, operand, parse, least, most);
    if (operands.length === 1) {
      const [only] = operands as [Evaluate];
      return (scope) => compute(only(scope));
    }
    return (scope) => compute(...operands.map((evaluate) => evaluate(scope)));
  };
}

/** As `operator`, but null when any operand is null or missing. */
export function strict(least: number, most: number, compute: (...values: Value[]) => Value | Missing): Operator {
  return operator(least, most, (...values) => (values.some(isNullish) ? null : compute(...(values as Value[]))));
}

export function parsed(name: string, operand: Value, parse: Parse, least: number, most: number): Evaluate[] {
  const items = Array.isArray(operand) ? operand : [operand];
  if (items.length < least || items.length > most)
    fail(
      least === most ? 16020 : 28667,
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `at least ${least}, and at most ${most}`} arguments. ${items.length} were passed in.`,
    );
  return items.map((item) => parse(item));
}

export function orNull(value: Value | Missing): Value {
  return value === Missing ? null : value;
}

export function isNullish(value: Value | Missing): boolean {
  return value === null || value === undefined || value === Missing;
}

/** An operand that is a document of named parts; a part it doesn't know is refused by name. */
export function named(name: string, operand: Value, known: string[], required: string[]): Doc {
  if (!isDoc(operand)) fail(9, `${name} only supports an object as its argument`);
  for (const part of operand.keys()) if (!known.includes(part)) fail(9, `Unrecognized argument to ${name}: ${part}`);
  for (const part of required) if (!operand.has(part)) fail(9, `Missing '${part}' parameter to ${name}`);
  return operand;
}

/** An array, or a refusal with the operator's own code. */
export function array(name: string, value: Value | Missing, code: number): Value[] {
  return Array.isArray(value)
    ? value
    : fail(code, `The argument to ${name} must be an array, but was of type: ${typeName(value)}`);
}

export function whole(name: string, value: Value | Missing, code: number): number {
  return (
    (value === Missing ? undefined : wholeNumber(value)) ??
    fail(code, `${name} needs a whole number, not ${typeName(value)}`)
  );
}

export function textPart(stage: string, parts: Doc, name: string): string {
  const value = parts.get(name);
  if (typeof value !== 'string') fail(9, `${stage} argument '${name}' must be a string`);
  return value.includes('\0') ? fail(16411, 'FieldPath field names may not contain embedded nulls.') : value;
}
