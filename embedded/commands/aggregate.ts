import type { Variables } from '../aggregate/operator.ts';
import { type Flow, run, type Sources } from '../aggregate/stage.ts';
import { checkFirstStage, parseStages } from '../aggregate/stages.ts';
import { decode } from '../bson/decode.ts';
import { encode, type Reply } from '../bson/encode.ts';
import { type Doc, docOf, isDoc, type Value } from '../bson/types.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail, refuse } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { parseFilter } from '../match/parse.ts';
import { execute, type Found } from '../plan/execute.ts';
import { planQuery } from '../plan/planner.ts';
import { parseSort } from '../sort/sort.ts';
import { numberOf, wholeNumber } from '../values/numbers.ts';
import { countMatching } from './count.ts';
import { DEFAULT_BATCH, type Rows } from './cursors.ts';
import { findRecords, noRows, parseHint, planOf } from './query.ts';
import type { Request } from './request.ts';
import { collStatsDocument } from './stats.ts';

export async function aggregate(request: Request): Promise<Reply> {
  const pipeline = request.value('pipeline');
  if (!Array.isArray(pipeline)) fail(14, "'pipeline' option must be specified as an array");
  const cursor = request.value('cursor');
  if (!isDoc(cursor)) fail(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  for (const option of cursor.keys()) if (option !== 'batchSize') refuse(`the cursor option ${option}`, 9);
  if (typeof request.value('aggregate') !== 'string')
    fail(73, 'an aggregation without a collection is not supported by the embedded store');
  const answers = await aggregateRows(request, pipeline);
  const size = batchSize(cursor);
  return { cursor: await request.engine.cursors.open(request, request.namespace, answers, size) };
}

async function aggregateRows(request: Request, pipeline: Value[]): Promise<Rows> {
  checkFirstStage(pipeline);
  const leading = leadingQuery(pipeline, request.variables);
  const stages = parseStages(leading.rest, sourcesOf(request), request.variables);
  const { collection } = request;
  const counts = countOnly(leading);
  if (counts && collection)
    return countRow(
      await countMatching(request, collection, leading.filter, parseHint(request.value('hint'), collection)),
      leading,
      counts,
    );
  const source = collection ? await leadingFlow(request, collection, leading) : [];
  return encoded(run(source, stages));
}

function batchSize(cursor: Doc): number {
  const size = wholeNumber(cursor.get('batchSize') ?? DEFAULT_BATCH) ?? fail(14, "'cursor.batchSize' must be a number");
  return size >= 0 ? size : fail(51024, `BSON field 'batchSize' value must be >= 0, actual value '${size}'`);
}

type Leading = { filter: Filter; sort: Value; skip: number; limit: number; rest: Value[] };

/** A pipeline's beginning, as far as it is a query, for the planner; and what is left. */
export function leadingQuery(pipeline: Value[], variables: Variables): Leading {
  const rest = [...pipeline];
  const match = operandOf(rest[0], '$match');
  if (match !== undefined) rest.shift();
  const sort = operandOf(rest[0], '$sort');
  if (sort !== undefined) rest.shift();
  const skip = wholeNumber(operandOf(rest[0], '$skip'));
  if (skip !== undefined && skip >= 0) rest.shift();
  const limit = wholeNumber(operandOf(rest[0], '$limit'));
  if (limit !== undefined && limit > 0) rest.shift();
  if (match !== undefined && !isDoc(match)) fail(15959, 'the match filter must be an expression in an object');
  if (sort !== undefined && !(isDoc(sort) && sort.size > 0)) fail(15976, '$sort stage must have at least one sort key');
  return {
    filter: parseFilter(match ?? new Map(), variables),
    sort,
    skip: Math.max(skip ?? 0, 0),
    limit: Math.max(limit ?? 0, 0),
    rest,
  };
}

function operandOf(stage: Value, name: string): Value {
  return isDoc(stage) && stage.size === 1 ? stage.get(name) : undefined;
}

async function leadingFlow(request: Request, collection: Collection, leading: Leading): Promise<Flow> {
  const { filter, skip, limit } = leading;
  const hint = parseHint(request.value('hint'), collection);
  const query = {
    collection,
    view: request.readView,
    filter,
    sort: parseSort(leading.sort),
    skip,
    limit,
    hint,
    deadline: request.deadline,
    holder: request,
  };
  return decoded(await findRecords(query, planOf(query), request.work));
}

function* decoded(found: Iterator<Found | null>): Generator<Doc | null> {
  for (let next = found.next(); !next.done; next = found.next())
    yield next.value && (next.value.doc ?? decode(next.value.bytes));
}

function* encoded(flow: Flow): Generator<Buffer | null> {
  for (const doc of flow) yield doc && sized(encode(doc));
}

const MOST_BYTES = 16 * 1024 * 1024 + 16 * 1024;

function sized(bytes: Buffer): Buffer {
  if (bytes.length > MOST_BYTES)
    fail(10334, `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MOST_BYTES}`);
  return bytes;
}

type CountOnly = (count: number) => Doc;

/** Pipelines that only count, as `countDocuments` sends: those need no document, and where an index knows, none is read. */
function countOnly({ rest, sort }: Leading): CountOnly | undefined {
  if (rest.length !== 1 || sort !== undefined) return undefined;
  const field = operandOf(rest[0], '$count');
  if (typeof field === 'string') return (count) => docOf({ [field]: numberOf(count) });
  const group = operandOf(rest[0], '$group');
  if (!isDoc(group) || group.size !== 2 || !isConstant(group.get('_id'))) return undefined;
  const [name, value] = [...group].find(([one]) => one !== '_id') as [string, Value];
  if (!isDoc(value) || value.size !== 1 || value.get('$sum') !== 1) return undefined;
  return (count) =>
    new Map<string, Value>([
      ['_id', group.get('_id')],
      [name, numberOf(count)],
    ]);
}

function isConstant(value: Value): boolean {
  return value === null || typeof value === 'number';
}

function countRow(all: number, { skip, limit }: Leading, row: CountOnly): Rows {
  const left = Math.max(0, all - skip);
  const count = limit > 0 ? Math.min(left, limit) : left;
  return count === 0 ? noRows : [encode(row(count))].values();
}

function sourcesOf(request: Request): Sources {
  // Taken now: by the time a cursor goes on, the memory is the cursor's.
  const { memory } = request;
  return {
    holder: (stage) => memory.stage(stage),
    collStats: (wanted) => collStatsDocument(request, wanted),
    find: (name: string, filter: Filter): Flow => {
      const collection = request.engine.catalog.get(`${request.database}.${name}`);
      if (!collection) return [];
      request.transaction?.collections.add(collection);
      const plan = planQuery(collection, filter, [], undefined, request.readView);
      return decoded(execute(plan, collection, request.readView, request.work));
    },
  };
}
