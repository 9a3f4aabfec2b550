import { Decimal128, Double } from 'bson';
import { type Missing, typeName, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { decimalOf, divideDecimal, parts } from '../values/decimal.ts';
import {
  arithmetic,
  compareNumbers,
  isNumeric,
  type Numeric,
  type Operation,
  remainder,
  toDouble,
  wholeNumber,
} from '../values/numbers.ts';
import { down, type Rounding, roundedAt, toEven, toZero, up } from '../values/rounding.ts';
import { isNullish, operator, strict } from './operands.ts';
import type { Operator } from './operator.ts';

export const arithmeticOperators: Record<string, Operator> = {
  $add: strict(0, 1000, (...values) => values.reduce(add, 0)),
  $subtract: strict(2, 2, (a, b) => subtract(a, b)),
  $multiply: strict(0, 1000, (...values) =>
    values.reduce((a, b) => calculated('multiply', numeric('$multiply', a), numeric('$multiply', b)), 1),
  ),
  $divide: strict(2, 2, (a, b) => divide(numeric('$divide', a), numeric('$divide', b))),
  $mod: strict(2, 2, (a, b) => modulo(numeric('$mod', a, 16611), numeric('$mod', b, 16611))),
  $abs: strict(1, 1, (value) => absolute(numeric('$abs', value, 28765))),
  $ceil: strict(1, 1, (value) => toPlace('$ceil', numeric('$ceil', value, 28765), 0, up)),
  $floor: strict(1, 1, (value) => toPlace('$floor', numeric('$floor', value, 28765), 0, down)),
  $sqrt: strict(1, 1, (value) => squareRoot(numeric('$sqrt', value, 28765))),
  $trunc: operator(1, 2, (value, place) => cut('$trunc', value, place, toZero)),
  $round: operator(1, 2, (value, place) => cut('$round', value, place, toEven)),
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: strict(1, 1, (value) => {
    if (typeof value === 'number') return ~value;
    return typeof value === 'bigint'
      ? ~value
      : fail(28765, `$bitNot only supports int and long, not: ${typeName(value)}.`);
  }),
};

function numeric(name: string, value: Value, code = 14): Numeric {
  return isNumeric(value) ? value : fail(code, `${name} only supports numeric types, not ${typeName(value)}`);
}

function calculated(operation: Operation, a: Numeric, b: Numeric): Numeric {
  const exact = arithmetic(operation, a, b);
  if (exact !== undefined) return exact;
  return arithmetic(operation, new Double(toDouble(a)), new Double(toDouble(b))) as Numeric;
}

function add(a: Value, b: Value): Value {
  if (a instanceof Date && b instanceof Date) fail(16612, 'only one date allowed in an $add expression');
  if (b instanceof Date) return add(b, a);
  if (a instanceof Date) return moved('$add', a, nearest(toDouble(numeric('$add', b))));
  return calculated('add', numeric('$add', a), numeric('$add', b));
}

function subtract(a: Value, b: Value): Value {
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date) return moved('$subtract', a, -Math.trunc(toDouble(numeric('$subtract', b))));
  if (b instanceof Date) fail(14, `can't $subtract date from ${typeName(a)}`);
  return calculated('subtract', numeric('$subtract', a), numeric('$subtract', b));
}

function moved(name: string, date: Date, by: number): Date {
  const result = new Date(date.getTime() + by);
  return Number.isNaN(result.getTime()) ? fail(15, `date overflow in ${name}`) : result;
}

/** Halves go away from zero, unlike those of `Math.round`. */
function nearest(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function divide(a: Numeric, b: Numeric): Value {
  if (compareNumbers(b, 0) === 0) fail(2, "can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalOf(divideDecimal(parts(a), parts(b)));
  return new Double(toDouble(a) / toDouble(b));
}

function modulo(a: Numeric, b: Numeric): Value {
  if (compareNumbers(b, 0) === 0) fail(16610, "can't $mod by zero");
  return remainder(a, b);
}

function absolute(value: Numeric): Value {
  if (compareNumbers(value, 0) >= 0) return value instanceof Double ? new Double(Math.abs(value.value)) : value;
  if (value === -(2n ** 63n)) fail(28680, "can't take $abs of long long min");
  return calculated('multiply', value, -1);
}

function squareRoot(value: Numeric): Value {
  if (value instanceof Decimal128) refuse('$sqrt of a Decimal128', 2);
  if (compareNumbers(value, 0) < 0 && !Number.isNaN(toDouble(value)))
    fail(28714, "$sqrt's argument must be greater than or equal to 0");
  return new Double(Math.sqrt(toDouble(value)));
}

function cut(name: string, value: Value | Missing, place: Value | Missing | undefined, rounding: Rounding): Value {
  if (isNullish(value) || (place !== undefined && isNullish(place))) return null;
  const number = isNumeric(value) ? value : fail(51081, `${name} only supports numeric types, not ${typeName(value)}`);
  const places = place === undefined ? 0 : wholeNumber(place as Value);
  if (places === undefined) fail(51082, `precision argument to ${name} must be a integral value`);
  if (places < -20 || places > 100)
    fail(51083, `cannot apply ${name} with precision value ${places}, it must be in -20 to 100`);
  return toPlace(name, number, places, rounding);
}

function toPlace(name: string, value: Numeric, place: number, rounding: Rounding): Value {
  const rounded = roundedAt(value, place, rounding);
  if (rounded !== undefined) return rounded;
  if (value instanceof Double || value instanceof Decimal128) refuse(`${name} to more than 34 digits`, 2);
  return fail(51080, `invalid conversion from Decimal128 result in ${name}`);
}

function bitwise(name: string, neutral: bigint, compute: (a: bigint, b: bigint) => bigint): Operator {
  return operator(0, 1000, (...values) => {
    if (values.some(isNullish)) return null;
    const wrong = values.find((value) => typeof value !== 'number' && typeof value !== 'bigint');
    if (wrong !== undefined) fail(14, `${name} only supports int and long operands.`);
    const result = (values as (number | bigint)[]).map(BigInt).reduce(compute, neutral);
    return values.some((value) => typeof value === 'bigint') ? result : Number(result);
  });
}
