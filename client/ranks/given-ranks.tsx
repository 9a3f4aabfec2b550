import type { RankKey } from '../../shared/rank-key.ts';
import type { AssignedRank } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { RankBadge } from './rank-badge.tsx';
import classes from './ranks-page.module.css';
import { YouAreHere } from './you-are-here.tsx';

/** The ranks that are given and not earned, and what each is for. @param own the one the viewer was given. */
export function GivenRanks({ ranks, own }: { ranks: AssignedRank[]; own?: RankKey }) {
  if (ranks.length === 0) return <p className={classes.nothing}>{strings.ranks.noneGiven}</p>;
  return (
    <Surface>
      <dl className={classes.given}>
        {ranks.map(({ key, description }) => (
          <div key={key}>
            <dt>
              <RankBadge rank={key} /> {own === key && <YouAreHere>{strings.ranks.shownNow}</YouAreHere>}
            </dt>
            <dd dir="auto">{description}</dd>
          </div>
        ))}
      </dl>
    </Surface>
  );
}
