import { type Doc, docOf, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail, refuse } from '../errors.ts';
import { docOperand } from './document-stages.ts';
import { follow } from './expression.ts';
import { named } from './operands.ts';
import { type ParseStage, run, type Sources, type Stage } from './stage.ts';

/** The stages that bring documents together from several places. */
export const joiningStages: Record<string, ParseStage> = {
  $lookup: (operand, { sources }) => joined(operand, sources),
  $unionWith: (operand, { sources }) => union(operand, sources),
  $facet: (operand, context) => faceted(docOperand('$facet', operand), context.parse),
};

/** Each document with those of another collection whose field equals its own: found by index, one query a document. */
function joined(operand: Value, sources: Sources): Stage {
  for (const part of ['let', 'pipeline']) if (isDoc(operand) && operand.has(part)) refuse(`$lookup with ${part}`, 9);
  const parts = named(
    '$lookup',
    operand,
    ['from', 'localField', 'foreignField', 'as'],
    ['from', 'localField', 'foreignField', 'as'],
  );
  const [from, localField, foreignField, as] = ['from', 'localField', 'foreignField', 'as'].map((name) =>
    textPart(parts, name),
  ) as [string, string, string, string];
  const local = localField.split('.');
  return function* (input) {
    for (const doc of input) {
      if (!doc) {
        yield null;
        continue;
      }
      const found: Value[] = [];
      for (const other of sources.find(from, lookupQuery(foreignField, follow(doc, local, 0)))) {
        if (other) found.push(other);
        else yield null;
      }
      yield placed(doc, as.split('.'), found);
    }
  };
}

function textPart(parts: Doc, name: string): string {
  const value = parts.get(name);
  return typeof value === 'string' ? value : fail(9, `$lookup argument '${name}' must be a string`);
}

/** An array is joined by its elements; a missing field by null. */
function lookupQuery(field: string, value: Value | Missing): Doc {
  const local = value === Missing ? null : value;
  return docOf({ [field]: Array.isArray(local) ? docOf({ $in: local }) : docOf({ $eq: local }) });
}

function placed(doc: Doc, parts: string[], value: Value): Doc {
  const [part, ...rest] = parts as [string, ...string[]];
  const inner = doc.get(part);
  return new Map(doc).set(part, rest.length === 0 ? value : placed(isDoc(inner) ? inner : new Map(), rest, value));
}

function union(operand: Value, sources: Sources): Stage {
  const parts =
    typeof operand === 'string'
      ? docOf({ coll: operand })
      : named('$unionWith', operand, ['coll', 'pipeline'], ['coll']);
  const pipeline = parts.get('pipeline') ?? [];
  const name = textPart(parts, 'coll');
  if (!Array.isArray(pipeline)) fail(14, '$unionWith.pipeline must be an array');
  return function* (input) {
    yield* input;
    yield* sources.pipeline(name, pipeline);
  };
}

function faceted(operand: Doc, parse: (stages: Value[]) => Stage[]): Stage {
  const facets = [...operand].map(([name, stages]) => {
    if (!Array.isArray(stages)) fail(40170, `arguments to $facet must be arrays, ${name} is not`);
    return { name, stages: parse(stages) };
  });
  return function* (input) {
    const docs: Doc[] = [];
    for (const doc of input) {
      if (doc) docs.push(doc);
      yield null;
    }
    const result: Doc = new Map();
    for (const { name, stages } of facets) {
      const found: Doc[] = [];
      for (const doc of run(docs, stages)) {
        if (doc) found.push(doc);
        else yield null;
      }
      result.set(name, found);
    }
    yield result;
  };
}
