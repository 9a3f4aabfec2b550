import type { RankDecision, RankStanding } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import { atMoment, onDay } from '../ui/dates.ts';
import { Surface } from '../ui/surface.tsx';
import { RankBadge } from './rank-badge.tsx';
import { RankSign } from './rank-sign.tsx';
import classes from './shown-rank.module.css';
import { useRankLabel, useRankTitle } from './use-ranks.ts';

/** The rank everyone sees, where it is from, and what is earned beneath it. */
export function ShownRank({ standing }: { standing: RankStanding }) {
  const label = useRankLabel()(standing.rank);
  const { source, assigned, lock } = standing;
  const decision = source === 'assigned' ? assigned : source === 'locked' ? lock : null;
  return (
    <Surface className={classes.shown}>
      <p className={classes.rank}>
        <bdi>{label.title}</bdi>
        <RankSign label={label} size={20} />
      </p>
      <p className={classes.source}>
        {decision ? <Decided {...decision} given={source === 'assigned'} /> : strings.ranks.earnedBy}
      </p>
      {decision && (
        <p className={classes.reason} dir="auto">
          {strings.ranks.reason(decision.reason)}
        </p>
      )}
      {decision && <Beneath standing={standing} />}
    </Surface>
  );
}

function Decided({ at, until, given }: RankDecision & { given: boolean }) {
  const since = given ? strings.ranks.givenOn(onDay(at)) : strings.ranks.setOn(onDay(at));
  const end = until ? strings.ranks.until(atMoment(until)) : strings.ranks.untilTakenBack;
  return (
    <span>
      {since}, {end}
    </span>
  );
}

function Beneath({ standing: { source, earned, lock } }: { standing: RankStanding }) {
  const titleOf = useRankTitle();
  return (
    <div className={classes.beneath}>
      <p className={classes.source}>
        <span>{strings.ranks.beneath}</span>
        <RankBadge rank={earned} />
      </p>
      <p className={classes.after}>{strings.ranks.beneathBody}</p>
      {source === 'assigned' && lock?.until && (
        <p className={classes.after}>
          {strings.ranks.thenSet(titleOf(lock.rank), atMoment(lock.until))} {strings.ranks.reason(lock.reason)}
        </p>
      )}
    </div>
  );
}
