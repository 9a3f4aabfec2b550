import { useQuery } from '@tanstack/react-query';
import type { MyRank } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { ranksQuery } from './queries.ts';
import classes from './rank-history.module.css';
import { useRankTitle } from './use-ranks.ts';

/** The latest first. Nobody becomes what everyone starts as. */
export function RankHistory({ history }: { history: MyRank['history'] }) {
  const titleOf = useRankTitle();
  const { data } = useQuery(ranksQuery);
  const lowest = data?.ladder.rungs[0]?.key;
  return (
    <ol className={classes.history}>
      {history.map(({ rank, at }) => (
        <li key={`${rank} ${at}`}>
          <strong>
            {rank === lowest ? strings.ranks.started(titleOf(rank)) : strings.ranks.historyEntry(titleOf(rank))}
          </strong>
          <time dateTime={at}>{onDay(at)}</time>
        </li>
      ))}
    </ol>
  );
}
