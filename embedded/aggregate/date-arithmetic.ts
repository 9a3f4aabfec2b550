import { type Doc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { wholeNumber } from '../values/numbers.ts';
import { addMonths, DAY, dayNumber, dayOf } from './calendar.ts';
import { isNullish, named } from './operands.ts';
import type { Evaluate, Operator, Parse, Scope } from './operator.ts';
import { dateOf, offsetAt, type Zone, zoneOf } from './time-zone.ts';

/** Units of one length, in milliseconds, and units of months; days and weeks follow the zone's clocks. */
const LENGTHS: Record<string, number> = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 };
const MONTHS: Record<string, number> = { month: 1, quarter: 3, year: 12 };
const DAYS: Record<string, number> = { day: 1, week: 7 };

/** Sums and differences of dates, and dates cut down to a unit. */
export const dateArithmetic: Record<string, Operator> = {
  $dateAdd: (operand, parse) => moved('$dateAdd', 1, operand, parse),
  $dateSubtract: (operand, parse) => moved('$dateSubtract', -1, operand, parse),
  $dateDiff: (operand, parse) => {
    const known = ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'];
    const parts = named('$dateDiff', operand, known, ['startDate', 'endDate', 'unit']);
    const read = reader(parts, parse, { timezone: 'UTC', startOfWeek: 'sunday' });
    return (scope) => {
      const values = read(scope);
      if (Object.values(values).some(isNullish)) return null;
      const zone = zoneOf(values.timezone as Value);
      const [start, end] = [dateOf(values.startDate as Value), dateOf(values.endDate as Value)];
      const unit = unitOf('$dateDiff', values.unit);
      return BigInt(difference(start, end, unit, zone, dayOfWeek(unit, values.startOfWeek)));
    };
  },
  $dateTrunc: (operand, parse) => {
    const parts = named(
      '$dateTrunc',
      operand,
      ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'],
      ['date', 'unit'],
    );
    const read = reader(parts, parse, { timezone: 'UTC', startOfWeek: 'sunday', binSize: 1 });
    return (scope) => {
      const values = read(scope);
      if (Object.values(values).some(isNullish)) return null;
      const binSize = wholeNumber(values.binSize as Value);
      if (binSize === undefined || binSize < 1)
        fail(5439017, '$dateTrunc requires binSize to be a 64-bit integer above 0');
      if (binSize !== 1) refuse('$dateTrunc with binSize', 9);
      const unit = unitOf('$dateTrunc', values.unit);
      const date = dateOf(values.date as Value);
      return truncated(date, unit, zoneOf(values.timezone as Value), dayOfWeek(unit, values.startOfWeek));
    };
  },
};

type Values = Record<string, Value | Missing>;

/** Reads all the parts an operand has, those left out at their defaults. */
function reader(parts: Doc, parse: Parse, defaults: Record<string, Value>): (scope: Scope) => Values {
  const given = [...parts].map(([name, value]): [string, Evaluate] => [name, parse(value)]);
  return (scope) => ({ ...defaults, ...Object.fromEntries(given.map(([name, evaluate]) => [name, evaluate(scope)])) });
}

function moved(name: string, sign: 1 | -1, operand: Value, parse: Parse): Evaluate {
  const parts = named(name, operand, ['startDate', 'unit', 'amount', 'timezone'], ['startDate', 'unit', 'amount']);
  const read = reader(parts, parse, { timezone: 'UTC' });
  return (scope) => {
    const values = read(scope);
    if (Object.values(values).some(isNullish)) return null;
    const amount = wholeNumber(values.amount as Value);
    if (amount === undefined) fail(5166405, `${name} expects integer amount of time units`);
    const date = added(
      dateOf(values.startDate as Value),
      unitOf(name, values.unit),
      sign * amount,
      zoneOf(values.timezone as Value),
    );
    return Number.isNaN(date.getTime()) ? fail(5166406, `${name} overflowed`) : date;
  };
}

function added(date: Date, unit: string, amount: number, zone: Zone): Date {
  if (LENGTHS[unit]) return new Date(date.getTime() + amount * LENGTHS[unit]);
  const local = zone.local(date);
  if (DAYS[unit]) return zone.instant(new Date(local.getTime() + amount * DAYS[unit] * DAY));
  return zone.instant(addMonths(local, amount * (MONTHS[unit] as number)));
}

/** How many of the unit's borders lie between. */
function difference(start: Date, end: Date, unit: string, zone: Zone, firstDay: number): number {
  const [from, to] = [zone.local(start), zone.local(end)];
  const length = LENGTHS[unit];
  if (length) {
    const skipped = Math.trunc((offsetAt(zone, end) - offsetAt(zone, start)) / length);
    return Math.floor(to.getTime() / length) - Math.floor(from.getTime() / length) - skipped;
  }
  if (unit === 'day') return dayNumber(to) - dayNumber(from);
  if (unit === 'week') return weekNumber(to, firstDay) - weekNumber(from, firstDay);
  const months = MONTHS[unit] as number;
  return Math.floor(monthNumber(to) / months) - Math.floor(monthNumber(from) / months);
}

/** Weeks since one that began before all dates; the first of January 1970 was a Thursday. */
function weekNumber(date: Date, firstDay: number): number {
  return Math.floor((dayNumber(date) + 4 - firstDay) / 7);
}

function monthNumber(date: Date): number {
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function truncated(date: Date, unit: string, zone: Zone, firstDay: number): Date {
  const local = zone.local(date);
  const length = LENGTHS[unit];
  if (length) return new Date(date.getTime() - (((local.getTime() % length) + length) % length));
  if (unit === 'day') return zone.instant(new Date(dayNumber(local) * DAY));
  if (unit === 'week') return zone.instant(new Date((weekNumber(local, firstDay) * 7 - 4 + firstDay) * DAY));
  const months = MONTHS[unit] as number;
  return zone.instant(dayOf(0, Math.floor(monthNumber(local) / months) * months, 1));
}

function unitOf(name: string, value: Value | Missing | undefined): string {
  if (typeof value !== 'string')
    fail(5439013, `${name} requires 'unit' to be a string, but got ${typeName(value ?? Missing)}`);
  return value in LENGTHS || value in MONTHS || value in DAYS ? value : fail(9, `unknown time unit value: ${value}`);
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** `monday` or `mon`, whatever the case; only asked of where weeks are meant. */
function dayOfWeek(unit: string, value: Value | Missing | undefined): number {
  if (unit !== 'week') return 0;
  const name = typeof value === 'string' ? value.toLowerCase() : '';
  const day = WEEKDAYS.findIndex((one) => one === name || one.slice(0, 3) === name);
  return day >= 0 ? day : fail(9, `unknown day of week value: ${String(value)}`);
}
