import { ActionIcon, Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StepKind } from '../../shared/partners/process.ts';
import rules from '../console/rules.module.css';
import { strings } from '../strings.ts';
import classes from './manage-step.module.css';
import type { DraftStep } from './process-draft.ts';

const said = strings.partnerSetup.process;
const KINDS = StepKind.options.map((value) => ({ value, label: strings.partners.kind(value) }));

type StepFieldsProps = {
  step: DraftStep;
  at: number;
  last: boolean;
  change: (step: DraftStep) => void;
  move: (by: number) => void;
  remove: () => void;
};

/** A step of the process, as it is written. */
export function StepFields({ step, at, last, change, move, remove }: StepFieldsProps) {
  const { kind, title, details, required, months } = step;
  const set = (changes: Partial<DraftStep>) => change({ ...step, ...changes });
  return (
    <fieldset className={rules.rule}>
      <legend className={rules.legend}>{said.step(at + 1, title)}</legend>
      <div className={classes.tools}>
        <Tool label={said.up(title)} disabled={at === 0} press={() => move(-1)}>
          <IconArrowUp size={16} />
        </Tool>
        <Tool label={said.down(title)} disabled={last} press={() => move(1)}>
          <IconArrowDown size={16} />
        </Tool>
        <Tool label={said.remove(title)} press={remove}>
          <IconTrash size={16} />
        </Tool>
      </div>
      <div className={classes.fields}>
        <TextInput
          label={said.title}
          required
          maxLength={120}
          value={title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Select
          label={said.kind}
          allowDeselect={false}
          data={KINDS}
          value={kind}
          // A review is held by the managers themselves: nothing is handed in for one.
          onChange={(value) => set({ kind: value as StepKind, ...(value === 'review' && { links: 0, files: 0 }) })}
        />
        <Textarea
          className={classes.wide}
          label={said.details}
          autosize
          minRows={2}
          maxLength={2_000}
          value={details}
          onChange={(event) => set({ details: event.currentTarget.value })}
        />
        <Checkbox
          className={classes.wide}
          label={said.required}
          description={said.requiredHint}
          checked={required}
          onChange={(event) => set({ required: event.currentTarget.checked })}
        />
        <NumberInput
          label={said.months}
          description={said.monthsHint}
          min={1}
          max={120}
          allowDecimal={false}
          clampBehavior="strict"
          value={months ?? ''}
          onChange={(value) => set({ months: typeof value === 'number' ? value : null })}
        />
        {kind !== 'review' && <Bounds step={step} set={set} />}
      </div>
    </fieldset>
  );
}

function Bounds({ step: { links, files }, set }: { step: DraftStep; set: (changes: Partial<DraftStep>) => void }) {
  const bound = { min: 0, allowDecimal: false, clampBehavior: 'strict' } as const;
  return (
    <div className={classes.bounds}>
      <NumberInput
        {...bound}
        label={said.links}
        max={10}
        value={links}
        onChange={(value) => typeof value === 'number' && set({ links: value })}
      />
      <NumberInput
        {...bound}
        label={said.files}
        max={5}
        value={files}
        onChange={(value) => typeof value === 'number' && set({ files: value })}
      />
    </div>
  );
}

type ToolProps = { label: string; disabled?: boolean; press: () => void; children: ReactNode };

function Tool({ label, disabled, press, children }: ToolProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={disabled} onClick={press}>
      {children}
    </ActionIcon>
  );
}
