import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { matches } from '../match/match.ts';
import { parseFilter } from '../match/parse.ts';
import { excluded, type Tree } from '../project/tree.ts';
import { wholeNumber } from '../values/numbers.ts';
import { addFields } from './add-fields.ts';
import { type Evaluate, parseExpression } from './expression.ts';
import { aggregateProjection } from './project-stage.ts';
import type { Flow, ParseStage, Stage } from './stage.ts';
import { parseUnwind } from './unwind.ts';

/** The stages that take documents one by one. */
export const documentStages: Record<string, ParseStage> = {
  $match: (operand) => filtered(queryOf(operand)),
  $project: (operand) => mapped(aggregateProjection(docOperand('$project', operand))),
  $addFields: (operand) => mapped(addFields(docOperand('$addFields', operand))),
  $set: (operand) => mapped(addFields(docOperand('$set', operand))),
  $unset: (operand) => mapped(unsetter(operand)),
  $replaceRoot: (operand) => mapped(replacer(docOperand('$replaceRoot', operand).get('newRoot') as Value)),
  $replaceWith: (operand) => mapped(replacer(operand)),
  $unwind: (operand) => parseUnwind(operand),
  $limit: (operand) => limited(count('$limit', operand, 1)),
  $skip: (operand) => skipped(count('$skip', operand, 0)),
};

export function docOperand(name: string, operand: Value): Doc {
  return isDoc(operand) ? operand : fail(15955, `${name} specification must be an object`);
}

function queryOf(operand: Value): Doc {
  return isDoc(operand) ? operand : fail(15959, 'the match filter must be an expression in an object');
}

function count(name: string, operand: Value, least: number): number {
  const number = wholeNumber(operand);
  if (number === undefined || number < least) fail(15958, `the ${name.slice(1)} must be a number of at least ${least}`);
  return number;
}

function filtered(query: Doc): Stage {
  const filter = parseFilter(query);
  return function* (input) {
    for (const doc of input) yield doc && matches(filter, doc) ? doc : null;
  };
}

export function mapped(change: (doc: Doc) => Doc): Stage {
  return function* (input) {
    for (const doc of input) yield doc && change(doc);
  };
}

function limited(most: number): Stage {
  return function* (input) {
    let given = 0;
    for (const doc of input) {
      yield doc;
      if (doc && ++given >= most) return;
    }
  };
}

function skipped(number: number): Stage {
  return function* (input: Flow) {
    let passed = 0;
    for (const doc of input) yield doc && passed++ >= number ? doc : null;
  };
}

export function unsetter(operand: Value): (doc: Doc) => Doc {
  const paths = Array.isArray(operand) ? operand : [operand];
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

export function replacer(operand: Value): (doc: Doc) => Doc {
  const evaluate: Evaluate = parseExpression(operand);
  return (doc) => {
    const value = evaluate({ root: doc, current: doc, variables: {} });
    if (value === Missing || !isDoc(value)) fail(40228, "'newRoot' expression must evaluate to an object");
    return value;
  };
}
