import { BSONRegExp } from 'bson';
import { fail, refuse } from '../errors.ts';
import type { Pattern } from './filter.ts';
import { limited, powerOf, type Regex } from './match-limit.ts';

/** PCRE's own bound. */
const LONGEST = 32_764;

/** MongoDB's expressions are PCRE's; those that JavaScript reads otherwise are put right or refused. */
export function pattern(source: BSONRegExp): Pattern {
  if (source.pattern.length > LONGEST) fail(51091, 'Regular expression is invalid: regular expression is too large');
  const flags = flagsOf(source.options);
  const text = translated(source.pattern, flags.includes('m'));
  return { source, regex: compiled(text, flags), power: powerOf(source.pattern) };
}

/** A pattern out of parts that did not come as one. */
export function regularExpression(text: string, options: string): BSONRegExp {
  if (text.includes('\0') || options.includes('\0'))
    fail(51109, 'Regular expression cannot contain an embedded null byte');
  flagsOf(options);
  return new BSONRegExp(text, options);
}

/** Whether a pattern is found in a text. */
export function isFound(wanted: Regex, text: string): boolean {
  return limited(wanted, text, () => wanted.regex.test(text));
}

function flagsOf(options: string): string {
  let flags = '';
  for (const option of new Set(options)) {
    if ('ims'.includes(option)) flags += option;
    else if (option === 'x') refuse('the $regex option x', 2);
    else if (option !== 'u') fail(51108, `invalid flag in regex options: ${option}`);
  }
  return flags;
}

/** PCRE's `$` also matches before a newline at the very end. */
function translated(text: string, multiline: boolean): string {
  if (multiline || !text.includes('$')) return text;
  return text.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\$/gs, (part) => (part === '$' ? '(?=\\n?(?![^]))' : part));
}

/** With Unicode where that compiles; what JavaScript only takes without it (such as `\-`) means the same there. */
function compiled(text: string, flags: string): RegExp {
  try {
    return new RegExp(text, `${flags}u`);
  } catch {
    return withoutUnicode(text, flags);
  }
}

function withoutUnicode(text: string, flags: string): RegExp {
  // JavaScript without `u` reads these PCRE escapes as plain letters, silently.
  const foreign = /\\[AzZGQEKRXhHNC]|\\[pP]\{?|\[\[:|\(\?[#>|&P(]/.exec(text);
  if (foreign) refuse(`the regular expression syntax ${foreign[0]}`, 51091);
  try {
    return new RegExp(text, flags);
  } catch (error) {
    return fail(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}
