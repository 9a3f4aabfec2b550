import { type Doc, isDoc, Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { excluded, type Tree } from '../project/tree.ts';
import { addFields } from './add-fields.ts';
import { parseExpression } from './expression.ts';
import { named } from './operands.ts';
import type { Variables } from './operator.ts';
import { aggregateProjection } from './project-stage.ts';

type Change = (doc: Doc) => Doc;

/** The stages that make one document of one: in pipelines, and in updates given as a pipeline. */
export const documentChanges: Record<string, (operand: Value, variables: Variables) => Change> = {
  $project: (operand, variables) => aggregateProjection(docOperand('$project', operand), variables),
  $addFields: (operand, variables) => addFields(docOperand('$addFields', operand), variables),
  $set: (operand, variables) => addFields(docOperand('$set', operand), variables),
  $unset: (operand) => unsetter(operand),
  $replaceRoot: (operand, variables) => replacer(newRoot(operand), 'newRoot', variables),
  $replaceWith: (operand, variables) => replacer(operand, 'replacement document', variables),
};

export function docOperand(name: string, operand: Value): Doc {
  return isDoc(operand)
    ? operand
    : fail(name === '$project' ? 15969 : 40272, `${name} specification must be an object`);
}

function newRoot(operand: Value): Value {
  return named('$replaceRoot', operand, ['newRoot'], ['newRoot']).get('newRoot');
}

function unsetter(operand: Value): (doc: Doc) => Doc {
  if (typeof operand !== 'string' && !Array.isArray(operand))
    fail(31002, '$unset specification must be a string or an array');
  const paths = Array.isArray(operand) ? operand : [operand];
  if (paths.length === 0) fail(31119, '$unset specification must be a string or an array with at least one field');
  const tree: Tree = new Map();
  for (const path of paths) {
    if (typeof path !== 'string') fail(31120, '$unset specification must be a string or an array of strings');
    plantDrop(tree, path.split('.'));
  }
  return (doc) => excluded(doc, tree, doc);
}

function plantDrop(tree: Tree, parts: string[]): void {
  const [part, ...rest] = parts as [string, ...string[]];
  const node = tree.get(part);
  if (rest.length === 0) tree.set(part, { kind: 'drop' });
  else if (node === undefined || node instanceof Map) {
    const next = node ?? new Map();
    tree.set(part, next);
    plantDrop(next, rest);
  }
}

function replacer(operand: Value, name: string, variables: Variables): (doc: Doc) => Doc {
  const compute = parseExpression(operand, variables);
  return (doc) => {
    const value = compute(doc);
    if (value === Missing || !isDoc(value))
      fail(
        40228,
        `'${name}' expression must evaluate to an object, but resulting value was of type: ${typeName(value)}`,
      );
    return value;
  };
}
