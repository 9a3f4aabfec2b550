import type { HistoryEntry } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { missedRank } from './kept.ts';
import { METRIC_ORDER } from './metrics.ts';
import { Missing } from './missing.tsx';
import classes from './rank-history.module.css';
import { useRankTitle } from './use-ranks.ts';

/** What happened, when and why; on demand the numbers it was judged by. */
export function HistoryLine({ entry }: { entry: HistoryEntry }) {
  const titleOf = useRankTitle();
  const { kind, cause, rank, from, at, by, reason, until, lost, metrics, ladderVersion } = entry;
  return (
    <li>
      <strong dir="auto">
        {strings.ranks.lines.line(kind, { rank: titleOf(rank), from: titleOf(from ?? rank) }, cause)}
      </strong>
      <span className={classes.when}>
        <time dateTime={at}>{atMoment(at)}</time>
        {by && <bdi>{strings.ranks.lines.by(by.displayName)}</bdi>}
      </span>
      {reason && (
        <span className={classes.reason} dir="auto">
          {strings.ranks.reason(reason)}
        </span>
      )}
      {lost.length > 0 && (
        <Missing
          of={missedRank(entry)}
          lost={lost}
          metrics={metrics}
          version={ladderVersion}
          className={classes.lost}
        />
      )}
      {until && (
        <span className={classes.until}>
          {kind === 'grace'
            ? strings.ranks.lines.graceUntil(atMoment(until))
            : strings.ranks.lines.until(atMoment(until))}
        </span>
      )}
      <Snapshot entry={entry} />
    </li>
  );
}

function Snapshot({ entry: { metrics, ladderVersion } }: { entry: HistoryEntry }) {
  return (
    <details className={classes.snapshot}>
      <summary>{strings.ranks.lines.snapshot}</summary>
      <dl>
        {METRIC_ORDER.map((metric) => (
          <div key={metric}>
            <dt>{strings.ranks.metric(metric)}</dt>
            <dd>{strings.ranks.value(metrics[metric])}</dd>
          </div>
        ))}
      </dl>
      <p>{strings.ranks.lines.judgedBy(ladderVersion)}</p>
    </details>
  );
}
