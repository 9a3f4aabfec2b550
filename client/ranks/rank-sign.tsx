import { IconAward } from '@tabler/icons-react';
import type { RankLabel } from './label.ts';
import classes from './rank-badge.module.css';

/** What tells a rank from others at a glance: notches for one of the ladder, a medal for a given one. @param size height of the notches */
export function RankSign({ label, size = 10 }: { label: RankLabel; size?: number }) {
  if (label.kind === 'rung') return <Notches level={label.level} of={label.of} size={size} />;
  if (label.kind === 'given') return <IconAward className={classes.given} size={size * 1.3} aria-hidden="true" />;
  return null;
}

const MOST_NOTCHES = 8;

/** As many as there are rungs, or their share of the most there is room for. */
function Notches({ level, of, size }: { level: number; of: number; size: number }) {
  const count = Math.min(of, MOST_NOTCHES);
  const filled = Math.max(1, Math.floor(((level + 1) * count) / of));
  return (
    <svg
      className={classes.notches}
      viewBox={`0 0 ${count * 4} 10`}
      width={(count * 4 * size) / 10}
      height={size}
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
