import { decode } from '../bson/decode.ts';
import { encode, Raw, type Reply } from '../bson/encode.ts';
import { type Doc, docOf, isDoc, type Value } from '../bson/types.ts';
import type { StoredRecord } from '../catalog/records.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../match/parse.ts';
import type { Trace } from '../match/walk.ts';
import { type Projection, parseProjection } from '../project/projection.ts';
import { whenFree } from '../sessions/statement-writer.ts';
import { parseFindSort } from '../sort/sort.ts';
import { parseUpdate, type Update } from '../update/update.ts';
import { changeRecords, markedAsUpsert, type Target, updateRecord, upsert, withUpsertRetries } from './change.ts';
import { parseHint } from './query.ts';
import type { Request } from './request.ts';
import { statementIds } from './write.ts';

type Answer = { value: Value; n: number; updatedExisting?: boolean; upserted?: Value };

type Modification = {
  target: Target | undefined;
  update: Update | undefined;
  wantsNew: boolean;
  wantsUpsert: boolean;
  projection: Projection | undefined;
  keep: (answer: Answer) => void;
};

export async function findAndModify(request: Request): Promise<Reply> {
  const { session, retryable } = request;
  const kept = session && retryable ? session.answer(oneStatement(request)) : undefined;
  if (kept) {
    await request.engine.store.settled();
    return Object.fromEntries(kept);
  }
  const answer = await withUpsertRetries(request, () => run(request, parse(request)));
  await request.engine.store.settled();
  return replyOf(answer);
}

function oneStatement(request: Request): number {
  return statementIds(request, 1)[0] as number;
}

function parse(request: Request): Modification {
  const removes = request.flag('remove');
  const wantsUpsert = request.flag('upsert');
  const wantsNew = request.flag('new');
  if (removes === request.command.has('update'))
    fail(
      9,
      removes ? 'Cannot specify both an update and remove=true' : 'Either an update or remove=true must be specified',
    );
  if (removes && (wantsUpsert || wantsNew))
    fail(
      9,
      `Cannot specify both ${wantsUpsert ? 'upsert' : 'new'}=true and remove=true; 'remove' always returns the deleted document`,
    );
  const filter = parseFilter(request.doc('query'), request.variables);
  const sort = parseFindSort(request.value('sort'));
  const update = removes
    ? undefined
    : parseUpdate(request.value('update'), request.value('arrayFilters'), request.variables);
  const projection = parseProjection(request.doc('fields'), request.variables);
  const collection = wantsUpsert ? request.madeCollection : request.collection;
  const target = collection && {
    collection,
    filter,
    sort,
    hint: parseHint(request.value('hint'), collection),
    multi: false,
  };
  return { target, update, wantsNew, wantsUpsert, projection, keep: keeper(request) };
}

function keeper(request: Request): (answer: Answer) => void {
  const { session, retryable } = request;
  if (!session || !retryable) return () => {};
  return (answer) => session.keep(request.engine.writer, oneStatement(request), decode(encode(replyOf(answer))));
}

async function run(request: Request, modification: Modification): Promise<Answer> {
  const { target, update, wantsUpsert } = modification;
  let answer: Answer | undefined;
  if (target)
    await changeRecords(request, target, (record, trace) => {
      answer = modify(request, modification, target, record, trace);
      modification.keep(answer);
    });
  if (answer) return answer;
  if (!wantsUpsert || !target || !update) return { value: null, n: 0, ...(update && { updatedExisting: false }) };
  return insertMissing(request, modification, target, update);
}

function modify(
  request: Request,
  { update, wantsNew, projection }: Modification,
  { collection }: Target,
  record: StoredRecord,
  trace: Trace,
): Answer {
  if (!update) {
    request.engine.records.remove(request.writer, collection, record);
    return { value: shown(record.doc, projection, trace), n: 1 };
  }
  const { doc } = updateRecord(request, collection, record, update, trace);
  return { value: shown(wantsNew ? doc : record.doc, projection, trace), n: 1, updatedExisting: true };
}

async function insertMissing(
  request: Request,
  { wantsNew, projection, keep }: Modification,
  { collection, filter }: Target,
  update: Update,
): Promise<Answer> {
  return whenFree(() => {
    const doc = markedAsUpsert(() => upsert(request, collection, filter, update));
    const answer = {
      value: wantsNew ? shown(doc, projection, {}) : null,
      n: 1,
      updatedExisting: false,
      upserted: doc.get('_id'),
    };
    keep(answer);
    return answer;
  }, request.deadline);
}

function shown(doc: Doc, projection: Projection | undefined, trace: Trace): Doc {
  return projection ? projection.apply(doc, trace) : doc;
}

function replyOf({ value, n, updatedExisting, upserted }: Answer): Reply {
  const lastErrorObject = docOf({ n });
  if (updatedExisting !== undefined) lastErrorObject.set('updatedExisting', updatedExisting);
  if (upserted !== undefined) lastErrorObject.set('upserted', upserted);
  return { lastErrorObject, value: isDoc(value) ? new Raw(encode(value)) : null };
}
