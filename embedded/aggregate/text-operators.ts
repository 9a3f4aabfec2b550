import { type Missing, typeName, type Value } from '../bson/types.ts';
import { made } from '../effort.ts';
import { fail, refuse } from '../errors.ts';
import { compareText } from '../values/compare.ts';
import { textOf } from './convert.ts';
import { isNullish, named, operator, strict } from './operands.ts';
import type { Operator } from './operator.ts';
import { bytes, bytesIndex, points, pointsIndex } from './substrings.ts';

export const textOperators: Record<string, Operator> = {
  $concat: strict(0, 1000, (...values) => joined(values.map((value) => text('$concat', value, 16702)))),
  $toLower: operator(1, 1, (value) => asciiCase(value, (letters) => letters.toLowerCase())),
  $toUpper: operator(1, 1, (value) => asciiCase(value, (letters) => letters.toUpperCase())),
  $strLenCP: operator(1, 1, (value) => [...text('$strLenCP', value, 34471)].length),
  $strLenBytes: operator(1, 1, (value) => Buffer.byteLength(text('$strLenBytes', value, 34473))),
  $strcasecmp: operator(2, 2, (a, b) => {
    const upper = (value: Value | Missing) => asciiCase(value, (letters) => letters.toUpperCase());
    return Math.sign(compareText(upper(a as Value), upper(b as Value)));
  }),
  $substr: operator(3, 3, (value, start, length) => bytes('$substr', textOf(value), start, length)),
  $substrBytes: operator(3, 3, (value, start, length) => bytes('$substrBytes', textOf(value), start, length)),
  $substrCP: operator(3, 3, (value, start, length) => points(textOf(value), start, length)),
  $split: strict(2, 2, (value, by) => split(text('$split', value, 40085), text('$split', by, 40086))),
  $indexOfBytes: operator(2, 4, (value, wanted, start, end) =>
    isNullish(value)
      ? null
      : bytesIndex(text('$indexOfBytes', value, 40091), text('$indexOfBytes', wanted, 40092), start, end),
  ),
  $indexOfCP: operator(2, 4, (value, wanted, start, end) =>
    isNullish(value)
      ? null
      : pointsIndex(text('$indexOfCP', value, 40093), text('$indexOfCP', wanted, 40094), start, end),
  ),
  $trim: trimmer('$trim', true, true),
  $ltrim: trimmer('$ltrim', true, false),
  $rtrim: trimmer('$rtrim', false, true),
  $replaceOne: replacer('$replaceOne', (value, find, by) => value.replace(find, () => by)),
  $replaceAll: replacer('$replaceAll', (value, find, by) => value.replaceAll(find, () => by)),
};

const LONGEST = 64 * 1024 * 1024;

function joined(texts: string[]): string {
  const length = texts.reduce((sum, one) => sum + one.length, 0);
  if (length > LONGEST) fail(13548, `BufBuilder attempted to grow() to ${length} bytes, past the 64MB limit.`);
  made(length);
  return texts.join('');
}

function text(name: string, value: Value | Missing, code: number): string {
  return typeof value === 'string' ? value : fail(code, `${name} only supports strings, not ${typeName(value)}`);
}

/** MongoDB changes the case of ASCII letters only. */
function asciiCase(value: Value | Missing, change: (letters: string) => string): string {
  return textOf(value).replace(/[A-Za-z]+/g, change);
}

function split(value: string, by: string): Value {
  if (by === '') fail(40087, '$split requires a non-empty separator');
  return value.split(by);
}

const WHITESPACE = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trimmer(name: string, left: boolean, right: boolean): Operator {
  return (operand, parse) => {
    const parts = named(name, operand, ['input', 'chars'], ['input']);
    const input = parse(parts.get('input'));
    const chars = parts.has('chars') ? parse(parts.get('chars')) : () => WHITESPACE;
    return (scope) => {
      const value = input(scope);
      if (isNullish(value)) return null;
      const subject = text(name, value, 50699);
      const set = chars(scope);
      return isNullish(set) ? null : trimmed(subject, new Set(text(name, set, 50700)), left, right);
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

type Replace = (value: string, find: string, by: string) => string;

function replacer(name: string, replace: Replace): Operator {
  return (operand, parse) => {
    const parts = named(name, operand, ['input', 'find', 'replacement'], ['input', 'find', 'replacement']);
    const [input, find, by] = ['input', 'find', 'replacement'].map((part) => parse(parts.get(part))) as [
      ReturnType<typeof parse>,
      ReturnType<typeof parse>,
      ReturnType<typeof parse>,
    ];
    return (scope) => {
      const value = orNone(name, input(scope), 51746);
      const wanted = orNone(name, find(scope), 51745);
      const given = orNone(name, by(scope), 51744);
      if (value === null || wanted === null || given === null) return null;
      if (wanted === '') refuse(`${name} of an empty string`, 9);
      return replace(value, wanted, given);
    };
  };
}

function orNone(name: string, value: Value | Missing, code: number): string | null {
  return isNullish(value) ? null : text(name, value, code);
}
