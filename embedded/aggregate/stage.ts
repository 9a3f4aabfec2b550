import type { Doc, Value } from '../bson/types.ts';
import type { Filter } from '../match/filter.ts';
import type { Variables } from './operator.ts';

/** What flows from stage to stage; null where the work may pause to let others on. */
export type Flow = Iterable<Doc | null>;

/** What stages that read other collections need. */
export type Sources = {
  /** Runs a query on another collection of the database. */
  find(collection: string, filter: Filter): Flow;
  /** Counts what a stage holds in memory, which has bounds. */
  holder(stage: string): Hold;
  /** What `$collStats` tells of the collection the pipeline runs on. */
  collStats(wanted: Value): Doc;
};

/** Takes so many bytes more. Fails with 292 where the stage holds too much, with 146 where all clients together do. */
export type Hold = (bytes: number) => void;

export type Stage = (input: Flow) => Flow;
export type ParseStage = (operand: Value, context: StageContext) => Stage;
export type StageContext = {
  sources: Sources;
  /** Known to the stages' expressions; read when they run. */
  variables: Variables;
  /** Parses a pipeline within this one. */
  parse(stages: Value[], variables: Variables): Stage[];
};

export function run(input: Flow, stages: Stage[]): Flow {
  return stages.reduce((flow, stage) => stage(flow), input);
}
