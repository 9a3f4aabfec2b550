import type { Variables } from '../aggregate/operator.ts';
import type { Reply, ReplyValue } from '../bson/encode.ts';
import { isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { parseFilter } from '../match/parse.ts';
import { isCovered, isIdLookup, newWork, type Work } from '../plan/execute.ts';
import type { Plan } from '../plan/planner.ts';
import { parseFindSort, parseSort } from '../sort/sort.ts';
import { wholeNumber } from '../values/numbers.ts';
import { leadingQuery } from './aggregate.ts';
import { counted } from './count.ts';
import { pace } from './pace.ts';
import { findRecords, parseHint, planOf, type Query } from './query.ts';
import { Request } from './request.ts';

/** Tells how a find, count, distinct, update, delete, findAndModify or the beginning of an aggregation is gone about. */
export async function explain(request: Request): Promise<Reply> {
  checkVerbosity(request.value('verbosity'));
  const inner = request.doc('explain');
  const name = inner.keys().next().value as string;
  const explained = new Request(request.engine, name, new Map([...inner, ['$db', request.database]]));
  const query = queryOf(explained);
  const { namespace } = explained;
  if (!query)
    return {
      queryPlanner: { namespace, winningPlan: { stage: 'EOF' } },
      executionStats: stats(0, newWork(), { stage: 'EOF' }),
    };
  const plan = planOf(query);
  const winningPlan = name === 'count' ? countDescribed(plan, query) : described(plan, query);
  const planner = { namespace, winningPlan, rejectedPlans: [] };
  if (request.command.get('verbosity') === 'queryPlanner') return { queryPlanner: planner, explainVersion: '1' };
  const work = newWork();
  const returned = await exhaust(query, plan, work, name === 'count');
  return { queryPlanner: planner, executionStats: stats(returned, work, winningPlan), explainVersion: '1' };
}

function checkVerbosity(value: Value): void {
  if (value !== undefined && !['queryPlanner', 'executionStats', 'allPlansExecution'].includes(String(value)))
    fail(2, `Enumeration value '${String(value)}' for field 'explain.verbosity' is not a valid value.`);
}

function stats(nReturned: number, work: Work, executionStages: ReplyValue): ReplyValue {
  return {
    executionSuccess: true,
    nReturned,
    totalKeysExamined: work.keys,
    totalDocsExamined: work.docs,
    executionStages,
  };
}

async function exhaust(query: Query, plan: Plan, work: Work, countsOnly: boolean): Promise<number> {
  const turn = pace(query.deadline);
  if (countsOnly) return counted(query, plan, work, turn);
  const found = await findRecords(query, plan, work);
  let returned = 0;
  for (let next = found.next(); !next.done; next = found.next()) {
    if (turn.isDue()) await turn.yield();
    if (next.value) returned++;
  }
  return returned;
}

function queryOf(request: Request): Query | undefined {
  const { collection } = request;
  if (!collection) return undefined;
  const hint = parseHint(request.value('hint'), collection);
  const base = { collection, view: request.readView, hint, deadline: request.deadline };
  return { ...base, ...asked(request) };
}

type Asked = Pick<Query, 'filter' | 'sort' | 'skip' | 'limit'>;

function asked(request: Request): Asked {
  const page = { skip: request.natural('skip') ?? 0, limit: Math.abs(request.whole('limit') ?? 0) };
  switch (request.name) {
    case 'find':
      return {
        ...page,
        filter: parseFilter(request.doc('filter'), request.variables),
        sort: parseFindSort(request.value('sort')),
      };
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return { ...page, filter: parseFilter(request.doc('query')), sort: parseFindSort(request.value('sort')) };
    case 'update':
      return statement(request.docs('updates')[0]);
    case 'delete':
      return statement(request.docs('deletes')[0]);
    case 'aggregate':
      return pipeline(request.value('pipeline'), request.variables);
    default:
      return refuse(`explain of ${request.name}`);
  }
}

function statement(one: Value): Asked {
  const query = isDoc(one) ? one.get('q') : undefined;
  if (!isDoc(query)) fail(9, 'explain needs a statement with a query');
  return {
    filter: parseFilter(query),
    sort: [],
    skip: 0,
    limit: isDoc(one) && wholeNumber(one.get('limit')) === 1 ? 1 : 0,
  };
}

function pipeline(stages: Value, variables: Variables): Asked {
  if (!Array.isArray(stages)) fail(14, "'pipeline' option must be specified as an array");
  const { filter, sort, skip, limit } = leadingQuery(stages, variables);
  return { filter, sort: parseSort(sort), skip, limit };
}

function countDescribed(plan: Plan, query: Query): ReplyValue {
  const { access } = plan;
  if (!isCovered(plan)) return { stage: 'COUNT', inputStage: described(plan, query) };
  const scan = access.kind === 'index' ? indexScan(access, 'COUNT_SCAN') : { stage: 'RECORD_STORE_FAST_COUNT' };
  return { stage: 'COUNT', inputStage: scan };
}

function described(plan: Plan, query: Query): ReplyValue {
  const access = describedAccess(plan, query);
  return plan.sorted ? access : { stage: 'SORT', inputStage: access };
}

function describedAccess(plan: Plan, query: Query): ReplyValue {
  const { access } = plan;
  if (access.kind === 'collection') return { stage: 'COLLSCAN', direction: access.reverse ? 'backward' : 'forward' };
  if (access.kind === 'or') return { stage: 'OR', inputStages: access.plans.map((one) => describedAccess(one, query)) };
  if (isIdLookup(access, query.collection)) return { stage: 'IDHACK' };
  const scan = indexScan(access, 'IXSCAN');
  return { stage: 'FETCH', inputStage: access.merge ? { stage: 'SORT_MERGE', inputStage: scan } : scan };
}

function indexScan(access: Extract<Plan['access'], { kind: 'index' }>, stage: string): ReplyValue {
  return {
    stage,
    indexName: access.index.name,
    keyPattern: access.index.document.get('key') as Value,
    isMultiKey: access.index.multikey !== 0,
    isUnique: access.index.unique,
    isSparse: access.index.sparse,
    isPartial: access.index.partial !== undefined,
    direction: access.reverse ? 'backward' : 'forward',
    ranges: (access.points ?? access.ranges).length,
  };
}
