import { VisuallyHidden } from '@mantine/core';
import { strings } from '../strings.ts';
import type { RankLabel } from './label.ts';
import classes from './rank-badge.module.css';
import { RankSign } from './rank-sign.tsx';
import { useRankLabel } from './use-ranks.ts';

/**
 * A rank's title: round, below the name, so that it is never taken for a role. A rank of the ladder has as many notches filled as
 * rungs were climbed, one that is given another sign.
 */
export function RankBadge({ rank, quiet }: { rank: string; quiet?: boolean }) {
  const label = useRankLabel()(rank);
  return (
    <span className={classes.badge} data-quiet={quiet || undefined} data-tier={tierOf(label)}>
      <VisuallyHidden>{strings.ranks.rank}: </VisuallyHidden>
      {(label.kind === 'given' || !quiet) && <RankSign label={label} />}
      <span>{label.title}</span>
    </span>
  );
}

function tierOf(label: RankLabel): string {
  if (label.kind !== 'rung') return label.kind;
  const { level, of } = label;
  if (level < of / 3) return 'first';
  return level < (of * 2) / 3 ? 'middle' : 'top';
}
