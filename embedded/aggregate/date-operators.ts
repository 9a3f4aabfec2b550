import { ObjectId } from 'bson';
import { type Doc, isDoc, type Missing, typeName, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { wholeNumber } from '../values/numbers.ts';
import { isNullish, named } from './operands.ts';
import type { Evaluate, Operator } from './operator.ts';

/** All in UTC; other time zones are refused. */
export const dateOperators: Record<string, Operator> = {
  $year: part((date) => date.getUTCFullYear()),
  $month: part((date) => date.getUTCMonth() + 1),
  $dayOfMonth: part((date) => date.getUTCDate()),
  $dayOfWeek: part((date) => date.getUTCDay() + 1),
  $dayOfYear: part((date) => dayOfYear(date)),
  $hour: part((date) => date.getUTCHours()),
  $minute: part((date) => date.getUTCMinutes()),
  $second: part((date) => date.getUTCSeconds()),
  $millisecond: part((date) => date.getUTCMilliseconds()),
  $dateToString: (operand, parse) => {
    const parts = named('$dateToString', operand, ['date', 'format', 'timezone', 'onNull'], ['date']);
    checkZone(parts);
    const date = parse(parts.get('date'));
    const format = parse(parts.get('format') ?? '%Y-%m-%dT%H:%M:%S.%LZ');
    const onNull = parts.has('onNull') ? parse(parts.get('onNull')) : () => null;
    return (scope) => {
      const value = date(scope);
      return isNullish(value) ? onNull(scope) : formatted(dateOf(value), format(scope));
    };
  },
  $dateTrunc: (operand, parse) => {
    const parts = named('$dateTrunc', operand, ['date', 'unit', 'binSize', 'timezone'], ['date', 'unit']);
    checkZone(parts);
    if ((wholeNumber(parts.get('binSize') ?? 1) ?? 0) !== 1) refuse('$dateTrunc with binSize', 9);
    const date = parse(parts.get('date'));
    const unit = parse(parts.get('unit'));
    return (scope) => {
      const value = date(scope);
      return isNullish(value) ? null : truncated(dateOf(value), unit(scope));
    };
  },
};

function part(compute: (date: Date) => number): Operator {
  return (operand, parse) => {
    const parts =
      isDoc(operand) && operand.has('date')
        ? named('a date expression', operand, ['date', 'timezone'], ['date'])
        : undefined;
    if (parts) checkZone(parts);
    const [only] = Array.isArray(operand) ? operand : [operand];
    const date: Evaluate = parse(parts ? parts.get('date') : only);
    return (scope) => {
      const value = date(scope);
      return isNullish(value) ? null : compute(dateOf(value));
    };
  };
}

function checkZone(parts: Doc): void {
  const zone = parts.get('timezone');
  if (zone !== undefined && zone !== 'UTC' && zone !== 'GMT') refuse('a timezone other than UTC', 40485);
}

function dateOf(value: Value | Missing): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  return fail(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

const directives: Record<string, (date: Date) => string> = {
  Y: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  m: (date) => two(date.getUTCMonth() + 1),
  d: (date) => two(date.getUTCDate()),
  H: (date) => two(date.getUTCHours()),
  M: (date) => two(date.getUTCMinutes()),
  S: (date) => two(date.getUTCSeconds()),
  L: (date) => String(date.getUTCMilliseconds()).padStart(3, '0'),
  j: (date) => String(dayOfYear(date)).padStart(3, '0'),
  w: (date) => String(date.getUTCDay() + 1),
  u: (date) => String(date.getUTCDay() || 7),
  z: () => '+0000',
  Z: () => '0',
  '%': () => '%',
};

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function formatted(date: Date, format: Value | Missing): Value {
  if (typeof format !== 'string') fail(18533, "$dateToString requires that 'format' be a string");
  return format.replace(/%(.?)/gs, (_, name: string) =>
    Object.hasOwn(directives, name)
      ? (directives[name] as (date: Date) => string)(date)
      : refuse(`the format %${name} of $dateToString`, 18536),
  );
}

const lengths: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

function truncated(date: Date, unit: Value | Missing): Date {
  const time = date.getTime();
  if (typeof unit === 'string' && Object.hasOwn(lengths, unit)) {
    const length = lengths[unit] as number;
    return new Date(Math.floor(time / length) * length);
  }
  if (unit === 'month') return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
  if (unit === 'year') return new Date(Date.UTC(date.getUTCFullYear(), 0, 1));
  return refuse(`the unit ${String(unit)} of $dateTrunc`, 9);
}
