import type { Rule, RuleAction } from '../../shared/rules.ts';

/** A rule as it is being written: lists are as they were typed, one entry a line. `id` is for this page alone. */
export type DraftRule = {
  id: string;
  kind: Rule['kind'];
  name: string;
  action: RuleAction;
  message: string;
  words: string;
  only: string;
  never: string;
  most: number;
};

let count = 0;

export function newRule(kind: Rule['kind'], name: string): DraftRule {
  count += 1;
  return { id: `rule-${count}`, kind, name, action: 'hold', message: '', words: '', only: '', never: '', most: 5 };
}

export function draftOf(rule: Rule): DraftRule {
  const { kind, name, action, message = '' } = rule;
  const draft = { ...newRule(kind, name), action, message };
  if (rule.kind === 'keyword') return { ...draft, words: rule.words.join('\n') };
  if (rule.kind === 'link') return { ...draft, only: rule.only.join('\n'), never: rule.never.join('\n') };
  return { ...draft, most: rule.most };
}

export function ruleOf({ kind, name, action, message, words, only, never, most }: DraftRule): Rule {
  const said = message.trim() && action !== 'flag' ? { message: message.trim() } : {};
  const common = { name: name.trim(), action, ...said };
  switch (kind) {
    case 'keyword':
      return { kind, ...common, words: linesOf(words) };
    case 'link':
      return { kind, ...common, only: domainsOf(only), never: domainsOf(never) };
    case 'mention':
      return { kind, ...common, most };
    default:
      return kind satisfies never;
  }
}

const linesOf = (text: string, plain = (line: string) => line): string[] => {
  const lines = text.split(/[\n,]/).map((line) => plain(line.trim()));
  return [...new Set(lines.filter(Boolean))];
};

/** People paste whole addresses. */
const domainsOf = (text: string): string[] =>
  linesOf(text, (line) =>
    line
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/.*$/, ''),
  );

const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

export type RuleFault = 'name' | 'sameName' | 'words' | 'domain';

/** What is missing or wrong, by the rule's id. */
export function faultsOf(drafts: DraftRule[]): Record<string, RuleFault> {
  const found = drafts.flatMap((draft) => {
    const fault = faultOf(draft, drafts);
    return fault ? [[draft.id, fault] as const] : [];
  });
  return Object.fromEntries(found);
}

function faultOf(draft: DraftRule, all: DraftRule[]): RuleFault | null {
  const name = draft.name.trim();
  if (!name) return 'name';
  if (all.some((other) => other.id !== draft.id && other.name.trim() === name)) return 'sameName';
  const rule = ruleOf(draft);
  if (rule.kind === 'keyword' && rule.words.length === 0) return 'words';
  if (rule.kind !== 'link') return null;
  return [...rule.only, ...rule.never].every((domain) => DOMAIN.test(domain)) ? null : 'domain';
}
