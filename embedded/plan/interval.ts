import type { Value } from '../bson/types.ts';
import type { IndexField } from '../catalog/index-spec.ts';
import { after, encodeKey, inverted } from '../values/key.ts';

/** A place between keys: before everything that begins with `prefix`, or after it. */
type Edge = { prefix: string; after: boolean };

/** A stretch of one field's encoded values, ascending. A point holds one value and all entries with it. */
export type Interval = { low: Edge; high: Edge };

export function point(value: Value): Interval {
  return beginningWith(encodeKey(value));
}

export function beginningWith(prefix: string): Interval {
  return { low: { prefix, after: false }, high: { prefix, after: true } };
}

/** From MinKey's type to MaxKey's. */
export const everything: Interval = { low: { prefix: '\x01', after: false }, high: { prefix: '\x7f', after: true } };

export function isPoint({ low, high }: Interval): boolean {
  return low.prefix === high.prefix && low.prefix.length > 1 && !low.after && high.after;
}

export function intersect(a: Interval[], b: Interval[]): Interval[] {
  return a.flatMap((one) => b.map((two) => overlap(one, two)).filter((both) => both !== undefined));
}

function overlap(a: Interval, b: Interval): Interval | undefined {
  const low = place(a.low) >= place(b.low) ? a.low : b.low;
  const high = place(a.high) <= place(b.high) ? a.high : b.high;
  return place(low) < place(high) ? { low, high } : undefined;
}

function place(edge: Edge): string {
  return edge.after ? after(edge.prefix) : edge.prefix;
}

/** The interval as [from, to) of the field's bytes in an index, which a descending field has turned round. */
export function fieldRange(interval: Interval, field: IndexField): { from: string; to: string } {
  if (!field.descending) return { from: place(interval.low), to: place(interval.high) };
  return { from: turned(interval.high), to: turned(interval.low) };
}

function turned(edge: Edge): string {
  return place({ prefix: inverted(edge.prefix), after: !edge.after });
}
