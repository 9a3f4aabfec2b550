import { decode } from '../bson/decode.ts';
import type { Doc } from '../bson/types.ts';
import { type Collection, idIndex, tableRange } from '../catalog/collection.ts';
import { recordOf } from '../catalog/records.ts';
import { fail } from '../errors.ts';
import { matches } from '../match/match.ts';
import { merged } from '../sort/merge.ts';
import { type Entry, TABLE_LENGTH } from '../store/overlay.ts';
import type { View } from '../store/view.ts';
import type { Plan } from './planner.ts';
import { RecordSet } from './record-set.ts';

/** A record that meets the query; `doc` only if it had to be decoded to know. */
export type Found = { id: string; bytes: Buffer; doc?: Doc };

/** What a command's queries have looked at so far, and by which plans; of many, the first. */
export type Work = { keys: number; docs: number; plans: { plan: Plan; collection: Collection }[] };

export const newWork = (): Work => ({ keys: 0, docs: 0, plans: [] });

const MOST_PLANS = 5;

type Access = Plan['access'];
type IndexAccess = Extract<Access, { kind: 'index' }>;

/** Goes through a plan's candidates and gives null now and then between them, where the reader may let others go on. */
export function* execute(plan: Plan, collection: Collection, view: View, work: Work): Generator<Found | null> {
  if (work.plans.length < MOST_PLANS) work.plans.push({ plan, collection });
  for (const record of records(plan.access, collection, view, work)) {
    checkThere(plan.access, collection);
    if (!record) {
      yield null;
      continue;
    }
    work.docs++;
    if (!plan.residual) {
      yield record;
      continue;
    }
    const doc = decode(record.bytes);
    yield matches(plan.residual, doc) ? { ...record, doc } : null;
  }
}

function* records(access: Access, collection: Collection, view: View, work: Work): Generator<Found | null> {
  if (access.kind === 'collection') {
    for (const { key, value } of view.scan(tableRange(collection.table), access.reverse))
      yield { id: key.slice(TABLE_LENGTH), bytes: value };
    return;
  }
  for (const id of recordIds(access, collection, view, work)) {
    const bytes = id === null ? undefined : view.get(collection.table + id);
    yield id !== null && bytes ? { id, bytes } : null;
  }
}

/** What a query goes through may be dropped while it pauses. */
function checkThere(access: Access, collection: Collection): void {
  if (collection.dropped) fail(175, 'query killed: the collection was dropped');
  if (access.kind === 'index' && access.index.dropped)
    fail(175, `query killed: the index ${access.index.name} was dropped`);
}

/** Whether an index alone knows how many records a plan gives. */
export function isCovered({ access, residual }: Plan): boolean {
  return !residual && access.kind !== 'or';
}

/** How many records a covered plan gives, little by little: so many more each time, where others may be let on. */
export function* countIndexed({ access }: Plan, collection: Collection, view: View, work: Work): Generator<number> {
  if (access.kind === 'collection') yield* view.count(tableRange(collection.table));
  else if (access.kind === 'or' || access.points || access.index.multikey !== 0)
    for (const id of recordIds(access, collection, view, work)) {
      checkThere(access, collection);
      yield id === null ? 0 : 1;
    }
  else
    for (const range of access.ranges)
      for (const count of view.count(range)) {
        checkThere(access, collection);
        work.keys += count;
        yield count;
      }
}

/** The records that an access comes by, each once; null where it comes by one again. */
function* recordIds(access: Access, collection: Collection, view: View, work: Work): Generator<string | null> {
  switch (access.kind) {
    case 'collection':
      for (const { key } of view.scan(tableRange(collection.table), access.reverse)) yield key.slice(TABLE_LENGTH);
      return;
    case 'or':
      yield* distinct(unionIds(access.plans, collection, view, work), () => true);
      return;
    case 'index':
      yield* distinct(indexIds(access, view, work), () => access.index.multikey !== 0);
  }
}

function* unionIds(plans: Plan[], collection: Collection, view: View, work: Work): Generator<string | null> {
  for (const plan of plans) yield* recordIds(plan.access, collection, view, work);
}

/** Each record once, from when on it may come again: an index may become multikey while it is gone through. */
function* distinct(ids: Iterable<string | null>, mayRepeat: () => boolean): Generator<string | null> {
  const seen = new RecordSet();
  for (const id of ids) yield id === null || !mayRepeat() || seen.add(id) ? id : null;
}

function* indexIds(access: IndexAccess, view: View, work: Work): Generator<string> {
  if (access.points) yield* pointIds(access, access.points, view, work);
  else if (access.merge) yield* mergedIds(access, view, work);
  else yield* rangeIds(access, view, work);
}

function* pointIds(access: IndexAccess, points: string[], view: View, work: Work): Generator<string> {
  for (const key of access.reverse ? points.toReversed() : points) {
    const id = view.text(key);
    if (id === undefined) continue;
    work.keys++;
    yield id;
  }
}

function* rangeIds({ index, ranges, reverse }: IndexAccess, view: View, work: Work): Generator<string> {
  for (const range of reverse ? ranges.toReversed() : ranges) {
    for (const entry of view.scan(range, reverse)) {
      work.keys++;
      yield recordOf(index, entry);
    }
  }
}

type Ordered = { order: string; entry: Entry };

/** Several values of the leading fields, each with its entries in order, put together in the order of what follows. */
function* mergedIds({ index, ranges, reverse, prefixes }: IndexAccess, view: View, work: Work): Generator<string> {
  const streams = ranges.map((range) => {
    const prefix = prefixes.find((one) => range.from.startsWith(one, TABLE_LENGTH))?.length ?? 0;
    return ordered(view.scan(range, reverse), TABLE_LENGTH + prefix);
  });
  for (const { entry } of merged(streams, reverse ? (a, b) => byOrder(b, a) : byOrder)) {
    work.keys++;
    yield recordOf(index, entry);
  }
}

function* ordered(entries: Iterable<Entry>, from: number): Generator<Ordered> {
  for (const entry of entries) yield { order: entry.key.slice(from), entry };
}

function byOrder(a: Ordered, b: Ordered): number {
  return a.order < b.order ? -1 : Number(a.order > b.order);
}

export function isIdLookup(access: Access, collection: Collection): boolean {
  return access.kind === 'index' && access.index === idIndex(collection) && access.points?.length === 1;
}
