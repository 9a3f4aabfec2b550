import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Group } from '../../shared/groups.ts';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './overview.module.css';

/** What can be chosen, in seconds. */
const STEPS = [0, 10, 30, 60, 300, 900, 3_600, 21_600];

/** How long members wait between two posts. */
export function SlowMode({ group }: { group: Group }) {
  const { slowSeconds } = group;
  const [chosen, setChosen] = useState<number | null>(null);
  const { slow } = strings.console;
  const steps = STEPS.includes(slowSeconds) ? STEPS : [...STEPS, slowSeconds].sort((a, b) => a - b);
  return (
    <Surface aria-labelledby="slow-mode">
      <h2 id="slow-mode" className={classes.title}>
        {slow.title}
      </h2>
      <p className={classes.hint}>{slow.hint}</p>
      <Select
        aria-labelledby="slow-mode"
        allowDeselect={false}
        data={steps.map((seconds) => ({ value: String(seconds), label: slow.step(seconds) }))}
        value={String(slowSeconds)}
        onChange={(value) => value && Number(value) !== slowSeconds && setChosen(Number(value))}
      />
      {chosen !== null && <SlowDialog group={group} seconds={chosen} close={() => setChosen(null)} />}
    </Surface>
  );
}

function SlowDialog({ group, seconds, close }: { group: Group; seconds: number; close: () => void }) {
  // Where another leader is quicker meanwhile, that is told instead of being undone unseen.
  const [from] = useState(group.slowSeconds);
  const { slow } = strings.console;
  return (
    <ActDialog
      title={slow.ask(seconds)}
      body={slow.body(seconds)}
      action={seconds > 0 ? slow.on : slow.off}
      templates={strings.acts.slow}
      confirm={(reason) => perform(group.slug, { kind: 'slow', seconds, from, reason }, slow.done(seconds))}
      close={close}
    />
  );
}
