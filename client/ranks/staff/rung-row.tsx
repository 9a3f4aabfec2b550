import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconRowInsertBottom, IconTrash } from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { Rung } from '../../../shared/ladder.ts';
import { strings } from '../../strings.ts';
import { METRIC_ORDER } from '../metrics.ts';
import { type Draft, type DraftRung, type Faults, retitle, setThreshold } from './ladder-draft.ts';
import classes from './ladder-editor.module.css';
import { ThresholdField } from './threshold-field.tsx';
import { useFocused } from './use-focused.ts';

type RungRowProps = {
  rung: DraftRung;
  /** Its place, from 0. */
  at: number;
  /** As it is on the ladder the draft goes on from, if it is there. */
  before: Rung | undefined;
  faults: Faults;
  focused: RefObject<string | null>;
  change: (changed: (draft: Draft) => Draft) => void;
  add?: () => void;
  drop?: () => void;
};

/** One rank of the ladder: its title and what it asks for. Everyone starts on the first, so that asks for nothing. */
export function RungRow({ rung, at, before, faults, focused, change, add, drop }: RungRowProps) {
  const title = useFocused<HTMLInputElement>(focused, rung.id);
  const name = strings.ladder.rung(rung.title);
  const fault = (field: string) => faults[`${at}.${field}`];
  return (
    <li>
      <fieldset className={classes.rung} aria-label={name} data-fresh={!before || undefined}>
        <TextInput
          ref={title}
          className={classes.rungTitle}
          classNames={{ label: classes.label, description: classes.note, error: classes.error }}
          label={strings.ladder.rungTitle}
          maxLength={40}
          dir="auto"
          data-changed={(before && before.title !== rung.title) || undefined}
          description={noteOf(rung, before)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={fault('title') ?? fault('key')}
          value={rung.title}
          onChange={({ currentTarget: { value } }) => change((draft) => retitle(draft, rung.id, value))}
        />
        {at === 0 && <p className={classes.nothing}>{strings.ranks.nothing}</p>}
        {at > 0 &&
          METRIC_ORDER.map((metric) => (
            <ThresholdField
              key={metric}
              metric={metric}
              value={rung.thresholds[metric]}
              before={before?.thresholds[metric]}
              error={fault(`thresholds.${metric}`)}
              set={(value) => change((draft) => setThreshold(draft, rung.id, metric, value))}
            />
          ))}
        <div className={classes.actions}>
          <RungAction label={strings.ladder.add(name)} act={add} icon={<IconRowInsertBottom size={17} />} />
          {at > 0 && <RungAction label={strings.ladder.remove(name)} act={drop} icon={<IconTrash size={17} />} />}
        </div>
      </fieldset>
    </li>
  );
}

function noteOf({ title, key }: DraftRung, before: Rung | undefined): string | null {
  if (!before) return `${strings.ladder.fresh} · ${strings.ladder.key(key)}`;
  return before.title === title ? null : strings.ladder.was(before.title);
}

/** Without `act` it cannot be done. */
function RungAction({ label, act, icon }: { label: string; act?: () => void; icon: React.ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} disabled={!act} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
