import { Decimal128, Double } from 'bson';
import { Missing, typeName, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { decimalOf, divideDecimal, parts } from '../values/decimal.ts';
import {
  arithmetic,
  compareNumbers,
  fitsLong,
  isNumeric,
  type Numeric,
  narrow,
  type Operation,
  toDouble,
  wholeNumber,
} from '../values/numbers.ts';
import { isNullish, operator, strict } from './operands.ts';
import type { Operator } from './operator.ts';

export const arithmeticOperators: Record<string, Operator> = {
  $add: strict(0, 1000, (...values) => values.reduce(add, 0)),
  $subtract: strict(2, 2, (a, b) => subtract(a, b)),
  $multiply: strict(0, 1000, (...values) =>
    values.reduce((a, b) => calculated('multiply', numeric('$multiply', a), numeric('$multiply', b)), 1),
  ),
  $divide: strict(2, 2, (a, b) => divide(numeric('$divide', a), numeric('$divide', b))),
  $mod: strict(2, 2, (a, b) => modulo(numeric('$mod', a), numeric('$mod', b))),
  $abs: strict(1, 1, (value) => absolute(numeric('$abs', value))),
  $ceil: strict(1, 1, (value) => rounded('$ceil', value, Math.ceil)),
  $floor: strict(1, 1, (value) => rounded('$floor', value, Math.floor)),
  $trunc: operator(1, 2, (value, place) => toPlace('$trunc', value, place, Math.trunc)),
  $round: operator(1, 2, (value, place) => toPlace('$round', value, place, halfEven)),
};

function numeric(name: string, value: Value): Numeric {
  return isNumeric(value) ? value : fail(14, `${name} only supports numeric types, not ${typeName(value)}`);
}

function calculated(operation: Operation, a: Numeric, b: Numeric): Numeric {
  const exact = arithmetic(operation, a, b);
  if (exact !== undefined) return exact;
  return arithmetic(operation, new Double(toDouble(a)), new Double(toDouble(b))) as Numeric;
}

function add(a: Value, b: Value): Value {
  if (a instanceof Date && b instanceof Date) fail(16612, 'only one date allowed in an $add expression');
  if (a instanceof Date) return new Date(a.getTime() + Math.round(toDouble(numeric('$add', b))));
  return b instanceof Date ? add(b, a) : calculated('add', numeric('$add', a), numeric('$add', b));
}

function subtract(a: Value, b: Value): Value {
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date) return new Date(a.getTime() - Math.round(toDouble(numeric('$subtract', b))));
  return calculated('subtract', numeric('$subtract', a), numeric('$subtract', b));
}

function divide(a: Numeric, b: Numeric): Value {
  if (compareNumbers(b, 0) === 0) fail(2, "can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalOf(divideDecimal(parts(a), parts(b)));
  return new Double(toDouble(a) / toDouble(b));
}

function modulo(a: Numeric, b: Numeric): Value {
  if (compareNumbers(b, 0) === 0) fail(16610, "can't $mod by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) refuse('$mod of a Decimal128', 2);
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) % toDouble(b));
  const rest = BigInt(a) % BigInt(b);
  return typeof a === 'bigint' || typeof b === 'bigint' ? rest : Number(rest);
}

function absolute(value: Numeric): Value {
  const isNegative = compareNumbers(value, 0) < 0;
  return isNegative ? calculated('multiply', value, -1) : value;
}

/** Whole numbers stay as they are; doubles stay doubles. */
function rounded(name: string, value: Value, round: (value: number) => number): Value {
  const number = numeric(name, value);
  if (number instanceof Decimal128) refuse(`${name} of a Decimal128`, 2);
  return number instanceof Double ? new Double(round(number.value)) : number;
}

function toPlace(
  name: string,
  value: Value | Missing,
  place: Value | Missing | undefined,
  round: (value: number) => number,
): Value {
  if (isNullish(value) || place === null) return null;
  const places = place === undefined || place === Missing ? 0 : wholeNumber(place);
  if (places === undefined || places < -20 || places > 100) fail(51083, `invalid precision for ${name}`);
  if (places === 0) return rounded(name, value as Value, round);
  const number = numeric(name, value as Value);
  if (number instanceof Decimal128) refuse(`${name} of a Decimal128`, 2);
  if (number instanceof Double) return new Double(round(number.value * 10 ** places) / 10 ** places);
  if (places > 0) return number;
  const step = 10n ** BigInt(-places);
  const whole = BigInt(round(Number(number) / Number(step))) * step;
  return fitsLong(whole) ? narrow(whole) : fail(51080, `${name} overflows`);
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
