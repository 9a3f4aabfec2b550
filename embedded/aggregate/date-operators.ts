import { isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, week } from './calendar.ts';
import { dateArithmetic } from './date-arithmetic.ts';
import { dateMaking } from './date-making.ts';
import { formatted } from './date-text.ts';
import { isNullish, named } from './operands.ts';
import type { Evaluate, Operator, Parse } from './operator.ts';
import { dateOf, UTC, zoneOf } from './time-zone.ts';

/** What is read from dates, and made of them. */
export const dateOperators: Record<string, Operator> = {
  $year: part((date) => date.getUTCFullYear()),
  $month: part((date) => date.getUTCMonth() + 1),
  $dayOfMonth: part((date) => date.getUTCDate()),
  $dayOfWeek: part((date) => date.getUTCDay() + 1),
  $dayOfYear: part(dayOfYear),
  $week: part(week),
  $isoWeek: part(isoWeek),
  $isoWeekYear: part((date) => BigInt(isoWeekYear(date))),
  $isoDayOfWeek: part(isoDayOfWeek),
  $hour: part((date) => date.getUTCHours()),
  $minute: part((date) => date.getUTCMinutes()),
  $second: part((date) => date.getUTCSeconds()),
  $millisecond: part((date) => date.getUTCMilliseconds()),
  $dateToString: (operand, parse) => {
    const parts = named('$dateToString', operand, ['date', 'format', 'timezone', 'onNull'], ['date']);
    const date = parse(parts.get('date'));
    const zone = parts.has('timezone') ? parse(parts.get('timezone')) : () => 'UTC';
    const format = parts.has('format') ? parse(parts.get('format')) : undefined;
    const onNull = parts.has('onNull') ? parse(parts.get('onNull')) : () => null;
    return (scope) => {
      const value = date(scope);
      const name = zone(scope);
      const wanted = format?.(scope);
      if (isNullish(value)) return onNull(scope);
      if (isNullish(name) || (format && isNullish(wanted))) return null;
      return formatted(dateOf(value), zoneOf(name), wanted as Value | undefined);
    };
  },
  ...dateArithmetic,
  ...dateMaking,
};

/** One of a date's parts: of `'$at'`, or of `{date: '$at', timezone: 'Europe/Berlin'}`. */
function part(compute: (date: Date) => number | bigint): Operator {
  return (operand, parse) => {
    const { date, zone } = dateAndZone(operand, parse);
    return (scope) => {
      const value = date(scope);
      const name = zone?.(scope);
      if (isNullish(value) || (zone && isNullish(name as Value))) return null;
      return compute((zone ? zoneOf(name as Value) : UTC).local(dateOf(value)));
    };
  };
}

function dateAndZone(operand: Value, parse: Parse): { date: Evaluate; zone: Evaluate | undefined } {
  if (isDoc(operand) && !operand.keys().next().value?.startsWith('$')) {
    const parts = named('a date expression', operand, ['date', 'timezone'], ['date']);
    return { date: parse(parts.get('date')), zone: parts.has('timezone') ? parse(parts.get('timezone')) : undefined };
  }
  if (Array.isArray(operand) && operand.length !== 1)
    fail(40536, `a date expression accepts exactly one argument if given an array, but was given ${operand.length}`);
  return { date: parse(Array.isArray(operand) ? operand[0] : operand), zone: undefined };
}
