import { Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Group } from '../../shared/groups.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { Criteria } from './criteria.tsx';
import { JoinAction } from './join-action.tsx';
import classes from './outside.module.css';
import { useOwnJoining } from './queries.ts';

/** A closed group as those see it who are not in it: what it is about, whom it is for, and the way in. */
export function Outside({ group }: { group: Group }) {
  const joining = useOwnJoining(group);
  const answered = Boolean(joining?.invitation ?? joining?.request);
  return (
    <Surface>
      <p className={classes.description} dir="auto">
        {group.description}
      </p>
      <Criteria text={group.criteria} />
      <div className={classes.door}>
        <IconLock size={20} aria-hidden="true" />
        <div>
          <Text fw={600}>{strings.joining.outside}</Text>
          <Text size="sm" c="dimmed">
            {group.archivedAt ? strings.joining.outsideArchived : !answered && strings.joining.outsideHint}
          </Text>
        </div>
      </div>
      <div className={classes.way}>
        <JoinAction group={group} />
      </div>
    </Surface>
  );
}
