import type { Collection, Index } from '../catalog/collection.ts';
import { fail } from '../errors.ts';
import { conjuncts, type Filter } from '../match/filter.ts';
import type { Sort } from '../sort/sort.ts';
import type { View } from '../store/view.ts';
import { type Bound, boundsOf } from './bounds.ts';
import { type IndexPlan, indexPlan } from './index-plan.ts';
import { needsMerge, orderOf } from './order.ts';
import { implies } from './partial.ts';

/** How a query's candidates are found. `residual` is what still has to be asked of each. */
export type Plan = {
  access:
    | { kind: 'collection'; reverse: boolean }
    | (IndexPlan & { reverse: boolean; merge: boolean })
    | { kind: 'or'; plans: Plan[] };
  residual: Filter | undefined;
  /** Whether candidates come in the order asked for. */
  sorted: boolean;
};

export type Hint = string | { natural: 1 | -1 } | undefined;

type Choice = { plan: IndexPlan; order: 'forward' | 'reverse' | undefined; score: number };

export function planQuery(collection: Collection, filter: Filter, sort: Sort, hint: Hint, view: View): Plan {
  const natural = naturalOrder(sort, hint);
  if (natural !== undefined) return scan(filter, natural < 0, sort.length === 0 || sort[0]?.path === '$natural');
  const clauses = conjuncts(filter);
  const bounds = boundsOf(clauses);
  const choices = usableIndexes(collection, clauses, bounds, sort, hint, view).map((index) =>
    choice(index, bounds, sort),
  );
  const best = select(choices, hint, view);
  const isBounded = best && best.plan.pointFields + best.plan.rangeFields > 0;
  if (!isBounded && hint === undefined) {
    const union = planUnion(collection, clauses, view);
    if (union) return { access: { kind: 'or', plans: union }, residual: filter, sorted: sort.length === 0 };
  }
  return best ? chosen(best, clauses, sort) : scan(filter, false, sort.length === 0);
}

function naturalOrder(sort: Sort, hint: Hint): 1 | -1 | undefined {
  if (typeof hint === 'object') return hint.natural;
  return sort[0]?.path === '$natural' ? (sort[0].descending ? -1 : 1) : undefined;
}

function scan(filter: Filter, reverse: boolean, sorted: boolean): Plan {
  const residual = conjuncts(filter).length === 0 ? undefined : filter;
  return { access: { kind: 'collection', reverse }, residual, sorted };
}

function usableIndexes(
  collection: Collection,
  clauses: Filter[],
  bounds: Bound[],
  sort: Sort,
  hint: Hint,
  view: View,
): Index[] {
  const ready = collection.indexes.filter((index) => index.ready && index.readySince <= view.since);
  if (hint !== undefined) {
    const named = ready.filter((index) => index.name === hint);
    if (named.length === 0)
      fail(2, 'error processing query: planner returned error: hint provided does not correspond to an existing index');
    return named;
  }
  // Without an order to serve, an index whose first field nothing is said of would be gone through whole.
  return ready.filter(
    (index) =>
      (sort.length > 0 || bounds.some((bound) => bound.path === index.fields[0]?.path)) &&
      holdsAll(index, clauses, bounds),
  );
}

/** Sparse and partial indexes leave documents out; they serve only queries that could not ask for one of those. */
function holdsAll(index: Index, clauses: Filter[], bounds: Bound[]): boolean {
  if (index.partial && !implies(clauses, index.partial)) return false;
  if (!index.sparse) return true;
  return index.fields.some((field) => bounds.some((bound) => bound.path === field.path && bound.needsField));
}

function choice(index: Index, bounds: Bound[], sort: Sort): Choice {
  const plan = indexPlan(index, bounds);
  const order = sort.length === 0 ? undefined : orderOf(plan, sort);
  const unique = plan.points ? 1000 : 0;
  const score = unique + plan.pointFields * 10 + plan.rangeFields * 5 + (order ? 4 : 0) - index.fields.length * 0.01;
  return { plan, order, score };
}

function select(choices: Choice[], hint: Hint, view: View): Choice | undefined {
  if (hint !== undefined) return choices[0];
  const useful = choices.filter(({ plan, order }) => plan.pointFields + plan.rangeFields > 0 || order);
  useful.sort((a, b) => b.score - a.score);
  const rivals = useful.filter((one) => one.plan.pointFields > 0 && !one.plan.points);
  if (rivals.length < 2 || useful[0]?.plan.points) return useful[0];
  return cheapest(rivals, view);
}

const PROBE = 100;

/** Where several indexes could serve, a look at how many entries each would go through tells more than their shape. */
function cheapest(rivals: Choice[], view: View): Choice | undefined {
  const measured = rivals.map((rival) => ({ rival, entries: probe(rival, view) }));
  const least = measured.reduce((a, b) => (b.entries < a.entries ? b : a));
  const shaped = measured[0] as typeof least;
  return shaped.entries <= least.entries * 2 + 20 ? shaped.rival : least.rival;
}

function probe({ plan }: Choice, view: View): number {
  let entries = 0;
  for (const range of plan.ranges.slice(0, 50)) {
    for (const _ of view.scan(range)) if (++entries >= PROBE) return entries;
  }
  return entries;
}

function chosen({ plan, order }: Choice, clauses: Filter[], sort: Sort): Plan {
  const merge = order !== undefined && needsMerge(plan, sort);
  // Merging holds entries back, and by its turn one may no longer be true.
  const rest = merge ? clauses : clauses.filter((clause) => !plan.covered.has(clause));
  return {
    access: { ...plan, reverse: order === 'reverse', merge },
    residual: rest.length === 0 ? undefined : { kind: 'and', filters: rest },
    sorted: sort.length === 0 || order !== undefined,
  };
}

/** A query whose one `$or` has an index for each branch is the union of these. */
function planUnion(collection: Collection, clauses: Filter[], view: View): Plan[] | undefined {
  for (const clause of clauses) {
    if (clause.kind !== 'or') continue;
    const others = clauses.filter((one) => one !== clause);
    const plans = clause.filters.map((branch) =>
      planQuery(collection, { kind: 'and', filters: [branch, ...others] }, [], undefined, view),
    );
    if (plans.every((plan) => plan.access.kind !== 'collection')) return plans;
  }
  return undefined;
}
