import { type Doc, docOf, type Missing, typeName, type Value } from '../bson/types.ts';
import { CommandError, fail, refuse } from '../errors.ts';
import { wholeNumber } from '../values/numbers.ts';
import { DAY, dayOf, isoDayOfWeek, isoWeek, isoWeekYear } from './calendar.ts';
import { readDate } from './date-text.ts';
import { isNullish, named } from './operands.ts';
import type { Evaluate, Operator, Parse } from './operator.ts';
import { dateOf, zoneOf } from './time-zone.ts';

const plainParts = ['year', 'month', 'day'];
const isoParts = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const timeParts = ['hour', 'minute', 'second', 'millisecond'];

/** Dates put together, and taken apart. */
export const dateMaking: Record<string, Operator> = {
  $dateFromParts: (operand, parse) => {
    const known = [...plainParts, ...isoParts, ...timeParts, 'timezone'];
    const parts = named('$dateFromParts', operand, known, []);
    const isIso = parts.has('isoWeekYear');
    if (isIso === parts.has('year'))
      fail(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present, and not both");
    const wrong = (isIso ? plainParts : isoParts).find((name) => parts.has(name));
    if (wrong)
      fail(isIso ? 40489 : 40525, `$dateFromParts does not allow mixing natural dates with ISO dates: ${wrong}`);
    const fields = [...(isIso ? isoParts : plainParts), ...timeParts].map((name) => field(name, parts, parse));
    const zone = zonePart(parts, parse);
    return (scope) => {
      const values = fields.map((evaluate) => evaluate(scope));
      const name = zone(scope);
      if (values.some(isNullish) || isNullish(name)) return null;
      return zoneOf(name).instant(put(values as number[], isIso));
    };
  },
  $dateToParts: (operand, parse) => {
    const parts = named('$dateToParts', operand, ['date', 'timezone', 'iso8601'], ['date']);
    const date = parse(parts.get('date'));
    const zone = zonePart(parts, parse);
    const iso = parts.has('iso8601') ? parse(parts.get('iso8601')) : () => false;
    return (scope) => {
      const value = date(scope);
      const name = zone(scope);
      const isIso = iso(scope);
      if (isNullish(value) || isNullish(name) || isNullish(isIso)) return null;
      if (typeof isIso !== 'boolean') fail(40521, 'iso8601 must evaluate to a bool');
      return takenApart(zoneOf(name).local(dateOf(value)), isIso);
    };
  },
  $dateFromString: (operand, parse) => {
    const parts = named(
      '$dateFromString',
      operand,
      ['dateString', 'timezone', 'onError', 'onNull', 'format'],
      ['dateString'],
    );
    if (parts.has('format')) refuse('$dateFromString with format', 9);
    const text = parse(parts.get('dateString'));
    const zone = zonePart(parts, parse);
    const onNull = parts.has('onNull') ? parse(parts.get('onNull')) : () => null;
    const onError = parts.has('onError') ? parse(parts.get('onError')) : undefined;
    return (scope) => {
      const value = text(scope);
      const name = zone(scope);
      if (isNullish(value)) return onNull(scope);
      if (isNullish(name)) return null;
      try {
        return read(value as Value, name, parts.has('timezone'));
      } catch (error) {
        if (onError && error instanceof CommandError && !error.message.includes('not supported')) return onError(scope);
        throw error;
      }
    };
  },
};

function zonePart(parts: Doc, parse: Parse): Evaluate {
  return parts.has('timezone') ? parse(parts.get('timezone')) : () => 'UTC';
}

function field(name: string, parts: Doc, parse: Parse): Evaluate {
  if (!parts.has(name)) return () => (timeParts.includes(name) ? 0 : 1);
  const evaluate = parse(parts.get(name));
  return (scope) => {
    const value = evaluate(scope);
    if (isNullish(value)) return null;
    const whole = wholeNumber(value as Value);
    if (whole === undefined) fail(40515, `'${name}' must evaluate to an integer, found ${typeName(value)}`);
    if (/year$/i.test(name) && (whole < 1 || whole > 9999))
      fail(40523, `'${name}' must evaluate to a value in 1 to 9999`);
    return whole;
  };
}

/** What lies outside a part's range is carried to the next. */
function put([year, second, day, hour, minute, seconds, millisecond]: number[], isIso: boolean): Date {
  const [y, s, d] = [year, second, day] as [number, number, number];
  const date = isIso ? isoDay(y, s, d) : dayOf(y, s - 1, d);
  date.setUTCHours(hour as number, minute, seconds, millisecond);
  return date;
}

/** The fourth of January is always in the first week. */
function isoDay(year: number, week: number, day: number): Date {
  const fourth = dayOf(year, 0, 4);
  return new Date(fourth.getTime() + ((week - 1) * 7 + day - isoDayOfWeek(fourth)) * DAY);
}

function takenApart(date: Date, isIso: boolean): Doc {
  const day: Record<string, number> = isIso
    ? { isoWeekYear: isoWeekYear(date), isoWeek: isoWeek(date), isoDayOfWeek: isoDayOfWeek(date) }
    : { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return docOf({
    ...day,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  });
}

function read(value: Value, zone: Value | Missing, isZoned: boolean): Date {
  if (typeof value !== 'string')
    fail(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(value)}`);
  const { local, offset } = readDate(value);
  if (offset !== undefined && isZoned)
    fail(241, 'you cannot pass in a date/time string with time zone information together with a timezone argument');
  return zoneOf(offset ?? zone).instant(local);
}
