import { Loader } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { LadderVersion } from '../../../shared/ranks.ts';
import { strings } from '../../strings.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import classes from './in-force.module.css';
import { Recalculated } from './recalculated.tsx';
import { VersionLine } from './version-line.tsx';

/** The ladder in force, and how far it has been applied to everyone. */
export function InForce({ latest }: { latest: LadderVersion }) {
  const running = latest.recalculation.state === 'running';
  return (
    <Surface className={classes.inForce} aria-label={strings.ladder.inForce}>
      <VersionLine version={latest}>
        <StateBadge tone="good">{strings.ladder.inForce}</StateBadge>
      </VersionLine>
      <div className={classes.progress} role="status">
        {running ? <Loader size={16} aria-hidden="true" /> : <IconCheck size={17} aria-hidden="true" />}
        <Recalculated recalculation={latest.recalculation} />
      </div>
    </Surface>
  );
}
