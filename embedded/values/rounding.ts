import { Decimal128, Double } from 'bson';
import { type DecimalParts, decimalOf, divideHalfEven, exactParts, parts } from './decimal.ts';
import { fitsLong, type Numeric, narrow } from './numbers.ts';

/** Which whole number a quotient becomes. */
export type Rounding = (value: bigint, by: bigint) => bigint;

export const toEven: Rounding = divideHalfEven;
export const toZero: Rounding = (value, by) => value / by;
export const down: Rounding = (value, by) => value / by - (value % by < 0n ? 1n : 0n);
export const up: Rounding = (value, by) => value / by + (value % by > 0n ? 1n : 0n);

const DIGITS = 34;

/**
 * A number rounded at a decimal place (2 keeps hundredths, -2 hundreds), in its own kind; an int32 that grows past its
 * range becomes an int64. Undefined where the result has no room: past an int64, or past a decimal's 34 digits.
 */
export function roundedAt(value: Numeric, place: number, rounding: Rounding): Numeric | undefined {
  if (value instanceof Double) return roundedDouble(value, place, rounding);
  if (!(value instanceof Decimal128)) return roundedWhole(value, place, rounding);
  const exact = parts(value);
  return exact.special === undefined ? decimal(quantized(exact, place, rounding), place) : value;
}

function roundedWhole(value: number | bigint, place: number, rounding: Rounding): Numeric | undefined {
  if (place >= 0) return value;
  const step = 10n ** BigInt(-place);
  const whole = rounding(BigInt(value), step) * step;
  if (!fitsLong(whole)) return undefined;
  return typeof value === 'bigint' ? whole : narrow(whole);
}

function roundedDouble({ value }: Double, place: number, rounding: Rounding): Double | undefined {
  if (!Number.isFinite(value) || value === 0) return new Double(value);
  const rounded = decimal(quantized(parts34(value), place, rounding), place);
  if (!rounded) return undefined;
  const double = Number(rounded.toString());
  return new Double(double === 0 && value < 0 ? -0 : double);
}

function parts34(value: number): DecimalParts {
  return parts(decimalOf(exactParts(value)));
}

function quantized({ coefficient, exponent }: DecimalParts, place: number, rounding: Rounding): bigint {
  const shift = exponent + place;
  return shift >= 0 ? coefficient * 10n ** BigInt(shift) : rounding(coefficient, 10n ** BigInt(-shift));
}

function decimal(coefficient: bigint, place: number): Decimal128 | undefined {
  const digits = String(coefficient).replace('-', '').length;
  return digits > DIGITS ? undefined : decimalOf({ coefficient, exponent: -place });
}
