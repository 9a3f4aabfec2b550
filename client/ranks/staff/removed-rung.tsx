import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import type { Rung } from '../../../shared/ladder.ts';
import { strings } from '../../strings.ts';
import classes from './ladder-editor.module.css';
import { useFocused } from './use-focused.ts';

type RemovedRungProps = { rung: Rung; focused: RefObject<string | null>; restore: () => void };

/** A rank that would go from the ladder. */
export function RemovedRung({ rung: { key, title }, focused, restore }: RemovedRungProps) {
  const button = useFocused<HTMLButtonElement>(focused, key);
  return (
    <div className={classes.removed}>
      <span className={classes.mark}>{strings.ladder.removed}</span>
      <s>{title}</s>
      <Button ref={button} size="compact-sm" variant="subtle" onClick={restore}>
        {strings.ladder.putBack(title)}
      </Button>
    </div>
  );
}
