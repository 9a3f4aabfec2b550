import { createContext, Script } from 'node:vm';
import { fail } from '../errors.ts';

/** A regular expression, and the power of the text's length that looking for it can take: infinite where it may double. */
export type Regex = { regex: RegExp; power: number };

const MOST_MS = 1_000;
const QUICK = 1e7;

/**
 * JavaScript's engine tries every way a pattern can match, which for `(a+)+$` takes longer than anyone lives. PCRE stops
 * at a limit; so do we, by time, with error 51156. To watch costs a tenth of a millisecond: most need no watching.
 */
export function limited<T>({ power }: Regex, text: string, look: () => T): T {
  return text.length ** power <= QUICK ? look() : watched(look);
}

/** How many choices there are: each quantifier is one, and so is where to begin. A quantified group may nest them. */
export function powerOf(pattern: string, anchored = pattern.startsWith('^')): number {
  // Classes and escapes are one letter each; what always succeeds at the end is no choice.
  const plain = pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, 'x').replace(/\.\*\??$/, '');
  const hasAlternatives = anchored && plain.includes('|');
  if (/\)[*+{]/.test(plain) || /\\[1-9k]/.test(pattern)) return Number.POSITIVE_INFINITY;
  const quantifiers = plain.replace(/\(\?(?:[:=!]|<[=!]?)/g, '(').match(/[*+?}]\??/g)?.length ?? 0;
  return quantifiers + (anchored && !hasAlternatives ? 0 : 1);
}

const box: { look: () => unknown } = { look: () => undefined };
const context = createContext({ box });
const script = new Script('box.look()');

function watched<T>(look: () => T): T {
  box.look = look;
  try {
    return script.runInContext(context, { timeout: MOST_MS }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return fail(51156, 'Error occurred while executing the regular expression. Result code: match limit exceeded');
  }
}
