import type { Rung } from '../../shared/ladder.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import type { LadderProps } from './ladder-table.tsx';
import { METRIC_ORDER } from './metrics.ts';
import { RankBadge } from './rank-badge.tsx';
import classes from './ranks-page.module.css';
import { YouAreHere } from './you-are-here.tsx';

/** The ladder on a phone: each rank with what it asks for. */
export function LadderCards({ rungs, own }: LadderProps) {
  return (
    <ol className={classes.ladder}>
      {rungs.map((rung, index) => (
        <li key={rung.key}>
          <Surface className={classes.card} data-own={own === rung.key || undefined}>
            <p className={classes.head}>
              <RankBadge rank={rung.key} />
              {own === rung.key && <YouAreHere>{strings.ranks.yours}</YouAreHere>}
            </p>
            {index === 0 ? <p className={classes.nothing}>{strings.ranks.nothing}</p> : <Thresholds rung={rung} />}
          </Surface>
        </li>
      ))}
    </ol>
  );
}

function Thresholds({ rung: { thresholds } }: { rung: Rung }) {
  return (
    <dl className={classes.thresholds}>
      {METRIC_ORDER.filter((metric) => thresholds[metric] > 0).map((metric) => (
        <div key={metric}>
          <dt>{strings.ranks.metric(metric)}</dt>
          <dd>{strings.ranks.value(thresholds[metric])}</dd>
        </div>
      ))}
    </dl>
  );
}
