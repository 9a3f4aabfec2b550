import type { Rule } from '../../shared/rules.ts';

export type RuleChange = { kind: 'added' | 'removed' | 'changed'; name: string };

/** What became of rules; a rule is the same one as long as it has its name. Pure. */
export function changesBetween(before: Rule[], after: Rule[]): RuleChange[] {
  const removed = before
    .filter(({ name }) => !named(after, name))
    .map(({ name }) => ({ kind: 'removed' as const, name }));
  const others = after.flatMap((rule): RuleChange[] => {
    const old = named(before, rule.name);
    if (!old) return [{ kind: 'added', name: rule.name }];
    return same(old, rule) ? [] : [{ kind: 'changed', name: rule.name }];
  });
  return [...removed, ...others];
}

/** Another's rules with what one has changed oneself: what both changed is as oneself wrote it. Pure. */
export function merged(base: Rule[], mine: Rule[], theirs: Rule[]): Rule[] {
  const own = changesBetween(base, mine);
  const dropped = own.filter(({ kind }) => kind === 'removed').map(({ name }) => name);
  const written = own.filter(({ kind }) => kind !== 'removed').map(({ name }) => named(mine, name)!);
  const kept = theirs.filter(({ name }) => !dropped.includes(name)).map((rule) => named(written, rule.name) ?? rule);
  return [...kept, ...written.filter(({ name }) => !named(kept, name))];
}

const named = (rules: Rule[], name: string): Rule | undefined => rules.find((rule) => rule.name === name);

/** Keys stand in no particular order. */
export const same = (a: Rule, b: Rule): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (rule: Rule) => Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1));
