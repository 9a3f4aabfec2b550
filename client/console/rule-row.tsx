import { ActionIcon, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { RuleAction } from '../../shared/rules.ts';
import { strings } from '../strings.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import classes from './rules.module.css';
import type { DraftRule, RuleFault } from './rules-draft.ts';

type RuleRowProps = {
  rule: DraftRule;
  fault: RuleFault | null;
  /** It was added just now: one goes on writing there. */
  fresh: boolean;
  count: number | null;
  change: (rule: DraftRule) => void;
  remove: () => void;
};

const ACTIONS: RuleAction[] = ['refuse', 'hold', 'flag'];

/** One rule: what it looks for, and what becomes of a post that it meets. */
export function RuleRow({ rule, fault, fresh, count, change, remove }: RuleRowProps) {
  const said = strings.console.rules;
  // What is not written yet is no mistake.
  const [touched, setTouched] = useState(!fresh);
  const shown = touched ? fault : null;
  return (
    <fieldset className={classes.rule} onBlur={() => setTouched(true)}>
      <legend className={classes.legend}>{rule.name.trim() || said.fresh}</legend>
      <div className={classes.ruleHead}>
        <StateBadge>{said.kind[rule.kind]}</StateBadge>
        {count !== null && <span className={classes.met}>{said.met(count)}</span>}
        <ActionIcon variant="subtle" color="gray" ms="auto" aria-label={said.remove(rule.name)} onClick={remove}>
          <IconTrash size={17} />
        </ActionIcon>
      </div>
      <div className={classes.fields}>
        <TextInput
          label={said.name}
          required
          maxLength={60}
          autoFocus={fresh}
          value={rule.name}
          error={shown === 'name' || shown === 'sameName' ? said.fault[shown] : null}
          onChange={(event) => change({ ...rule, name: event.currentTarget.value })}
        />
        <Select
          label={said.action}
          allowDeselect={false}
          data={ACTIONS.map((value) => ({ value, label: said.actions[value] }))}
          value={rule.action}
          onChange={(value) => value && change({ ...rule, action: value as RuleAction })}
        />
      </div>
      <What rule={rule} fault={shown} change={change} />
      {rule.action !== 'flag' && (
        <TextInput
          mt="xs"
          label={said.message}
          description={said.messageHint[rule.action]}
          maxLength={300}
          value={rule.message}
          onChange={(event) => change({ ...rule, message: event.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}

function What({ rule, fault, change }: Pick<RuleRowProps, 'rule' | 'fault' | 'change'>) {
  const said = strings.console.rules;
  if (rule.kind === 'mention') {
    return (
      <NumberInput
        mt="xs"
        label={said.most}
        min={0}
        max={50}
        value={rule.most}
        onChange={(value) => change({ ...rule, most: Math.min(50, Math.max(0, Number(value) || 0)) })}
      />
    );
  }
  if (rule.kind === 'keyword') {
    return (
      <Lines
        label={said.words}
        hint={said.wordsHint}
        text={rule.words}
        error={fault === 'words' ? said.fault.words : null}
        write={(words) => change({ ...rule, words })}
      />
    );
  }
  const error = fault === 'domain' ? said.fault.domain : null;
  return (
    <div className={classes.fields}>
      <Lines
        label={said.never}
        hint={said.neverHint}
        text={rule.never}
        error={error}
        write={(never) => change({ ...rule, never })}
      />
      <Lines
        label={said.only}
        hint={said.onlyHint}
        text={rule.only}
        error={error}
        write={(only) => change({ ...rule, only })}
      />
    </div>
  );
}

type LinesProps = { label: string; hint: string; text: string; error: string | null; write: (text: string) => void };

function Lines({ label, hint, text, error, write }: LinesProps) {
  return (
    <Textarea
      mt="xs"
      label={label}
      description={hint}
      autosize
      minRows={2}
      maxRows={8}
      dir="auto"
      value={text}
      error={error}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}
