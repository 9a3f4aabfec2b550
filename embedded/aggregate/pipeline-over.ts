import { isDoc, type Value } from '../bson/types.ts';
import type { Filter } from '../match/filter.ts';
import { parseFilter } from '../match/parse.ts';
import type { Variables } from './operator.ts';
import { type Flow, run, type StageContext } from './stage.ts';

/** A pipeline over a whole other collection: its leading `$match` is left to the planner. */
export function pipelineOver(
  collection: string,
  pipeline: Value[],
  { sources, parse }: StageContext,
  variables: Variables,
): (also?: Filter) => Flow {
  const [first, ...others] = pipeline;
  const match = isDoc(first) && first.size === 1 ? first.get('$match') : undefined;
  const filter = isDoc(match) ? parseFilter(match, variables) : parseFilter(new Map());
  const stages = parse(isDoc(match) ? others : pipeline, variables);
  return (also) => run(sources.find(collection, also ? { kind: 'and', filters: [also, filter] } : filter), stages);
}
