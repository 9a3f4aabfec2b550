import type { Doc, Value } from '../bson/types.ts';
import type { Collection } from '../catalog/collection.ts';

/** What flows from stage to stage; null where the work may pause to let others on. */
export type Flow = Iterable<Doc | null>;

/** What stages that read other collections need. */
export type Sources = {
  collection(name: string): Collection | undefined;
  /** Runs a query on another collection of the database. */
  find(collection: string, filter: Doc): Flow;
  /** A parsed pipeline over a whole collection. */
  pipeline(collection: string, stages: Value[]): Flow;
  /** What `$collStats` tells of the collection the pipeline runs on. */
  collStats(wanted: Value): Doc;
};

export type Stage = (input: Flow) => Flow;
export type ParseStage = (operand: Value, context: StageContext) => Stage;
export type StageContext = { sources: Sources; parse(stages: Value[]): Stage[] };

export function run(input: Flow, stages: Stage[]): Flow {
  return stages.reduce((flow, stage) => stage(flow), input);
}
