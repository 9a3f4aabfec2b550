import { fold, spelledOut, unmarked } from './fold.ts';

// Texts and words are compared as strings that are looked up by their length, never as patterns: what a leader writes into a rule cannot
// make matching slow, nor mean something else.

/** Words to look for, each with the rules it belongs to. */
export type Words = { spaced: Needles; literal: Needles };

type Needles = { rules: Map<string, number[]>; lengths: number[] };

/** @param items a word or a run of words, with the rule it belongs to. */
export function wordsOf(items: { word: string; rule: number }[]): Words {
  const read = items.map(({ word, rule }) => ({ rule, ...needleOf(word) }));
  return {
    spaced: needlesOf(read.filter(({ isPlain }) => isPlain)),
    literal: needlesOf(read.filter(({ isPlain }) => !isPlain)),
  };
}

/** The rules whose words a text has, as it is written or as it is read. */
export function rulesSaidIn(text: string, { spaced, literal }: Words): Set<number> {
  const met = new Set<number>();
  if (spaced.lengths.length + literal.lengths.length === 0) return met;
  const read = spelledOut(text);
  for (const version of new Set([text, read, unmarked(read)].map(fold))) {
    if (spaced.lengths.length > 0) findSpaced(spacedOut(version), spaced, met);
    if (literal.lengths.length > 0) findLiteral(oneSpace(version), literal, met);
  }
  return met;
}

/** A word as it is looked for: by its letters alone, or with its signs (`isPlain` is false) where it has some. */
function needleOf(word: string): { needle: string; isPlain: boolean } {
  const folded = oneSpace(fold(word)).trim();
  const isOpen = folded.endsWith('*');
  const whole = isOpen ? folded.slice(0, -1).trimEnd() : folded;
  if (!PLAIN.test(whole)) return { needle: isOpen ? `${whole}*` : whole, isPlain: false };
  const spaced = spacedOut(whole);
  return { needle: isOpen ? spaced.trimEnd() : spaced, isPlain: true };
}

/** Letters, digits and what joins them in words. */
const PLAIN = /^[\p{L}\p{N}\p{M}\s'’‐‑–-]*[\p{L}\p{N}][\p{L}\p{N}\p{M}\s'’‐‑–-]*$/u;

/** A text as its words with one space before, between and after them. Where none are written every character is a word. */
const spacedOut = (text: string): string => ` ${(text.match(WORD) ?? []).join(' ')} `;

const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー';
const WORD = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');

const oneSpace = (text: string): string => text.replace(/\s+/gu, ' ');

function needlesOf(items: { needle: string; rule: number }[]): Needles {
  const rules = new Map<string, number[]>();
  for (const { needle, rule } of items) {
    if (needle.replace('*', '').trim() !== '') rules.set(needle, [...(rules.get(needle) ?? []), rule]);
  }
  const lengths = [...rules.keys()].map(({ length }) => length);
  return { rules, lengths: [...new Set(lengths)] };
}

function findSpaced(text: string, { rules, lengths }: Needles, met: Set<number>): void {
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
    for (const length of lengths) for (const rule of rules.get(text.slice(at, at + length)) ?? []) met.add(rule);
  }
}

function findLiteral(text: string, { rules, lengths }: Needles, met: Set<number>): void {
  for (let at = 0; at < text.length; at += 1) {
    for (const length of lengths) {
      const found = text.slice(at, at + length);
      if (rules.has(found) && isWhole(text, at, found)) for (const rule of rules.get(found)!) met.add(rule);
      const open = rules.get(`${text.slice(at, at + length - 1)}*`);
      if (open && startsWord(text, at)) for (const rule of open) met.add(rule);
    }
  }
}

const isWhole = (text: string, at: number, { length }: string): boolean =>
  startsWord(text, at) &&
  !(ENDS_IN_LETTER.test(before(text, at + length)) && LETTER.test(text.slice(at + length, at + length + 2)));

/** Whether no word goes on across the place. */
const startsWord = (text: string, at: number): boolean =>
  !(LETTER.test(text.slice(at, at + 2)) && ENDS_IN_LETTER.test(before(text, at)));

const before = (text: string, at: number): string => text.slice(Math.max(0, at - 2), at);
const LETTER = /^[\p{L}\p{N}\p{M}]/u;
const ENDS_IN_LETTER = /[\p{L}\p{N}\p{M}]$/u;
