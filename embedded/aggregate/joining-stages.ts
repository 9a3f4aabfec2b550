import { type Doc, docOf, isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { sizeOf } from '../values/size.ts';
import { parseLookup } from './lookup.ts';
import { named, textPart } from './operands.ts';
import { pipelineOver } from './pipeline-over.ts';
import { type ParseStage, run, type Stage, type StageContext } from './stage.ts';

/** The stages that bring documents together from several places. */
export const joiningStages: Record<string, ParseStage> = {
  $lookup: parseLookup,
  $unionWith: (operand, context) => union(operand, context),
  $facet: (operand, context) => faceted(operand, context),
};

function union(operand: Value, context: StageContext): Stage {
  const parts =
    typeof operand === 'string'
      ? docOf({ coll: operand })
      : named('$unionWith', operand, ['coll', 'pipeline'], ['coll']);
  const pipeline = parts.get('pipeline') ?? [];
  if (!Array.isArray(pipeline)) fail(14, '$unionWith.pipeline must be an array');
  const others = pipelineOver(textPart('$unionWith', parts, 'coll'), pipeline, context, context.variables);
  return function* (input) {
    yield* input;
    yield* others();
  };
}

function faceted(operand: Value, { parse, variables, sources }: StageContext): Stage {
  if (!isDoc(operand) || operand.size === 0) fail(40169, 'the $facet specification must be a non-empty object');
  const facets = [...operand].map(([name, stages]) => {
    if (!Array.isArray(stages)) fail(40170, `arguments to $facet must be arrays, ${name} is not`);
    if (stages.some((stage) => isDoc(stage) && stage.has('$facet')))
      fail(40600, '$facet is not allowed to be used within a $facet stage');
    return { name, stages: parse(stages, variables) };
  });
  const hold = sources.holder('$facet');
  return function* (input) {
    const docs: Doc[] = [];
    for (const doc of input) {
      if (doc) hold(sizeOf(doc));
      if (doc) docs.push(doc);
      yield null;
    }
    const result: Doc = new Map();
    for (const { name, stages } of facets) {
      const found: Doc[] = [];
      for (const doc of run(docs, stages)) {
        if (doc) hold(sizeOf(doc));
        if (doc) found.push(doc);
        yield null;
      }
      result.set(name, found);
    }
    yield result;
  };
}
