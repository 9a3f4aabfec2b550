import { FIRST_RANK } from '../../shared/rank-key.ts';
import type { HistoryEntry } from '../../shared/ranks.ts';
import { HISTORY_SHOWN } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { HistoryLine } from './history-line.tsx';
import classes from './rank-history.module.css';
import { useRankTitle } from './use-ranks.ts';

type RankHistoryProps = {
  history: HistoryEntry[];
  /** When the member joined: the first line there is, unless those before are too many to show. */
  since?: string;
};

/** What happened to a member's rank, the latest first. */
export function RankHistory({ history, since }: RankHistoryProps) {
  const titleOf = useRankTitle();
  return (
    <ol className={classes.history}>
      {history.map((entry) => (
        <HistoryLine key={entry.number} entry={entry} />
      ))}
      {since && history.length < HISTORY_SHOWN && (
        <li>
          <strong>{strings.ranks.lines.started(titleOf(FIRST_RANK))}</strong>
          <time dateTime={since}>{onDay(since)}</time>
        </li>
      )}
    </ol>
  );
}
