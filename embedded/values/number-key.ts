import { type Decimal128, Double } from 'bson';
import { type DecimalParts, type Fraction, fraction, parts } from './decimal.ts';
import type { Numeric } from './numbers.ts';

const scratch = Buffer.alloc(8);
const NAN_KEY = '\0\0\0\0\0\0\0\0\0';

/**
 * One order for int32, int64, double and decimal: the largest double that is not above the value, then how far above
 * that double the value lies, in 2^-64 of the step to the next double. A Decimal128's 34 digits are about 2^-112 of the
 * value and a step is 2^-52 of it, so different numbers always get different keys and equal ones the same. Where doubles
 * grow too coarse for that, or end, the decimal's own digits come after the double.
 */
export function numberKey(value: Numeric): string {
  if (typeof value === 'number') return `${doubleKey(value)}\0`;
  if (value instanceof Double) return Number.isNaN(value.value) ? NAN_KEY : `${doubleKey(value.value)}\0`;
  return exactKey(value);
}

function exactKey(value: bigint | Decimal128): string {
  const exact = fraction(value);
  if (typeof exact === 'number') return numberKey(new Double(exact));
  const floor = floorDouble(exact, value);
  if (!Number.isFinite(floor)) return doubleKey(floor) + digitsKey(parts(value));
  const rest = restAbove(exact, floor);
  if (rest.top !== 0n && isCoarse(floor)) return doubleKey(floor) + digitsKey(parts(value));
  return doubleKey(floor) + restKey(rest, floor);
}

/** Below this, doubles lose digits; at the last of them there is no next one to measure by. */
function isCoarse(floor: number): boolean {
  return Math.abs(floor) < 2 ** -960 || floor === Number.MAX_VALUE;
}

/** Exponent, then 34 digits; those of negative numbers the other way round. Only decimals come here. */
function digitsKey({ coefficient, exponent }: DecimalParts): string {
  const digits = String(coefficient < 0n ? -coefficient : coefficient);
  scratch.writeUInt16BE(exponent + digits.length + 10_000);
  const key = scratch.toString('latin1', 0, 2) + digits.padEnd(34, '0');
  return `\x01${coefficient < 0n ? inverted(key) : key}`;
}

function inverted(key: string): string {
  let result = '';
  for (let i = 0; i < key.length; i++) result += String.fromCharCode(255 - key.charCodeAt(i));
  return result;
}

function restKey(rest: Fraction, floor: number): string {
  if (rest.top === 0n) return '\0';
  const step = stepOf(floor);
  const units = (rest.top * step.bottom * 2n ** 64n + rest.bottom * step.top - 1n) / (rest.bottom * step.top);
  scratch.writeBigUInt64BE(units >= 2n ** 64n ? 2n ** 64n - 1n : units);
  return `\x01${scratch.toString('latin1', 0, 8)}`;
}

/** Order-preserving bytes of a double; -0 and 0 are one. */
function doubleKey(value: number): string {
  scratch.writeDoubleBE(value === 0 ? 0 : value);
  const negative = (scratch[0] as number) & 128;
  if (negative) for (let i = 0; i < 8; i++) scratch[i] = 255 - (scratch[i] as number);
  else scratch[0] = (scratch[0] as number) | 128;
  return scratch.toString('latin1', 0, 8);
}

function floorDouble(exact: Fraction, value: bigint | Decimal128): number {
  const near = Number(value.toString());
  if (!Number.isFinite(near)) return near > 0 ? Number.MAX_VALUE : near;
  const rest = restAbove(exact, near);
  return rest.top < 0n ? below(near) : near;
}

function restAbove(exact: Fraction, floor: number): Fraction {
  const base = fraction(floor) as Fraction;
  return { top: exact.top * base.bottom - base.top * exact.bottom, bottom: exact.bottom * base.bottom };
}

/** The distance from a double to the next one. */
function stepOf(value: number): Fraction {
  const next = fraction(above(value)) as Fraction;
  const here = fraction(value) as Fraction;
  return { top: next.top * here.bottom - here.top * next.bottom, bottom: next.bottom * here.bottom };
}

function above(value: number): number {
  return value < 0 ? neighbour(value, -1n) : neighbour(value, 1n);
}

function below(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  if (value === -Number.MAX_VALUE) return Number.NEGATIVE_INFINITY;
  return value < 0 ? neighbour(value, 1n) : neighbour(value, -1n);
}

function neighbour(value: number, by: bigint): number {
  scratch.writeDoubleBE(value);
  scratch.writeBigUInt64BE(scratch.readBigUInt64BE() + by);
  return scratch.readDoubleBE();
}
