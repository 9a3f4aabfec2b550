import type { Doc, Value } from '../bson/types.ts';
import { isDoc } from '../bson/types.ts';
import type { Collection } from '../catalog/collection.ts';
import { fail, refuse } from '../errors.ts';
import { documentStages } from './document-stages.ts';
import { gatheringStages } from './gathering-stages.ts';
import { joiningStages } from './joining-stages.ts';

/** What flows from stage to stage; null where the work may pause to let others on. */
export type Flow = Iterable<Doc | null>;

/** What stages that read other collections need. */
export type Sources = {
  collection(name: string): Collection | undefined;
  /** Runs a query on another collection of the database. */
  find(collection: string, filter: Doc): Flow;
  /** A parsed pipeline over a whole collection. */
  pipeline(collection: string, stages: Value[]): Flow;
};

export type Stage = (input: Flow) => Flow;
export type ParseStage = (operand: Value, context: StageContext) => Stage;
export type StageContext = { sources: Sources; parse(stages: Value[]): Stage[] };

const stages: Record<string, ParseStage> = { ...documentStages, ...gatheringStages, ...joiningStages };

export const stageNames: string[] = Object.keys(stages);

/** Parses the stages of a pipeline; one outside the subset is refused by name. */
export function parseStages(pipeline: Value[], sources: Sources): Stage[] {
  const context: StageContext = { sources, parse: (inner) => parseStages(inner, sources) };
  return pipeline.map((stage) => parseStage(stage, context));
}

function parseStage(stage: Value, context: StageContext): Stage {
  if (!isDoc(stage) || stage.size !== 1)
    fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  const [name, operand] = stage.entries().next().value as [string, Value];
  if (!Object.hasOwn(stages, name)) refuse(`the aggregation stage ${name}`, 40324);
  return (stages[name] as ParseStage)(operand, context);
}

export function run(input: Flow, stages: Stage[]): Flow {
  return stages.reduce((flow, stage) => stage(flow), input);
}
