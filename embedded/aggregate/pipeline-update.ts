import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { documentChanges } from './document-changes.ts';
import type { Variables } from './operator.ts';
import { commandVariables } from './variables.ts';

/** An update given as a pipeline of stages, each of which makes one document of one. */
export function parsePipelineUpdate(pipeline: Value[], variables: Variables = commandVariables()): (doc: Doc) => Doc {
  const changes = pipeline.map((stage) => {
    if (!isDoc(stage) || stage.size !== 1)
      fail(40323, 'A pipeline stage specification object must contain exactly one field.');
    const [name, operand] = stage.entries().next().value as [string, Value];
    const parse = Object.hasOwn(documentChanges, name) ? documentChanges[name] : undefined;
    return parse ? parse(operand, variables) : refuse(`the stage ${name} in an update`, 72);
  });
  return (doc) => changes.reduce((result, change) => change(result), doc);
}
