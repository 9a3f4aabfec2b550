import { Decimal128, Double, ObjectId } from 'bson';
import { typeName, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { fitsLong, isNumeric, toDouble } from '../values/numbers.ts';

/** The text of a value that has one, as `$toString` gives it. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Double) return doubleText(value.value);
  if (value instanceof Decimal128 || value instanceof ObjectId) return value.toString();
  if (value instanceof Date) return value.toISOString();
  return impossible(value, 'string');
}

function doubleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (Object.is(value, -0)) return '-0';
  if (value !== 0 && (Math.abs(value) >= 1e16 || Math.abs(value) < 1e-5))
    refuse('$toString of a double this large or small', 241);
  return String(value);
}

export function toInt(value: Value): Value {
  const whole = integerOf(value, 'int');
  return whole >= -2147483648n && whole <= 2147483647n ? Number(whole) : overflow(value, 'int');
}

export function toLong(value: Value): Value {
  const whole = integerOf(value, 'long');
  return fitsLong(whole) ? whole : overflow(value, 'long');
}

function integerOf(value: Value, to: string): bigint {
  if (typeof value === 'bigint' || typeof value === 'boolean') return BigInt(value);
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? BigInt(value.replace('+', '')) : unreadable(value);
  if (!isNumeric(value)) return impossible(value, to);
  const number = Math.trunc(toDouble(value));
  return Number.isFinite(number) ? BigInt(number) : overflow(value, to);
}

export function toDoubleValue(value: Value): Value {
  if (typeof value === 'boolean') return new Double(Number(value));
  if (value instanceof Date) return new Double(value.getTime());
  if (isNumeric(value)) return new Double(toDouble(value));
  if (typeof value !== 'string') return impossible(value, 'double');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? new Double(Number(value)) : unreadable(value);
}

export function toDecimal(value: Value): Value {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Decimal128.fromString(String(value));
  if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value))
    return Decimal128.fromString(value);
  return impossible(value, 'decimal');
}

export function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (isNumeric(value) && typeof value !== 'number') return new Date(Math.trunc(toDouble(value)));
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(value))
    return impossible(value, 'date');
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(value.slice(10));
  const date = new Date(value.length > 10 && !hasZone ? `${value}Z` : value);
  return Number.isNaN(date.getTime()) ? unreadable(value) : date;
}

export function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string') return /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : unreadable(value);
  return impossible(value, 'objectId');
}

export function toBool(value: Value): Value {
  if (isNumeric(value)) return toDouble(value) !== 0;
  return value !== false;
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
