import { Alert, Button, Group as Row } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { LadderVersion } from '../../../shared/ladder-versions.ts';
import { strings } from '../../strings.ts';
import { ChangeList } from './change-list.tsx';
import { changesBetween } from './ladder-changes.ts';

type MeanwhileProps = { latest: LadderVersion; base: LadderVersion; takeOver: () => void; discard: () => void };

/** Somebody else has put a ladder in force while this one was being written. */
export function Meanwhile({ latest, base, takeOver, discard }: MeanwhileProps) {
  const title = latest.by
    ? strings.ladder.meanwhile(latest.by.displayName, latest.version)
    : strings.ladder.meanwhileFirst;
  return (
    <Alert color="brass" icon={<IconUsers size={18} />} title={title} id="ladder-meanwhile" tabIndex={-1}>
      <p dir="auto">{strings.ladder.note(latest.note)}</p>
      <ChangeList changes={changesBetween(base.rungs, latest.rungs)} />
      <p>{strings.ladder.meanwhileBody}</p>
      <Row gap="xs">
        <Button size="sm" onClick={takeOver}>
          {strings.ladder.takeOver}
        </Button>
        <Button size="sm" variant="default" onClick={discard}>
          {strings.ladder.discard}
        </Button>
      </Row>
    </Alert>
  );
}
