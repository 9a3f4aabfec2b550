import { ObjectId, Timestamp } from 'bson';
import { type Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';

/**
 * A zone turns an instant into local time and back. Local time is a `Date` whose UTC fields are what clocks show there,
 * so that all of the calendar can be reckoned in UTC.
 */
export type Zone = { local(instant: Date): Date; instant(local: Date): Date };

export const UTC: Zone = { local: (instant) => instant, instant: (local) => local };

/** `'Europe/Berlin'`, `'+02:00'`, `'-0530'`, `'+03'`, `'UTC'`, `'GMT'`. */
export function zoneOf(value: Value | Missing): Zone {
  if (typeof value !== 'string') fail(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  if (value === 'UTC' || value === 'GMT' || value === 'Z') return UTC;
  const offset = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(value);
  if (!offset) return namedZone(value);
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return fixed((offset[1] === '-' ? -minutes : minutes) * 60_000);
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
export function offsetAt(zone: Zone, instant: Date): number {
  return zone.local(instant).getTime() - instant.getTime();
}

/** What dates are read from: dates, and the time within ObjectIds and Timestamps. */
export function dateOf(value: Value | Missing): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  return fail(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

function fixed(offset: number): Zone {
  return {
    local: (instant) => new Date(instant.getTime() + offset),
    instant: (local) => new Date(local.getTime() - offset),
  };
}

const DAY = 86_400_000;
const known = new Map<string, Zone>();

function namedZone(name: string): Zone {
  const zone = known.get(name) ?? made(name);
  known.set(name, zone);
  return zone;
}

function made(name: string): Zone {
  const format = formatter(name);
  const local = (instant: Date) => localTime(format, instant);
  const shift = (instant: Date) => local(instant).getTime() - instant.getTime();
  /** Of a time that comes twice the first; one that clocks skip lies as far behind the skip as it was in it. */
  const instant = (time: Date) => {
    const [before, after] = [-DAY, DAY].map((by) => shift(new Date(time.getTime() + by))) as [number, number];
    const [early, late] = [before, after].map((by) => new Date(time.getTime() - by)) as [Date, Date];
    if (shift(early) === before) return early;
    return shift(late) === after ? late : early;
  };
  return { local, instant };
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric' as const;
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      ...fields,
      hourCycle: 'h23',
      era: 'short',
      calendar: 'gregory',
    });
  } catch {
    return fail(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}

function localTime(format: Intl.DateTimeFormat, instant: Date): Date {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((name) =>
    Number(parts[name]),
  ) as [number, number, number, number, number, number];
  const local = new Date(0);
  local.setUTCFullYear(parts.era?.startsWith('B') ? 1 - year : year, month - 1, day);
  local.setUTCHours(hour, minute, second, ((instant.getTime() % 1000) + 1000) % 1000);
  return local;
}
