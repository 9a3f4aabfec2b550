import type { Missing, Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, week } from './calendar.ts';
import { offsetAt, UTC, type Zone } from './time-zone.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** What stands for each letter after `%`, from local time and, in minutes, how far it is ahead of UTC. */
const directives: Record<string, (date: Date, offset: number) => string> = {
  Y: (date) => padded(date.getUTCFullYear(), 4),
  m: (date) => padded(date.getUTCMonth() + 1, 2),
  b: (date) => (MONTHS[date.getUTCMonth()] as string).slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()] as string,
  d: (date) => padded(date.getUTCDate(), 2),
  H: (date) => padded(date.getUTCHours(), 2),
  M: (date) => padded(date.getUTCMinutes(), 2),
  S: (date) => padded(date.getUTCSeconds(), 2),
  L: (date) => padded(date.getUTCMilliseconds(), 3),
  j: (date) => padded(dayOfYear(date), 3),
  w: (date) => String(date.getUTCDay() + 1),
  u: (date) => String(isoDayOfWeek(date)),
  U: (date) => padded(week(date), 2),
  V: (date) => padded(isoWeek(date), 2),
  G: (date) => padded(isoWeekYear(date), 4),
  z: (_, offset) =>
    `${offset < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(offset) / 60), 2)}${padded(Math.abs(offset) % 60, 2)}`,
  Z: (_, offset) => String(offset),
  '%': () => '%',
};

const DEFAULT = '%Y-%m-%dT%H:%M:%S.%L';

/** A date as `$dateToString` writes it. */
export function formatted(date: Date, zone: Zone, format: Value | Missing | undefined): string {
  const wanted = format ?? (zone === UTC ? `${DEFAULT}Z` : DEFAULT);
  if (typeof wanted !== 'string') fail(18533, "$dateToString requires that 'format' be a string");
  const local = zone.local(date);
  const year = local.getUTCFullYear();
  if (year < 0 || year > 9999) fail(18537, `$dateToString is only defined on year 0-9999, tried to use year ${year}`);
  const offset = Math.trunc(offsetAt(zone, date) / 60_000);
  return wanted.replace(/%(.?)/gs, (_, name: string) => {
    if (name === '') fail(18535, "Unmatched '%' at end of format string");
    const write = Object.hasOwn(directives, name) ? directives[name] : undefined;
    return write ? write(local, offset) : fail(18536, `Invalid format character '%${name}' in format string`);
  });
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** A date in ISO 8601's form, and the offset it names, if it names one. Other forms that MongoDB reads are refused. */
export function readDate(text: string): { local: Date; offset: string | undefined } {
  const found = ISO.exec(text);
  if (!found) refuse(`reading '${text}' as a date, other than as 2024-02-29T12:34:56.789Z or a part of that,`, 241);
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as number[];
  const local = new Date(0);
  local.setUTCFullYear(year as number, (month as number) - 1, day);
  local.setUTCHours(hour as number, minute, second, Number((found[7] ?? '').padEnd(3, '0')));
  const isReal = local.getUTCDate() === day && local.getUTCHours() === hour && local.getUTCMinutes() === minute;
  if (!isReal || (month as number) > 12) fail(241, `Error parsing date string '${text}': the parsed date was invalid`);
  return { local, offset: found[8] };
}
