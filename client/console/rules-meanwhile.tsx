import { Alert, Button, Group as Row } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import classes from './rules.module.css';
import type { RuleChange } from './rules-merge.ts';

type RulesMeanwhileProps = {
  /** Whose change it is, where that was told. */
  by: string | null;
  changes: RuleChange[];
  takeOver: () => void;
  discard: () => void;
};

/** Someone else has changed the rules while they were being written here. */
export function RulesMeanwhile({ by, changes, takeOver, discard }: RulesMeanwhileProps) {
  const said = strings.console.rules;
  return (
    <Alert color="brass" icon={<IconUsers size={18} />} title={said.meanwhile(by)} mb="md">
      <ul className={classes.changes}>
        {changes.map(({ kind, name }) => (
          <li key={name}>{said.change[kind](name)}</li>
        ))}
        {changes.length === 0 && <li>{said.changedElse}</li>}
      </ul>
      <Row gap="xs" mt="sm">
        <Button size="xs" onClick={takeOver}>
          {said.takeOver}
        </Button>
        <Button size="xs" variant="default" onClick={discard}>
          {said.discard}
        </Button>
      </Row>
    </Alert>
  );
}
