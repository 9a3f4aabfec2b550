import { Button, Group as Row } from '@mantine/core';
import { IconAt, IconLetterCase, IconLink } from '@tabler/icons-react';
import { useRef } from 'react';
import { RULES, type Rule } from '../../shared/rules.ts';
import { strings } from '../strings.ts';
import { RuleRow } from './rule-row.tsx';
import classes from './rules.module.css';
import { type DraftRule, faultsOf, newRule } from './rules-draft.ts';

type RulesEditorProps = {
  rules: DraftRule[];
  edit: (rules: DraftRule[]) => void;
  /** How many posts each would have met, in their order; null where that is not known of them as they are. */
  counts: number[] | null;
};

const KINDS: [Rule['kind'], typeof IconAt][] = [
  ['keyword', IconLetterCase],
  ['link', IconLink],
  ['mention', IconAt],
];

/** Rules about words, links and mentions, as they are being written: a group's own, or those of the whole site. */
export function RulesEditor({ rules, edit, counts }: RulesEditorProps) {
  const said = strings.console.rules;
  const faults = faultsOf(rules);
  const fresh = useRef<string | null>(null);

  function add(kind: Rule['kind']) {
    const rule = newRule(kind, '');
    fresh.current = rule.id;
    edit([...rules, rule]);
  }

  return (
    <>
      {rules.length === 0 && <p className={classes.hint}>{said.none}</p>}
      <ol className={classes.rules} aria-label={said.title}>
        {rules.map((rule, at) => (
          <li key={rule.id}>
            <RuleRow
              rule={rule}
              fault={faults[rule.id] ?? null}
              fresh={fresh.current === rule.id}
              count={counts?.[at] ?? null}
              change={(changed) => edit(rules.map((each) => (each.id === rule.id ? changed : each)))}
              remove={() => edit(rules.filter((each) => each.id !== rule.id))}
            />
          </li>
        ))}
      </ol>
      <Row gap="xs" mt="sm" role="group" aria-label={said.add}>
        {KINDS.map(([kind, Icon]) => (
          <Button
            key={kind}
            size="xs"
            variant="default"
            disabled={rules.length >= RULES}
            leftSection={<Icon size={15} />}
            onClick={() => add(kind)}
          >
            {said.addKind[kind]}
          </Button>
        ))}
      </Row>
    </>
  );
}
