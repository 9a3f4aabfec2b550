import { mentionedIn } from '../../shared/mentions.ts';
import type { Rule } from '../../shared/rules.ts';
import { canonical, domainsIn, isWithin } from './links.ts';
import { rulesSaidIn, type Words, wordsOf } from './words.ts';

/** Rules in the form in which texts are compared with them. */
export type Matcher = { rules: Rule[]; words: Words; links: LinkRule[]; mentions: { rule: number; most: number }[] };

type LinkRule = { rule: number; only: Set<string>; never: Set<string> };

/** What is to be posted; a reply has no title. */
export type Writing = { title: string; body: string };

export function compile(rules: Rule[]): Matcher {
  const words = rules.flatMap((rule, index) =>
    rule.kind === 'keyword' ? rule.words.map((word) => ({ word, rule: index })) : [],
  );
  const links = rules.flatMap((rule, index) => (rule.kind === 'link' ? [linkRule(rule, index)] : []));
  const mentions = rules.flatMap((rule, index) => (rule.kind === 'mention' ? [{ rule: index, most: rule.most }] : []));
  return { rules, words: wordsOf(words), links, mentions };
}

const linkRule = ({ only, never }: Extract<Rule, { kind: 'link' }>, rule: number): LinkRule => ({
  rule,
  only: new Set(only.map(canonical)),
  never: new Set(never.map(canonical)),
});

/** Which rules a writing meets, by their places, in their order. Takes time in proportion to its length. */
export function rulesMet(matcher: Matcher, { title, body }: Writing): number[] {
  const met = new Set<number>();
  for (const text of [title, body]) {
    if (text === '') continue;
    for (const rule of rulesSaidIn(text, matcher.words)) met.add(rule);
    for (const rule of rulesLinkedIn(text, matcher)) met.add(rule);
  }
  for (const { rule, most } of matcher.mentions) if (mentionedIn(body, most + 1).length > most) met.add(rule);
  return [...met].sort((a, b) => a - b);
}

function rulesLinkedIn(text: string, { links }: Matcher): number[] {
  if (links.length === 0) return [];
  const { linked, named } = domainsIn(text);
  return links.filter((link) => isMet(link, linked, named)).map(({ rule }) => rule);
}

function isMet({ only, never }: LinkRule, linked: Set<string>, named: Set<string>): boolean {
  if (only.size + never.size === 0) return linked.size > 0;
  const forbidden = never.size > 0 && [...named].some((domain) => isWithin(domain, never));
  return forbidden || (only.size > 0 && [...linked].some((domain) => !isWithin(domain, only)));
}
