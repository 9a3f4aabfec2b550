import { decode } from '../bson/decode.ts';
import { encode } from '../bson/encode.ts';
import { pickFields } from '../bson/pick-fields.ts';
import type { Value } from '../bson/types.ts';
import { isDoc } from '../bson/types.ts';
import { type Collection, RECORD_ID_LENGTH } from '../catalog/collection.ts';
import { fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { matches } from '../match/match.ts';
import type { Trace } from '../match/walk.ts';
import { execute, type Found, type Work } from '../plan/execute.ts';
import { type Hint, type Plan, planQuery } from '../plan/planner.ts';
import type { Projection } from '../project/projection.ts';
import { type Sort, sortKey } from '../sort/sort.ts';
import { SortedRuns } from '../sort/sorted-runs.ts';
import type { View } from '../store/view.ts';
import { equal } from '../values/compare.ts';
import { wholeNumber } from '../values/numbers.ts';
import type { MemoryShare } from '../work-memory.ts';
import type { Rows } from './cursors.ts';
import { type Pace, pace } from './pace.ts';

export type Query = {
  collection: Collection;
  view: View;
  filter: Filter;
  sort: Sort;
  skip: number;
  /** 0 for all. */
  limit: number;
  hint: Hint;
  deadline: number;
  /** Where what a sort holds is counted. */
  holder?: { readonly memory: MemoryShare };
};

/** Finds what a query asks for, sorted, skipped and cut off, as records. */
export async function findRecords(query: Query, plan: Plan, work: Work): Promise<Iterator<Found | null>> {
  const found = execute(plan, query.collection, query.view, work);
  return window(plan.sorted ? found : unpacked(await sorted(found, query)), query.skip, query.limit);
}

export function planOf({ collection, filter, sort, hint, view }: Query): Plan {
  return planQuery(collection, filter, sort, hint, view);
}

function* window(found: Iterator<Found | null>, skip: number, limit: number): Generator<Found | null> {
  let passed = 0;
  for (let next = found.next(); !next.done; next = found.next()) {
    if (next.value === null) yield null;
    else if (passed++ >= skip) yield next.value;
    if (limit > 0 && passed >= skip + limit) return;
  }
}

const SORT_BYTES = 100 * 1024 * 1024;
const HOLD_STEP = 1024 * 1024;
type Kept = { runs: SortedRuns; bytes: number; last: string | undefined };

/** Sorts in memory; with a limit, it never holds much more than that. */
async function sorted(found: Iterator<Found | null>, query: Query): Promise<SortedRuns> {
  const turn = pace(query.deadline);
  const wanted = query.limit > 0 ? query.skip + query.limit : Number.POSITIVE_INFINITY;
  let kept: Kept = { runs: new SortedRuns(), bytes: 0, last: undefined };
  let held = 0;
  for (let next = found.next(); !next.done; next = found.next()) {
    if (turn.isDue()) await turn.yield();
    if (next.value) keep(kept, next.value, query.sort);
    if (kept.runs.length > wanted * 2 + 1000) kept = await foremost(kept, wanted, turn);
    if (Math.abs(kept.bytes - held) > HOLD_STEP) {
      query.holder?.memory.hold(kept.bytes - held);
      held = kept.bytes;
    }
    if (kept.bytes > SORT_BYTES)
      fail(292, `Sort exceeded memory limit of ${SORT_BYTES} bytes, but did not opt in to external sorting.`);
  }
  return kept.runs;
}

function keep(kept: Kept, { id, bytes, doc }: Found, sort: Sort): void {
  const key = sortKey(sort, doc ?? decode(bytes));
  if (kept.last !== undefined && key >= kept.last) return;
  kept.runs.add(key, Buffer.concat([Buffer.from(id, 'latin1'), bytes]));
  kept.bytes += bytes.length;
}

function* unpacked(runs: SortedRuns): Generator<Found> {
  for (const piece of runs.inOrder())
    yield { id: piece.toString('latin1', 0, RECORD_ID_LENGTH), bytes: piece.subarray(RECORD_ID_LENGTH) };
}

/** The first so many of what was kept; what sorts after their last is of no use from then on. */
async function foremost({ runs }: Kept, wanted: number, turn: Pace): Promise<Kept> {
  const first: Kept = { runs: new SortedRuns(), bytes: 0, last: undefined };
  for (const { key, bytes } of runs.keyed()) {
    first.runs.add(key, bytes);
    first.bytes += bytes.length - RECORD_ID_LENGTH;
    first.last = key;
    if (first.runs.length === wanted) break;
    if (turn.isDue()) await turn.yield();
  }
  return first;
}

/** Records as the encoded documents that are answered. */
export function* rows(
  found: Iterator<Found | null>,
  projection: Projection | undefined,
  filter: Filter,
): Generator<Buffer | null> {
  for (let next = found.next(); !next.done; next = found.next())
    yield next.value && (projection ? projected(next.value, projection, filter) : next.value.bytes);
}

export function projected(found: Found, projection: Projection, filter: Filter): Buffer {
  if (projection.topLevel) return pickFields(found.bytes, projection.topLevel);
  const doc = found.doc ?? decode(found.bytes);
  const trace: Trace = {};
  if (projection.positional) matches(filter, doc, trace);
  return encode(projection.apply(doc, trace));
}

export const noRows: Rows = { next: () => ({ done: true, value: undefined }) };

/** An index by its name or its key pattern, or the natural order. */
export function parseHint(value: Value, collection: Collection | undefined): Hint {
  if (value === undefined || value === null || (isDoc(value) && value.size === 0)) return undefined;
  if (typeof value === 'string') return value;
  if (!isDoc(value)) fail(9, 'Hint must be a string or an object');
  if (value.has('$natural')) return { natural: wholeNumber(value.get('$natural')) === -1 ? -1 : 1 };
  const index = collection?.indexes.find((one) => equal(one.document.get('key') as Value, value));
  return index?.name ?? '(no such index)';
}
