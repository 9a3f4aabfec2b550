import { Decimal128, Double } from 'bson';
import type { Value } from '../bson/types.ts';
import { compareDecimal, type DecimalParts, decimalOf, parts } from './decimal.ts';

/** A number of any of BSON's four kinds; see `Value`. */
export type Numeric = number | bigint | Double | Decimal128;

const INT_MIN = -2147483648;
const INT_MAX = 2147483647;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

export function isNumeric(value: unknown): value is Numeric {
  return (
    typeof value === 'number' || typeof value === 'bigint' || value instanceof Double || value instanceof Decimal128
  );
}

/** The nearest double; where exactness matters use `compareNumbers` and the arithmetic below. */
export function toDouble(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Double ? value.value : Number(value.toString());
}

export function isNaNValue(value: Value): boolean {
  if (value instanceof Double) return Number.isNaN(value.value);
  return value instanceof Decimal128 && value.toString() === 'NaN';
}

/** Exact across kinds; NaN equals itself and comes before every other number. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const x = a instanceof Double ? a.value : a;
  const y = b instanceof Double ? b.value : b;
  if (x instanceof Decimal128 || y instanceof Decimal128) return compareDecimal(x, y);
  if (x < y) return -1;
  if (x > y) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint equals the number of the same value only by ==
  if (x == y) return 0;
  return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
}

export type Operation = 'add' | 'subtract' | 'multiply';

/**
 * MongoDB's arithmetic: the wider kind wins, an int32 that overflows becomes an int64, and an int64 that overflows gives
 * `undefined`, for updates refuse it and expressions go on in doubles.
 */
export function arithmetic(operation: Operation, a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalOf(calculate(operation, parts(a), parts(b)));
  if (a instanceof Double || b instanceof Double) return new Double(double(operation, toDouble(a), toDouble(b)));
  const exact = integer(operation, BigInt(a), BigInt(b));
  if (exact < LONG_MIN || exact > LONG_MAX) return undefined;
  return typeof a === 'bigint' || typeof b === 'bigint' ? exact : narrow(exact);
}

/** What is left of a division, with the dividend's sign; the divisor is not zero. */
export function remainder(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalRemainder(parts(a), parts(b));
  if (a instanceof Double || b instanceof Double) return new Double(toDouble(a) % toDouble(b));
  const rest = BigInt(a) % BigInt(b);
  return typeof a === 'bigint' || typeof b === 'bigint' ? rest : Number(rest);
}

function decimalRemainder(a: DecimalParts, b: DecimalParts): Decimal128 {
  if (a.special !== undefined || b.special !== undefined) {
    const isDividend = a.special === undefined && !Number.isNaN(b.special);
    return decimalOf(isDividend ? a : { ...a, special: Number.NaN });
  }
  const [x, y, exponent] = aligned(a, b);
  return decimalOf({ coefficient: x % y, exponent });
}

/** An int32 if it fits one, otherwise an int64. */
export function narrow(value: bigint): number | bigint {
  return value >= INT_MIN && value <= INT_MAX ? Number(value) : value;
}

/** A number the store has computed: int32 where it is whole and fits, else int64, else double. */
export function numberOf(value: number): number | bigint | Double {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return new Double(value);
  return value >= INT_MIN && value <= INT_MAX ? value : BigInt(value);
}

/** The whole number that a command's argument stands for, or undefined. `5`, `5.0` and `NumberLong(5)` are alike. */
export function wholeNumber(value: Value): number | undefined {
  if (!isNumeric(value)) return undefined;
  const number = toDouble(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

export function fitsLong(value: bigint): boolean {
  return value >= LONG_MIN && value <= LONG_MAX;
}

function double(operation: Operation, a: number, b: number): number {
  if (operation === 'add') return a + b;
  return operation === 'subtract' ? a - b : a * b;
}

function integer(operation: Operation, a: bigint, b: bigint): bigint {
  if (operation === 'add') return a + b;
  return operation === 'subtract' ? a - b : a * b;
}

function calculate(operation: Operation, a: DecimalParts, b: DecimalParts): DecimalParts {
  if (a.special !== undefined || b.special !== undefined)
    return { ...a, special: double(operation, a.special ?? sign(a), b.special ?? sign(b)) };
  if (operation === 'multiply')
    return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
  const [x, y, exponent] = aligned(a, b);
  return { coefficient: operation === 'add' ? x + y : x - y, exponent };
}

function aligned(a: DecimalParts, b: DecimalParts): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const [x, y] = [a, b].map((one) => one.coefficient * 10n ** BigInt(one.exponent - exponent)) as [bigint, bigint];
  return [x, y, exponent];
}

function sign(value: DecimalParts): number {
  if (value.coefficient === 0n) return 0;
  return value.coefficient < 0n ? -1 : 1;
}
