import { decode } from '../bson/decode.ts';
import type { Doc } from '../bson/types.ts';
import { type Collection, idIndex, tableRange } from '../catalog/collection.ts';
import { recordOf } from '../catalog/records.ts';
import { fail } from '../errors.ts';
import { matches } from '../match/match.ts';
import { TABLE_LENGTH } from '../store/overlay.ts';
import type { View } from '../store/view.ts';
import type { Plan } from './planner.ts';

/** A record that meets the query; `doc` only if it had to be decoded to know. */
export type Found = { id: string; bytes: Buffer; doc?: Doc };

/** What a query has looked at so far. */
export type Work = { keys: number; docs: number };

type Access = Plan['access'];
type IndexAccess = Extract<Access, { kind: 'index' }>;

/** Goes through a plan's candidates and gives null now and then between them, where the reader may let others go on. */
export function* execute(plan: Plan, collection: Collection, view: View, work: Work): Generator<Found | null> {
  for (const id of recordIds(plan.access, collection, view, work)) {
    checkThere(plan.access, collection);
    const bytes = view.get(collection.table + id);
    if (!bytes) continue;
    work.docs++;
    if (!plan.residual) {
      yield { id, bytes };
      continue;
    }
    const doc = decode(bytes);
    yield matches(plan.residual, doc) ? { id, bytes, doc } : null;
  }
}

/** What a query goes through may be dropped while it pauses. */
function checkThere(access: Access, collection: Collection): void {
  if (collection.dropped) fail(175, 'query killed: the collection was dropped');
  if (access.kind === 'index' && access.index.dropped)
    fail(175, `query killed: the index ${access.index.name} was dropped`);
}

/** How many records a plan gives, from the index alone; undefined if documents have to be looked at. */
export function countIndexed(plan: Plan, collection: Collection, view: View, work: Work): number | undefined {
  const { access } = plan;
  if (plan.residual || access.kind === 'or') return undefined;
  if (access.kind === 'collection') return view.count(tableRange(collection.table));
  if (access.points || access.index.multikey !== 0) return countDistinct(access, collection, view, work);
  const count = access.ranges.reduce((sum, range) => sum + view.count(range), 0);
  work.keys += count;
  return count;
}

function countDistinct(access: Access, collection: Collection, view: View, work: Work): number {
  let count = 0;
  for (const _ of recordIds(access, collection, view, work)) count++;
  return count;
}

export function* recordIds(access: Access, collection: Collection, view: View, work: Work): Generator<string> {
  switch (access.kind) {
    case 'collection':
      for (const { key } of view.scan(tableRange(collection.table), access.reverse)) yield key.slice(TABLE_LENGTH);
      return;
    case 'or':
      yield* distinct(unionIds(access.plans, collection, view, work));
      return;
    case 'index':
      yield* access.index.multikey === 0 ? indexIds(access, view, work) : distinct(indexIds(access, view, work));
  }
}

function* unionIds(plans: Plan[], collection: Collection, view: View, work: Work): Generator<string> {
  for (const plan of plans) yield* recordIds(plan.access, collection, view, work);
}

function* distinct(ids: Iterable<string>): Generator<string> {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) continue;
    seen.add(id);
    yield id;
  }
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

type Stream = {
  prefix: number;
  entries: Generator<{ key: string; value: Buffer }>;
  head: { key: string; value: Buffer };
};

/** Several values of the leading fields, each with its entries in order, put together in the order of what follows. */
function* mergedIds(access: IndexAccess, view: View, work: Work): Generator<string> {
  const { index, reverse } = access;
  const streams: Stream[] = [];
  for (const range of access.ranges) {
    const prefix =
      TABLE_LENGTH + (access.prefixes.find((one) => range.from.startsWith(one, TABLE_LENGTH))?.length ?? 0);
    const entries = view.scan(range, reverse);
    const first = entries.next();
    if (!first.done) streams.push({ prefix, entries, head: first.value });
  }
  while (streams.length > 0) {
    const next = foremost(streams, reverse);
    work.keys++;
    yield recordOf(index, next.head);
    const following = next.entries.next();
    if (following.done) streams.splice(streams.indexOf(next), 1);
    else next.head = following.value;
  }
}

function foremost(streams: Stream[], reverse: boolean): Stream {
  return streams.reduce((a, b) => {
    const isBefore = b.head.key.slice(b.prefix) < a.head.key.slice(a.prefix);
    return isBefore !== reverse ? b : a;
  });
}

export function isIdLookup(access: Access, collection: Collection): boolean {
  return access.kind === 'index' && access.index === idIndex(collection) && access.points?.length === 1;
}
