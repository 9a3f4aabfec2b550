import { VisuallyHidden } from '@mantine/core';
import { IconAward } from '@tabler/icons-react';
import { strings } from '../strings.ts';
import type { RankLabel } from './label.ts';
import classes from './rank-badge.module.css';
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
      {label.kind === 'rung' && !quiet && <Notches level={label.level} of={label.of} />}
      {label.kind === 'given' && <IconAward className={classes.given} size={13} aria-hidden="true" />}
      <span>{label.title}</span>
    </span>
  );
}

const MOST_NOTCHES = 8;

/** As many as there are rungs, or their share of the most there is room for. */
function Notches({ level, of }: { level: number; of: number }) {
  const count = Math.min(of, MOST_NOTCHES);
  const filled = Math.max(1, Math.floor(((level + 1) * count) / of));
  return (
    <svg
      className={classes.notches}
      viewBox={`0 0 ${count * 4} 10`}
      width={count * 4}
      height={10}
      role="presentation"
      aria-hidden="true"
    >
      {Array.from({ length: count }, (_, index) => index).map((index) => (
        <rect
          key={index}
          x={index * 4}
          y={index < filled ? 1 : 3}
          width={2.5}
          height={index < filled ? 8 : 4}
          rx={1}
          opacity={index < filled ? 1 : 0.3}
        />
      ))}
    </svg>
  );
}

function tierOf(label: RankLabel): string {
  if (label.kind !== 'rung') return label.kind;
  const { level, of } = label;
  if (level < of / 3) return 'first';
  return level < (of * 2) / 3 ? 'middle' : 'top';
}
