import type { ReactNode } from 'react';
import type { RankDecision, RankStanding } from '../../../shared/ranks.ts';
import { strings } from '../../strings.ts';
import { atMoment } from '../../ui/dates.ts';
import { RankBadge } from '../rank-badge.tsx';
import { useRankTitle } from '../use-ranks.ts';
import classes from './staff-rank.module.css';

/** What is shown of a member, what is earned beneath it, and what was decided. */
export function StandingFacts({ standing }: { standing: RankStanding }) {
  const { rank, source, earned, assigned, lock, grace, ladderVersion } = standing;
  const titleOf = useRankTitle();
  const said = strings.ladder.member;
  return (
    <dl className={classes.facts}>
      <Fact name={said.shown}>
        <span className={classes.line}>
          <RankBadge rank={rank} />
          <span className={classes.dim}>{strings.ranks.sourceOf(source)}</span>
        </span>
      </Fact>
      <Fact name={said.earned}>
        <span className={classes.line}>
          <RankBadge rank={earned} />
          {ladderVersion > 0 && <span className={classes.dim}>{said.by(ladderVersion)}</span>}
        </span>
      </Fact>
      {assigned && <Decided name={said.given} decision={assigned} />}
      {lock && <Decided name={said.lock} decision={lock} />}
      {grace && (
        <Fact name={said.grace}>{said.graceText(grace.lost, atMoment(grace.until), titleOf(grace.fallsTo))}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Decided({ name, decision: { rank, at, until, reason } }: { name: string; decision: RankDecision }) {
  const said = strings.ladder.member;
  return (
    <Fact name={name}>
      <span className={classes.line}>
        <RankBadge rank={rank} />
        <span className={classes.dim}>
          {said.since(atMoment(at))}, {until ? said.until(atMoment(until)) : said.open}
        </span>
      </span>
      <p className={classes.reason} dir="auto">
        {strings.ranks.reason(reason)}
      </p>
    </Fact>
  );
}
