import { useState } from 'react';
import type { Rule } from '../../shared/rules.ts';
import { type DraftRule, draftOf, faultsOf, ruleOf } from './rules-draft.ts';
import { merged, same } from './rules-merge.ts';

/** Rules as they lie on the server. */
export type KeptRules = { version: number; items: Rule[]; preapprove: number };

/** Rules as they are being written, on top of a version of those in force. What was not changed here follows those. */
export function useRulesDraft(latest: KeptRules) {
  const [base, setBase] = useState(latest);
  const [rules, setRules] = useState(() => latest.items.map(draftOf));
  const [preapprove, setPreapprove] = useState(latest.preapprove);
  const items = rules.map(ruleOf);
  const dirty = preapprove !== base.preapprove || !equal(items, base.items);
  const outdated = latest.version > base.version;

  function start(from: KeptRules, with_: Rule[] = from.items, first = from.preapprove) {
    setBase(from);
    setRules(with_.map(draftOf));
    setPreapprove(first);
  }

  if (outdated && !dirty) start(latest);

  return {
    base,
    rules,
    items,
    preapprove,
    dirty,
    outdated: outdated && dirty,
    sound: Object.keys(faultsOf(rules)).length === 0,
    edit: (changed: DraftRule[]) => setRules(changed),
    setPreapprove,
    discard: () => start(latest),
    saved: (now: KeptRules) => start(now),
    takeOver: () => {
      const own = preapprove !== base.preapprove;
      start(latest, merged(base.items, items, latest.items), own ? preapprove : latest.preapprove);
    },
  };
}

const equal = (a: Rule[], b: Rule[]): boolean => a.length === b.length && a.every((rule, at) => same(rule, b[at]!));
