import { useQuery } from '@tanstack/react-query';
import { strings } from '../strings.ts';
import { ranksQuery } from './queries.ts';
import classes from './rank-badge.module.css';

/** A rank's title, with as many notches filled as rungs were climbed. */
export function RankBadge({ rank, quiet }: { rank: string; quiet?: boolean }) {
  const { data } = useQuery(ranksQuery);
  const rungs = data?.ladder.rungs ?? [];
  const level = Math.max(
    0,
    rungs.findIndex((rung) => rung.key === rank),
  );
  const title = rungs[level]?.title ?? rank.replaceAll('-', ' ');
  return (
    <span className={classes.badge} data-quiet={quiet || undefined} data-tier={tier(level, rungs.length)}>
      {!quiet && <Notches level={level} of={rungs.length} />}
      <span>{title}</span>
    </span>
  );
}

/** The title of a rank by its key. */
export function useRankTitle(): (rank: string) => string {
  const { data } = useQuery(ranksQuery);
  return (rank) => data?.ladder.rungs.find((rung) => rung.key === rank)?.title ?? rank.replaceAll('-', ' ');
}

function Notches({ level, of }: { level: number; of: number }) {
  if (of === 0) return null;
  const keys = Array.from({ length: Math.min(of, 8) }, (_, index) => index);
  return (
    <svg
      className={classes.notches}
      viewBox={`0 0 ${keys.length * 4} 10`}
      width={keys.length * 4}
      height={10}
      aria-hidden="true"
    >
      <title>{strings.ranks.progress(level + 1, of)}</title>
      {keys.map((key) => (
        <rect
          key={key}
          x={key * 4}
          y={key <= level ? 1 : 3}
          width={2.5}
          height={key <= level ? 8 : 4}
          rx={1}
          opacity={key <= level ? 1 : 0.3}
        />
      ))}
    </svg>
  );
}

function tier(level: number, of: number): string {
  if (of === 0 || level < of / 3) return 'first';
  return level < (of * 2) / 3 ? 'middle' : 'top';
}
