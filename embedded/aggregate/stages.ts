import { isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { documentStages } from './document-stages.ts';
import { gatheringStages } from './gathering-stages.ts';
import { joiningStages } from './joining-stages.ts';
import type { Variables } from './operator.ts';
import type { ParseStage, Sources, Stage, StageContext } from './stage.ts';

const stages: Record<string, ParseStage> = {
  ...documentStages,
  ...gatheringStages,
  ...joiningStages,
  $collStats: (wanted, { sources }) => {
    const document = sources.collStats(wanted);
    return () => [document];
  },
};

export const stageNames: string[] = Object.keys(stages);

const MOST_STAGES = 1_000;

/** Parses the stages of a pipeline; one outside the subset is refused by name. */
export function parseStages(pipeline: Value[], sources: Sources, variables: Variables): Stage[] {
  checkLength(pipeline);
  const parse = (inner: Value[], known: Variables) => parseInner(inner, sources, known);
  const context: StageContext = { sources, variables, parse };
  return pipeline.map((stage) => parseStage(stage, context));
}

/** `$collStats` takes nothing in, so nothing may come before it. Give it the whole pipeline, as it was sent. */
export function checkFirstStage(pipeline: Value[]): void {
  checkLength(pipeline);
  if (pipeline.slice(1).some((stage) => isDoc(stage) && stage.has('$collStats')))
    fail(40602, '$collStats is only valid as the first stage in a pipeline');
}

function parseInner(pipeline: Value[], sources: Sources, variables: Variables): Stage[] {
  if (pipeline.some((stage) => isDoc(stage) && stage.has('$collStats')))
    refuse('$collStats within another stage', 40600);
  return parseStages(pipeline, sources, variables);
}

function checkLength(pipeline: Value[]): void {
  if (pipeline.length > MOST_STAGES) fail(7749501, `Pipeline length must be no longer than ${MOST_STAGES} stages.`);
}

function parseStage(stage: Value, context: StageContext): Stage {
  if (!isDoc(stage) || stage.size !== 1)
    fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  const [name, operand] = stage.entries().next().value as [string, Value];
  if (!Object.hasOwn(stages, name)) refuse(`the aggregation stage ${name}`, 40324);
  return (stages[name] as ParseStage)(operand, context);
}
