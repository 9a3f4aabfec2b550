import { Raw, type Reply } from '../bson/encode.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { parseFilter } from '../match/parse.ts';
import type { Found } from '../plan/execute.ts';
import { idLookup } from '../plan/id-lookup.ts';
import { type Projection, parseProjection } from '../project/projection.ts';
import { parseFindSort } from '../sort/sort.ts';
import { wholeNumber } from '../values/numbers.ts';
import { DEFAULT_BATCH, type Rows } from './cursors.ts';
import { findRecords, noRows, parseHint, planOf, projected, rows } from './query.ts';
import type { Request } from './request.ts';

export function find(request: Request): Reply | Promise<Reply> {
  const limit = request.natural('limit') ?? 0;
  const size = request.natural('batchSize') ?? DEFAULT_BATCH;
  const filter = parseFilter(request.doc('filter'), request.variables);
  const projection = parseProjection(request.doc('projection'), request.variables);
  const { collection } = request;
  const isPlain =
    size > 0 && !request.command.has('sort') && !request.command.has('skip') && !request.command.has('hint');
  const entry = collection && isPlain ? idLookup(collection, filter) : undefined;
  if (collection && entry !== undefined) {
    const one = recordAt(request, collection, entry);
    const documents = one ? [new Raw(projection ? projected(one, projection, filter) : one.bytes)] : [];
    return { cursor: { firstBatch: documents, id: 0n, ns: collection.namespace } };
  }
  return findPlanned(request, filter, projection, limit, size);
}

function recordAt({ readView }: Request, collection: Collection, entry: string): Found | undefined {
  const id = readView.text(entry);
  const bytes = id === undefined ? undefined : readView.get(collection.table + id);
  return bytes && { id: id as string, bytes };
}

async function findPlanned(
  request: Request,
  filter: Filter,
  projection: Projection | undefined,
  limit: number,
  size: number,
): Promise<Reply> {
  const answers = await findRows(request, filter, projection, limit);
  const single = request.flag('singleBatch');
  const wanted = limit > 0 ? Math.min(size, limit) : size;
  return { cursor: await request.engine.cursors.open(request, request.namespace, answers, wanted, single) };
}

async function findRows(
  request: Request,
  filter: Filter,
  projection: Projection | undefined,
  limit: number,
): Promise<Rows> {
  const sort = parseFindSort(request.value('sort'));
  const skip = request.natural('skip') ?? 0;
  const { collection } = request;
  if (!collection) return noRows;
  const hint = parseHint(request.value('hint'), collection);
  const query = {
    collection,
    view: request.readView,
    filter,
    sort,
    skip,
    limit,
    hint,
    deadline: request.deadline,
    holder: request,
  };
  return rows(await findRecords(query, planOf(query), request.work), projection, filter);
}

export async function getMore(request: Request): Promise<Reply> {
  const id = request.value('getMore');
  const cursorId = typeof id === 'bigint' ? id : BigInt(wholeNumber(id) ?? fail(9, 'getMore needs a cursor id'));
  const namespace = `${request.database}.${request.text('collection')}`;
  const size = request.natural('batchSize') || Number.POSITIVE_INFINITY;
  return { cursor: await request.engine.cursors.more(request, cursorId, namespace, size) };
}

export function killCursors(request: Request): Reply {
  const ids = request.value('cursors');
  if (!Array.isArray(ids)) fail(9, 'cursors must be an array of cursor ids');
  const cursorsKilled = ids.filter((id) => typeof id === 'bigint' && request.engine.cursors.kill(id));
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
}
