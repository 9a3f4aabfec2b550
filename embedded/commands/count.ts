import type { Reply } from '../bson/encode.ts';
import type { Collection } from '../catalog/collection.ts';
import { conjuncts, type Filter } from '../match/filter.ts';
import { parseFilter } from '../match/parse.ts';
import { countIndexed, execute, isCovered, type Work } from '../plan/execute.ts';
import { type Hint, type Plan, planQuery } from '../plan/planner.ts';
import type { View } from '../store/view.ts';
import { numberOf } from '../values/numbers.ts';
import { type Pace, pace } from './pace.ts';
import { parseHint } from './query.ts';
import type { Request } from './request.ts';

export async function count(request: Request): Promise<Reply> {
  const filter = parseFilter(request.doc('query'), request.variables);
  const limit = Math.abs(request.whole('limit') ?? 0);
  const skip = request.natural('skip') ?? 0;
  const { collection } = request;
  const all = collection
    ? await countMatching(request, collection, filter, parseHint(request.value('hint'), collection))
    : 0;
  const left = Math.max(0, all - skip);
  return { n: numberOf(limit > 0 ? Math.min(left, limit) : left) };
}

/** How many documents meet a filter: without looking at them where an index knows. */
export async function countMatching(
  request: Request,
  collection: Collection,
  filter: Filter,
  hint: Hint,
): Promise<number> {
  if (conjuncts(filter).length === 0 && !request.transaction && hint === undefined) return collection.count;
  const view = request.readView;
  const plan = planQuery(collection, filter, [], hint, view);
  request.given = await counted({ collection, view }, plan, request.work, pace(request.deadline));
  return request.given;
}

type Counted = { collection: Collection; view: View };

export async function counted({ collection, view }: Counted, plan: Plan, work: Work, turn: Pace): Promise<number> {
  let found = 0;
  for (const more of counts(plan, collection, view, work)) {
    found += more;
    if (turn.isDue()) await turn.yield();
  }
  return found;
}

function* counts(plan: Plan, collection: Collection, view: View, work: Work): Generator<number> {
  if (isCovered(plan)) yield* countIndexed(plan, collection, view, work);
  else for (const found of execute(plan, collection, view, work)) yield found ? 1 : 0;
}
