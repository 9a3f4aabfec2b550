import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { addFields } from './add-fields.ts';
import { docOperand, replacer, unsetter } from './document-stages.ts';
import { aggregateProjection } from './project-stage.ts';

type Change = (doc: Doc) => Doc;

const stages: Record<string, (operand: Value) => Change> = {
  $set: (operand) => addFields(docOperand('$set', operand)),
  $addFields: (operand) => addFields(docOperand('$addFields', operand)),
  $unset: (operand) => unsetter(operand),
  $project: (operand) => aggregateProjection(docOperand('$project', operand)),
  $replaceRoot: (operand) => replacer(docOperand('$replaceRoot', operand).get('newRoot')),
  $replaceWith: (operand) => replacer(operand),
};

/** An update given as a pipeline of stages, each of which makes one document of one. */
export function parsePipelineUpdate(pipeline: Value[]): Change {
  const changes = pipeline.map((stage) => {
    if (!isDoc(stage) || stage.size !== 1)
      fail(40323, 'A pipeline stage specification object must contain exactly one field.');
    const [name, operand] = stage.entries().next().value as [string, Value];
    if (!Object.hasOwn(stages, name)) refuse(`the stage ${name} in an update`, 72);
    return (stages[name] as (operand: Value) => Change)(operand);
  });
  return (doc) => changes.reduce((result, change) => change(result), doc);
}
