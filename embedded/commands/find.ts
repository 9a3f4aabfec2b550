import type { Reply } from '../bson/encode.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../match/parse.ts';
import type { Work } from '../plan/execute.ts';
import { parseSort } from '../plan/sort.ts';
import { parseProjection } from '../project/projection.ts';
import { wholeNumber } from '../values/numbers.ts';
import { DEFAULT_BATCH, type Rows } from './cursors.ts';
import { findRecords, noRows, parseHint, planOf, rows } from './query.ts';
import type { Request } from './request.ts';
import { watched } from './scan-log.ts';

export async function find(request: Request): Promise<Reply> {
  const limit = request.natural('limit') ?? 0;
  const size = request.natural('batchSize') ?? DEFAULT_BATCH;
  const answers = await findRows(request, limit);
  const single = request.flag('singleBatch');
  const wanted = limit > 0 ? Math.min(size, limit) : size;
  return { cursor: await request.engine.cursors.open(request, request.namespace, answers, wanted, single) };
}

async function findRows(request: Request, limit: number): Promise<Rows> {
  const filter = parseFilter(request.doc('filter'), request.variables);
  const sort = parseSort(request.value('sort'));
  const projection = parseProjection(request.doc('projection'), request.variables);
  const skip = request.natural('skip') ?? 0;
  const { collection } = request;
  if (!collection) return noRows;
  const hint = parseHint(request.value('hint'), collection);
  const query = { collection, view: request.readView, filter, sort, skip, limit, hint, deadline: request.deadline };
  const work: Work = { keys: 0, docs: 0 };
  return watched(rows(await findRecords(query, planOf(query), work), projection, filter), work, request);
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
