import { Loader } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { LadderVersion, Recalculation } from '../../../shared/ladder-versions.ts';
import { strings } from '../../strings.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Surface } from '../../ui/surface.tsx';
import classes from './in-force.module.css';
import { Recalculated } from './recalculated.tsx';
import { VersionLine } from './version-line.tsx';

/** The ladder in force, and how far it has been applied to everyone; the first had nobody to be applied to. */
export function InForce({ latest }: { latest: LadderVersion }) {
  return (
    <Surface className={classes.inForce} id="ladder-in-force" tabIndex={-1} aria-label={strings.ladder.inForce}>
      <VersionLine version={latest}>
        <StateBadge tone="good">{strings.ladder.inForce}</StateBadge>
      </VersionLine>
      {latest.by && <Progress recalculation={latest.recalculation} />}
    </Surface>
  );
}

function Progress({ recalculation }: { recalculation: Recalculation }) {
  return (
    <div className={classes.progress} role="status">
      {recalculation.state === 'running' ? (
        <Loader size={16} aria-hidden="true" />
      ) : (
        <IconCheck size={17} aria-hidden="true" />
      )}
      <Recalculated recalculation={recalculation} />
    </div>
  );
}
