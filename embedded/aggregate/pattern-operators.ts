import { BSONRegExp } from 'bson';
import { docOf, type Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { limited, type Regex } from '../match/match-limit.ts';
import { pattern, regularExpression } from '../match/regex.ts';
import { isNullish, named } from './operands.ts';
import type { Evaluate, Operator, Scope } from './operator.ts';

/** The operators that look for regular expressions in text. */
export const patternOperators: Record<string, Operator> = {
  $regexMatch: search('$regexMatch', 1, (found) => found.next().done !== true, false),
  $regexFind: search('$regexFind', 1, (found) => found.next().value ?? null, null),
  $regexFindAll: search('$regexFindAll', Number.POSITIVE_INFINITY, (found) => [...found], []),
};

/** Without text or pattern the answer is `nothing`. */
function search(
  name: string,
  most: number,
  answer: (found: Iterator<Value> & Iterable<Value>) => Value,
  nothing: Value,
): Operator {
  return (operand, parse) => {
    const parts = named(name, operand, ['input', 'regex', 'options'], ['input', 'regex']);
    const input = parse(parts.get('input'));
    const regex = parse(parts.get('regex'));
    const options = parts.has('options') ? parse(parts.get('options')) : undefined;
    return (scope) => {
      const value = input(scope);
      const wanted = patternOf(name, regex(scope), options, scope);
      if (!isNullish(value) && typeof value !== 'string') fail(51104, `${name} needs 'input' to be of type string`);
      return typeof value === 'string' && wanted ? answer(matches(wanted, value, most)) : nothing;
    };
  };
}

function patternOf(
  name: string,
  value: Value | Missing,
  options: Evaluate | undefined,
  scope: Scope,
): Regex | undefined {
  const flags = options?.(scope);
  if (flags !== undefined && !isNullish(flags) && typeof flags !== 'string')
    fail(51106, `${name} needs 'options' to be of type string`);
  if (isNullish(value)) return undefined;
  if (value instanceof BSONRegExp) {
    if (value.options !== '' && typeof flags === 'string')
      fail(51107, `${name}: found regex options specified in both 'regex' and 'options' fields`);
    return pattern(regularExpression(value.pattern, typeof flags === 'string' ? flags : value.options));
  }
  if (typeof value !== 'string')
    fail(51105, `${name} needs 'regex' to be of type string or regex, not ${typeName(value)}`);
  return pattern(regularExpression(value, typeof flags === 'string' ? flags : ''));
}

/** Places are counted in code points. */
function* matches(wanted: Regex, text: string, most: number): Generator<Value> {
  let counted = 0;
  let points = 0;
  for (const found of limited(wanted, text, () => foundIn(wanted.regex, text, most))) {
    points += [...text.slice(counted, found.index)].length;
    counted = found.index;
    const captures = found.slice(1).map((capture) => capture ?? null);
    yield docOf({ match: found[0], idx: points, captures });
  }
}

const MOST_FOUND_BYTES = 64 * 1024 * 1024;
const PER_MATCH = 64;

function foundIn(regex: RegExp, text: string, most: number): RegExpExecArray[] {
  const all: RegExpExecArray[] = [];
  let bytes = 0;
  for (const found of text.matchAll(new RegExp(regex, `${regex.flags}g`))) {
    all.push(found);
    bytes += PER_MATCH + found[0].length;
    if (bytes > MOST_FOUND_BYTES) fail(51151, 'the size of buffer to store output exceeded the 64MB limit');
    if (all.length === most) break;
  }
  return all;
}
