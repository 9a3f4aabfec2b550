import { BSONRegExp } from 'bson';
import { docOf, type Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { pattern } from '../match/regex.ts';
import { isNullish, named } from './operands.ts';
import type { Evaluate, Operator, Scope } from './operator.ts';

/** The operators that look for regular expressions in text. */
export const patternOperators: Record<string, Operator> = {
  $regexMatch: search('$regexMatch', (found) => found.next().done !== true, false),
  $regexFind: search('$regexFind', (found) => found.next().value ?? null, null),
  $regexFindAll: search('$regexFindAll', (found) => [...found], []),
};

/** Without text or pattern the answer is `nothing`. */
function search(name: string, answer: (found: Iterator<Value> & Iterable<Value>) => Value, nothing: Value): Operator {
  return (operand, parse) => {
    const parts = named(name, operand, ['input', 'regex', 'options'], ['input', 'regex']);
    const input = parse(parts.get('input'));
    const regex = parse(parts.get('regex'));
    const options = parts.has('options') ? parse(parts.get('options')) : undefined;
    return (scope) => {
      const value = input(scope);
      const wanted = patternOf(name, regex(scope), options, scope);
      if (!isNullish(value) && typeof value !== 'string') fail(51104, `${name} needs 'input' to be of type string`);
      return typeof value === 'string' && wanted ? answer(matches(wanted, value)) : nothing;
    };
  };
}

function patternOf(
  name: string,
  value: Value | Missing,
  options: Evaluate | undefined,
  scope: Scope,
): RegExp | undefined {
  const flags = options?.(scope);
  if (flags !== undefined && !isNullish(flags) && typeof flags !== 'string')
    fail(51106, `${name} needs 'options' to be of type string`);
  if (isNullish(value)) return undefined;
  if (value instanceof BSONRegExp) {
    if (value.options !== '' && typeof flags === 'string')
      fail(51107, `${name}: found regex options specified in both 'regex' and 'options' fields`);
    return pattern(new BSONRegExp(value.pattern, typeof flags === 'string' ? flags : value.options)).regex;
  }
  if (typeof value !== 'string')
    fail(51105, `${name} needs 'regex' to be of type string or regex, not ${typeName(value)}`);
  return pattern(new BSONRegExp(value, typeof flags === 'string' ? flags : '')).regex;
}

/** Places are counted in code points. */
function* matches(regex: RegExp, text: string): Generator<Value> {
  let counted = 0;
  let points = 0;
  for (const found of text.matchAll(new RegExp(regex, `${regex.flags}g`))) {
    points += [...text.slice(counted, found.index)].length;
    counted = found.index;
    const captures = found.slice(1).map((capture) => capture ?? null);
    yield docOf({ match: found[0], idx: points, captures });
  }
}
