import { decode } from '../bson/decode.ts';
import type { Doc } from '../bson/types.ts';
import { type Collection, recordId, recordNumber } from '../catalog/collection.ts';
import type { StoredRecord } from '../catalog/records.ts';
import { CommandError, fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { matches } from '../match/match.ts';
import type { Trace } from '../match/walk.ts';
import { idLookup } from '../plan/id-lookup.ts';
import type { Hint } from '../plan/planner.ts';
import { whenFree } from '../sessions/statement-writer.ts';
import type { Sort } from '../sort/sort.ts';
import type { Update } from '../update/update.ts';
import { replacementBase, upsertBase } from '../update/upsert.ts';
import { identical } from '../values/compare.ts';
import { insertDocument } from './insert.ts';
import { pace } from './pace.ts';
import { findRecords, planOf } from './query.ts';
import type { Request } from './request.ts';

export type Target = { collection: Collection; filter: Filter; sort: Sort; hint: Hint; multi: boolean };

/** What is done to a record that meets the query, in one go. */
export type Act = (record: StoredRecord, trace: Trace) => void;

/**
 * Does something to the first record that meets a query, or to all of them, and says to how many. Each is looked at again
 * at the moment of the change, since it may have changed since it was found.
 */
export async function changeRecords(request: Request, target: Target, act: Act): Promise<number> {
  const entry = target.hint === undefined ? idLookup(target.collection, target.filter) : undefined;
  if (entry !== undefined) return Number(await changeOne(request, target, () => request.writer.view.text(entry), act));
  const query = {
    ...target,
    view: request.writer.view,
    skip: 0,
    limit: 0,
    deadline: request.deadline,
    holder: request,
  };
  const found = await findRecords(query, planOf(query), request.work);
  const changed = target.multi
    ? await changeAll(request, target, found, act)
    : await changeFirst(request, target, found, act);
  request.given += changed;
  return changed;
}

type FoundIds = Iterator<{ id: string } | null>;

async function changeFirst(request: Request, target: Target, found: FoundIds, act: Act): Promise<number> {
  const turn = pace(request.deadline);
  for (let next = found.next(); !next.done; next = found.next()) {
    if (turn.isDue()) await turn.yield();
    if (next.value && (await changeFound(request, target, next.value.id, act))) return 1;
  }
  return 0;
}

/** Finds them all first: a change could move a record to where the search still has to come by. */
async function changeAll(request: Request, target: Target, found: FoundIds, act: Act): Promise<number> {
  const turn = pace(request.deadline);
  const numbers: number[] = [];
  for (let next = found.next(); !next.done; next = found.next()) {
    if (turn.isDue()) await turn.yield();
    if (next.value) numbers.push(recordNumber(next.value.id));
  }
  const writing = pace(request.deadline, 'write');
  let changed = 0;
  for (const number of numbers) {
    if (await changeFound(request, target, recordId(number), act)) changed++;
    if (writing.isDue()) await writing.yield();
  }
  return changed;
}

function changeFound(request: Request, target: Target, id: string, act: Act): Promise<boolean> {
  return changeOne(request, target, () => id, act);
}

/** @param find says where the record is, each time anew: while one waits for a transaction to end it may move. */
function changeOne(
  request: Request,
  { collection, filter }: Target,
  find: () => string | undefined,
  act: Act,
): Promise<boolean> {
  return whenFree(() => {
    const id = collection.dropped ? undefined : find();
    const bytes = id === undefined ? undefined : request.writer.view.get(collection.table + id);
    if (id === undefined || !bytes) return false;
    const doc = decode(bytes);
    const trace: Trace = {};
    if (!matches(filter, doc, trace)) return false;
    act({ id, doc, bytes }, trace);
    return true;
  }, request.deadline);
}

/** Updates one record; false if nothing about it changed. */
export function updateRecord(
  request: Request,
  collection: Collection,
  record: StoredRecord,
  update: Update,
  trace: Trace,
): { doc: Doc; modified: boolean } {
  const doc = update.apply(record.doc, { matched: trace.index });
  // As in MongoDB, an update that changes nothing writes nothing, and so conflicts with no one.
  if (identical(record.doc, doc)) return { doc: record.doc, modified: false };
  request.engine.records.replace(request.writer, collection, record, doc);
  return { doc, modified: true };
}

const ATTEMPTS = 5;

/** Inserts what an upsert makes of its query. */
export function upsert(request: Request, collection: Collection, filter: Filter, update: Update): Doc {
  const base = update.isReplacement ? replacementBase(filter) : upsertBase(filter);
  const made = update.apply(base, { isInsert: true });
  if (base.has('_id') && !identical(base.get('_id'), made.get('_id')))
    fail(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return insertDocument(request, collection, made);
}

/** Between a query that found nothing and the insert another may have inserted the same: then that one is updated. */
export async function withUpsertRetries<T>(request: Request, attempt: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      const lost = error instanceof CommandError && error.code === 11000 && error.details.byUpsert === true;
      if (!lost || left === 0 || request.transaction) throw cleaned(error);
    }
  }
}

function cleaned(error: unknown): unknown {
  if (error instanceof CommandError) delete error.details.byUpsert;
  return error;
}

export function markedAsUpsert<T>(insert: () => T): T {
  try {
    return insert();
  } catch (error) {
    if (error instanceof CommandError) error.details.byUpsert = true;
    throw error;
  }
}
