import type { MyRank } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { useRankTitle } from './rank-badge.tsx';
import classes from './rank-history.module.css';

/** The latest first; the last is where everyone starts. */
export function RankHistory({ history }: { history: MyRank['history'] }) {
  const titleOf = useRankTitle();
  return (
    <ol className={classes.history}>
      {history.map(({ rank, at }, index) => (
        <li key={`${rank} ${at}`}>
          <strong>
            {index === history.length - 1
              ? strings.ranks.started(titleOf(rank))
              : strings.ranks.historyEntry(titleOf(rank))}
          </strong>
          <time dateTime={at}>{onDay(at)}</time>
        </li>
      ))}
    </ol>
  );
}
