import { BSONRegExp } from 'bson';
import { Missing, typeName, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { pattern } from '../match/regex.ts';
import { compareText } from '../values/compare.ts';
import { wholeNumber } from '../values/numbers.ts';
import { textOf } from './convert.ts';
import { isNullish, named, operator, strict } from './operands.ts';
import type { Operator } from './operator.ts';

export const textOperators: Record<string, Operator> = {
  $concat: strict(0, 1000, (...values) => values.map((value) => text('$concat', value)).join('')),
  $toLower: operator(1, 1, (value) => asciiCase(value, (letters) => letters.toLowerCase())),
  $toUpper: operator(1, 1, (value) => asciiCase(value, (letters) => letters.toUpperCase())),
  $strLenCP: operator(1, 1, (value) => [...text('$strLenCP', value)].length),
  $strLenBytes: operator(1, 1, (value) => Buffer.byteLength(text('$strLenBytes', value))),
  $strcasecmp: operator(2, 2, (a, b) => Math.sign(compareText(orEmpty(a).toUpperCase(), orEmpty(b).toUpperCase()))),
  $substrCP: operator(3, 3, (value, start, length) =>
    points(orEmpty(value), natural('$substrCP', start), natural('$substrCP', length)),
  ),
  $split: strict(2, 2, (value, by) => split(text('$split', value), text('$split', by))),
  $indexOfCP: operator(2, 2, (value, wanted) =>
    isNullish(value) ? null : indexOf(text('$indexOfCP', value), text('$indexOfCP', wanted)),
  ),
  $trim: trimmer('$trim', true, true),
  $ltrim: trimmer('$ltrim', true, false),
  $rtrim: trimmer('$rtrim', false, true),
  $regexMatch: (operand, parse) => {
    const parts = named('$regexMatch', operand, ['input', 'regex', 'options'], ['input', 'regex']);
    const input = parse(parts.get('input'));
    const regex = parse(parts.get('regex'));
    const options = parts.get('options');
    return (scope) => {
      const value = input(scope);
      return !isNullish(value) && pattern(regexOf(regex(scope), options)).regex.test(text('$regexMatch', value));
    };
  },
};

function text(name: string, value: Value | Missing): string {
  return typeof value === 'string' ? value : fail(16702, `${name} only supports strings, not ${typeName(value)}`);
}

function orEmpty(value: Value | Missing): string {
  return isNullish(value) ? '' : textOf(value as Value);
}

/** MongoDB changes the case of ASCII letters only. */
function asciiCase(value: Value | Missing, change: (letters: string) => string): string {
  return orEmpty(value).replace(/[A-Za-z]+/g, change);
}

function natural(name: string, value: Value | Missing): number {
  const number = value === Missing ? undefined : wholeNumber(value);
  return number !== undefined ? number : fail(34450, `${name}: starting index and length must be whole numbers`);
}

function points(value: string, start: number, length: number): string {
  if (start < 0) fail(34455, '$substrCP: the starting index must be non-negative integer.');
  if (length < 0) fail(34454, '$substrCP: length must be a nonnegative integer.');
  return [...value].slice(start, start + length).join('');
}

function split(value: string, by: string): Value {
  if (by === '') fail(40087, '$split requires a non-empty separator');
  return value.split(by);
}

function indexOf(value: string, wanted: string): number {
  const at = value.indexOf(wanted);
  return at < 0 ? -1 : [...value.slice(0, at)].length;
}

const WHITESPACE = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trimmer(name: string, left: boolean, right: boolean): Operator {
  return (operand, parse) => {
    const parts = named(name, operand, ['input', 'chars'], ['input']);
    const input = parse(parts.get('input'));
    const chars = parts.has('chars') ? parse(parts.get('chars')) : () => WHITESPACE;
    return (scope) => {
      const value = input(scope);
      const set = chars(scope);
      return isNullish(value) || isNullish(set)
        ? null
        : trimmed(text(name, value), new Set(text(name, set)), left, right);
    };
  };
}

function trimmed(value: string, set: Set<string>, left: boolean, right: boolean): string {
  const letters = [...value];
  let start = 0;
  let end = letters.length;
  while (left && start < end && set.has(letters[start] as string)) start++;
  while (right && end > start && set.has(letters[end - 1] as string)) end--;
  return letters.slice(start, end).join('');
}

function regexOf(value: Value | Missing, options: Value): BSONRegExp {
  const flags = typeof options === 'string' ? options : undefined;
  if (value instanceof BSONRegExp) return new BSONRegExp(value.pattern, flags ?? value.options);
  return new BSONRegExp(text('$regexMatch', value), flags ?? '');
}
