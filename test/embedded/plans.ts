import type { Collection, Document } from 'mongodb';

/** The stages of the winning plan from the top, the index it reads, and what it looked at. */
export type Told = { stages: string[]; index: string | undefined; keys: number; docs: number; returned: number };

export type Asked = { filter: Document; sort?: Document; limit?: number; hint?: Document | string };

export async function explained(collection: Collection, { filter, sort, limit, hint }: Asked): Promise<Told> {
  const cursor = collection.find(filter, { ...(limit && { limit }), ...(hint && { hint }) });
  if (sort) cursor.sort(sort as never);
  return told((await cursor.explain('executionStats')) as Document);
}

export function told({ queryPlanner, executionStats }: Document): Told {
  const stages = allStages(queryPlanner.winningPlan);
  return {
    stages: stages.map(({ stage }) => (/IDHACK/.test(stage) ? 'IDHACK' : stage)),
    index: stages.find(({ indexName }) => indexName)?.indexName,
    keys: executionStats.totalKeysExamined,
    docs: executionStats.totalDocsExamined,
    returned: executionStats.nReturned,
  };
}

function allStages(stage: Document): Document[] {
  // A real server may wrap the plan once more.
  const inner = stage.queryPlan ?? stage;
  return [inner, ...[inner.inputStage, ...(inner.inputStages ?? [])].filter(Boolean).flatMap(allStages)];
}
