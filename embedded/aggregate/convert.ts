import { BSONSymbol, Code, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { decimalOf, fraction, parts } from '../values/decimal.ts';
import { fitsLong, isNumeric, type Numeric, toDouble } from '../values/numbers.ts';
import { readDate } from './date-text.ts';
import { doubleText } from './double-text.ts';
import { zoneOf } from './time-zone.ts';

/** What `$convert` and `$toInt`, `$toString`… can convert to. Null and missing are seen to before. */
export const conversions: Record<string, (value: Value) => Value> = {
  string: toText,
  int: (value) => {
    const whole = integerOf(value, 'int');
    return whole >= -2147483648n && whole <= 2147483647n ? Number(whole) : overflow(value, 'int');
  },
  long: (value) => {
    const whole = integerOf(value, 'long');
    return fitsLong(whole) ? whole : overflow(value, 'long');
  },
  double: toDoubleValue,
  decimal: toDecimal,
  date: toDate,
  objectId: (value) => {
    if (value instanceof ObjectId) return value;
    if (typeof value !== 'string') return impossible(value, 'objectId');
    return /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : unreadable(value);
  },
  bool: (value) => {
    if (isNumeric(value)) return toDouble(value) !== 0;
    return value !== false;
  },
};

/** The text of what operators on text take besides text itself: numbers and dates, and nothing for null. */
export function textOf(value: Value | Missing): string {
  if (value === Missing || value === null || value === undefined) return '';
  if (value instanceof BSONSymbol) return value.value;
  if (value instanceof Code) return value.code;
  if (typeof value === 'boolean' || value instanceof ObjectId || !(typeof value === 'string' || hasText(value)))
    fail(16007, `can't convert from BSON type ${typeName(value)} to String`);
  return toText(value);
}

function hasText(value: Value): boolean {
  return isNumeric(value) || value instanceof Date;
}

function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Double) return doubleText(value.value);
  if (value instanceof Decimal128 || value instanceof ObjectId) return value.toString();
  return value instanceof Date ? value.toISOString() : impossible(value, 'string');
}

function integerOf(value: Value, to: string): bigint {
  if (typeof value === 'boolean') return BigInt(value);
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? BigInt(value.replace('+', '')) : unreadable(value);
  if (!isNumeric(value)) return impossible(value, to);
  const exact = fraction(value instanceof Double ? value.value : value);
  return typeof exact === 'number' ? overflow(value, to) : exact.top / exact.bottom;
}

const NUMBER = /^[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|nan|inf(inity)?)$/i;

function toDoubleValue(value: Value): Value {
  if (typeof value === 'boolean') return new Double(Number(value));
  if (value instanceof Date) return new Double(value.getTime());
  if (typeof value === 'string') return NUMBER.test(value) ? new Double(numberIn(value)) : unreadable(value);
  if (!isNumeric(value)) return impossible(value, 'double');
  const double = toDouble(value);
  const overflows = value instanceof Decimal128 && !Number.isFinite(double) && parts(value).special === undefined;
  return overflows ? overflow(value, 'double') : new Double(double);
}

function numberIn(text: string): number {
  if (/nan/i.test(text)) return Number.NaN;
  if (/inf/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

function toDecimal(value: Value): Value {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'boolean') return decimalOf(parts(Number(value)));
  if (value instanceof Date) return decimalOf(parts(BigInt(value.getTime())));
  if (isNumeric(value)) return decimalOf(parts(value as Exclude<Numeric, Decimal128>));
  if (typeof value !== 'string') return impossible(value, 'decimal');
  if (!NUMBER.test(value)) return unreadable(value);
  return /n/i.test(value) ? decimalOf({ coefficient: 0n, exponent: 0, special: numberIn(value) }) : exactDecimal(value);
}

function exactDecimal(text: string): Decimal128 {
  const [mantissa = '', power = '0'] = text.toUpperCase().split('E');
  const [whole = '', decimals = ''] = mantissa.split('.');
  return decimalOf({
    coefficient: BigInt(whole.replace('+', '') + decimals),
    exponent: Number(power) - decimals.length,
  });
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  if (isNumeric(value) && typeof value !== 'number') return dateAt(integerOf(value, 'date'), value);
  if (typeof value !== 'string') return impossible(value, 'date');
  const { local, offset } = readDate(value);
  return zoneOf(offset ?? 'UTC').instant(local);
}

function dateAt(time: bigint, value: Value): Date {
  const date = new Date(Number(time));
  return Number.isNaN(date.getTime()) ? overflow(value, 'date') : date;
}

function impossible(value: Value, to: string): never {
  return fail(241, `Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`);
}

function unreadable(value: string): never {
  return fail(241, `Failed to parse '${value}' in $convert with no onError value`);
}

function overflow(value: Value, to: string): never {
  return fail(
    241,
    `Conversion would overflow target type in $convert with no onError value: ${String(value)} to ${to}`,
  );
}
