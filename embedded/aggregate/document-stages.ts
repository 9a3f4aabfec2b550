import { type Doc, isDoc, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import type { Filter } from '../match/filter.ts';
import { matches } from '../match/match.ts';
import { parseFilter } from '../match/parse.ts';
import { wholeNumber } from '../values/numbers.ts';
import { documentChanges } from './document-changes.ts';
import type { Flow, ParseStage, Stage } from './stage.ts';
import { parseUnwind } from './unwind.ts';

/** The stages that take documents one by one. */
export const documentStages: Record<string, ParseStage> = {
  $match: (operand, { variables }) => filtered(parseFilter(queryOf(operand), variables)),
  $unwind: (operand) => parseUnwind(operand),
  $limit: (operand) => limited(positive(count('$limit', operand, 5107201))),
  $skip: (operand) => skipped(count('$skip', operand, 5107200)),
  ...Object.fromEntries(
    Object.entries(documentChanges).map(([name, parse]): [string, ParseStage] => [
      name,
      (operand, { variables }) => mapped(parse(operand, variables)),
    ]),
  ),
};

function queryOf(operand: Value): Doc {
  return isDoc(operand) ? operand : fail(15959, 'the match filter must be an expression in an object');
}

/** A whole number that is not negative, or the stage's own refusal. */
function count(name: string, operand: Value, code: number): number {
  const number = wholeNumber(operand);
  if (number !== undefined && number >= 0) return number;
  return fail(code, `invalid argument to ${name} stage: expected a non-negative whole number`);
}

function positive(limit: number): number {
  return limit > 0 ? limit : fail(15958, 'the limit must be positive');
}

function filtered(filter: Filter): Stage {
  return function* (input) {
    for (const doc of input) yield doc && matches(filter, doc) ? doc : null;
  };
}

function mapped(change: (doc: Doc) => Doc): Stage {
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
