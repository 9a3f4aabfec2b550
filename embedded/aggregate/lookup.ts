import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { anyAt } from '../match/walk.ts';
import { sizeOf } from '../values/size.ts';
import { type Compute, parseExpression } from './expression.ts';
import { named, textPart } from './operands.ts';
import type { Variables } from './operator.ts';
import { pipelineOver } from './pipeline-over.ts';
import type { Flow, Stage, StageContext } from './stage.ts';
import { checkVariableName } from './variables.ts';

/** What the documents found for one may take in memory, which is several times what they take as BSON. */
const MOST_BYTES = 100 * 1024 * 1024;

const known = ['from', 'localField', 'foreignField', 'let', 'pipeline', 'as'];

/**
 * `$lookup`: each document with those of another collection that belong to it, by equal fields, by a pipeline that knows
 * the document's values as variables, or by both. One query a document, by index where there is one.
 */
export function parseLookup(operand: Value, context: StageContext): Stage {
  const parts = named('$lookup', operand, known, ['from', 'as']);
  const as = textPart('$lookup', parts, 'as').split('.');
  const foreign = foreignOf(parts, context);
  return function* (input) {
    for (const doc of input) {
      if (!doc) {
        yield null;
        continue;
      }
      const found: Value[] = [];
      let bytes = 0;
      for (const other of foreign(doc)) {
        if (other) found.push(other);
        bytes += other ? sizeOf(other) : 0;
        if (bytes > MOST_BYTES)
          fail(
            4568,
            `Total size of documents in ${parts.get('from')} matching pipeline's $lookup stage exceeds ${MOST_BYTES} bytes`,
          );
        yield null;
      }
      yield placed(doc, as, found);
    }
  };
}

/** What belongs to a document. */
function foreignOf(parts: Doc, context: StageContext): (doc: Doc) => Flow {
  const pipeline = parts.get('pipeline') ?? [];
  if (!Array.isArray(pipeline)) fail(9, "the '$lookup.pipeline' must be an array");
  const byFields = fieldsOf(parts);
  if (parts.has('let') && !parts.has('pipeline')) fail(9, "$lookup with a 'let' argument must also specify 'pipeline'");
  const lets = letsOf(parts.get('let'), context.variables);
  // One object for all documents: the pipeline is parsed once, and reads what lies here when it runs.
  const variables: Variables = { ...context.variables, ...Object.fromEntries(lets.map(([name]) => [name, null])) };
  const others = pipelineOver(textPart('$lookup', parts, 'from'), pipeline, context, variables);
  return (doc) => {
    Object.assign(
      variables,
      context.variables,
      Object.fromEntries(lets.map(([name, compute]) => [name, compute(doc)])),
    );
    return others(byFields?.(doc));
  };
}

function letsOf(value: Value, variables: Variables): [string, Compute][] {
  if (value === undefined) return [];
  if (!isDoc(value)) fail(9, "$lookup argument 'let' must be an object");
  return [...value].map(([name, expression]) => [checkVariableName(name), parseExpression(expression, variables)]);
}

function fieldsOf(parts: Doc): ((doc: Doc) => Filter) | undefined {
  const count = ['localField', 'foreignField'].filter((name) => parts.has(name)).length;
  if (count === 1 || (count === 0 && !parts.has('pipeline')))
    fail(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  if (count === 0) return undefined;
  const local = textPart('$lookup', parts, 'localField').split('.');
  const path = textPart('$lookup', parts, 'foreignField');
  return (doc) => joined(path, valuesAt(doc, local));
}

/** Arrays at the path's end give their elements. What isn't there gives nothing. */
function valuesAt(doc: Doc, parts: string[]): Value[] {
  const values: Value[] = [];
  const test = (value: Value | Missing) => {
    if (Array.isArray(value)) for (const item of value) values.push(item);
    else if (value !== Missing) values.push(value);
    return false;
  };
  anyAt(doc, { parts, test, expand: false, trace: undefined });
  return values;
}

/** No values join as null does; and null joins with whatever has nothing at the path, arrays of scalars on it included. */
function joined(path: string, values: Value[]): Filter {
  const parts = path.split('.');
  const wanted = values.length === 0 ? [null] : values;
  const equal: Filter = { kind: 'field', path, parts, test: { op: 'in', values: wanted, patterns: [] } };
  if (parts.length === 1 || !wanted.includes(null)) return equal;
  const nothing: Filter = { kind: 'field', path, parts, test: { op: 'not', tests: [{ op: 'exists' }] } };
  return { kind: 'or', filters: [equal, nothing] };
}

function placed(doc: Doc, parts: string[], value: Value): Doc {
  const [part, ...rest] = parts as [string, ...string[]];
  const inner = doc.get(part);
  return new Map(doc).set(part, rest.length === 0 ? value : placed(isDoc(inner) ? inner : new Map(), rest, value));
}
