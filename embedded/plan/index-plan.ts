import type { Index } from '../catalog/collection.ts';
import type { IndexField } from '../catalog/index-spec.ts';
import { entryKey, isUnique } from '../catalog/records.ts';
import type { Filter } from '../match/filter.ts';
import { arrayIndex } from '../match/walk.ts';
import type { Range } from '../store/environment.ts';
import { after, boundOf, isShortened } from '../values/key.ts';
import type { Bound } from './bounds.ts';
import { fieldRange, type Interval, intersect, isPoint } from './interval.ts';

/** How a query would go through one index. */
export type IndexPlan = {
  kind: 'index';
  index: Index;
  /** In the index's order, without overlap; none where there are `points`. */
  ranges: Range[];
  /** Set when every range is one entry of a unique index: the keys to get. */
  points: string[] | undefined;
  /** How many leading fields are held to single values, and to how many of them together. */
  pointFields: number;
  prefixes: string[];
  rangeFields: number;
  /** Conditions that need no second look. */
  covered: Set<Filter>;
};

const MOST_PREFIXES = 20_000;

export function indexPlan(index: Index, bounds: Bound[]): IndexPlan {
  const used = fieldBounds(index, bounds);
  const covered = new Set<Filter>();
  let prefixes = [''];
  let depth = 0;
  for (; depth < index.fields.length; depth++) {
    const field = used[depth];
    if (!field?.intervals.every(isPoint)) break;
    if (prefixes.length * field.intervals.length > MOST_PREFIXES) break;
    const keys = field.intervals.map((one) => fieldRange(one, index.fields[depth] as IndexField).from);
    prefixes = prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
    cover(field, covered);
  }
  const last = used[depth];
  const ranged = last && prefixes.length * last.intervals.length <= MOST_PREFIXES ? last : undefined;
  if (ranged) cover(ranged, covered);
  const isExact = isUnique(index) && depth === index.fields.length;
  // Thousands of ids are thousands of gets, and need no ranges.
  const bare = isExact ? [] : prefixes.flatMap((prefix) => rangesUnder(prefix, ranged?.intervals, index.fields[depth]));
  if (
    index.shortened ||
    (isExact && prefixes.some(isShortened)) ||
    bare.some(({ from, to }) => isShortened(from) || isShortened(to))
  )
    covered.clear();
  return {
    kind: 'index',
    index,
    ranges: inOrder(bare.map((range) => entryRange(index, range))),
    points: isExact ? [...new Set(prefixes)].sort().map((key) => entryKey(index, key, '')) : undefined,
    pointFields: depth,
    prefixes,
    rangeFields: ranged ? 1 : 0,
    covered,
  };
}

type Used = { intervals: Interval[]; exact: Filter[] };

function cover(used: Used, covered: Set<Filter>): void {
  for (const filter of used.exact) covered.add(filter);
}

/**
 * For each field of the index the intervals to go through. Two conditions on an array may be met by two elements, so
 * fields that went through one are held by one condition alone, and only one of those fields is.
 */
function fieldBounds(index: Index, bounds: Bound[]): (Used | undefined)[] {
  let arrayHeld = false;
  return index.fields.map((field, i) => {
    const own = hasNumber(field) ? [] : bounds.filter((bound) => bound.path === field.path);
    if (own.length === 0) return undefined;
    if ((index.multikey & (1 << i)) === 0) return combined(own);
    if (arrayHeld) return undefined;
    arrayHeld = true;
    return combined([own.find((one) => one.intervals.every(isPoint)) ?? (own[0] as Bound)]);
  });
}

function combined(bounds: Bound[]): Used {
  return {
    intervals: bounds.map((bound) => bound.intervals).reduce(intersect),
    exact: bounds.filter((bound) => bound.exact).map((bound) => bound.source),
  };
}

/** In `a.0` the number may be an array's place or a field: an index holds one of them, a query asks for both. */
export function hasNumber(field: IndexField): boolean {
  return field.parts.some((part) => arrayIndex(part) !== undefined);
}

function rangesUnder(prefix: string, intervals: Interval[] | undefined, field: IndexField | undefined): Range[] {
  if (!intervals || !field) return [{ from: prefix, to: prefix === '' ? '\xff' : after(prefix) }];
  return intervals.map((interval) => {
    const { from, to } = fieldRange(interval, field);
    return { from: prefix + from, to: prefix + to };
  });
}

function entryRange(index: Index, { from, to }: Range): Range {
  return {
    from: index.table + boundOf(from),
    to: isShortened(to) ? after(index.table + boundOf(to)) : index.table + to,
  };
}

function inOrder(ranges: Range[]): Range[] {
  const sorted = ranges.sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const result: Range[] = [];
  for (const range of sorted) {
    const last = result.at(-1);
    if (!last || range.from >= last.to) result.push({ ...range });
    else if (range.to > last.to) last.to = range.to;
  }
  return result;
}
