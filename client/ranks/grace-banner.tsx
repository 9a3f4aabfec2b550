import { IconHourglass } from '@tabler/icons-react';
import type { RankStanding } from '../../shared/ranks.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import { Surface } from '../ui/surface.tsx';
import classes from './grace-banner.module.css';
import { Missing } from './missing.tsx';
import { useRankTitle } from './use-ranks.ts';

type GraceBannerProps = { standing: RankStanding; grace: NonNullable<RankStanding['grace']> };

/** What has to be made up for, by when, and what else follows. */
export function GraceBanner({ standing, grace }: GraceBannerProps) {
  const titleOf = useRankTitle();
  const metrics = Object.fromEntries(standing.metrics.map(({ metric, value }) => [metric, value]));
  return (
    <Surface className={classes.grace} aria-labelledby="grace">
      <IconHourglass className={classes.sign} size={22} aria-hidden="true" />
      <div>
        <h2 id="grace" className={classes.title}>
          {strings.ranks.graceTitle(titleOf(standing.earned), atMoment(grace.until))}
        </h2>
        <p>{strings.ranks.graceWhy(grace.lost.length === 1)}</p>
        <Missing of={standing.earned} lost={grace.lost} metrics={metrics} version={standing.ladderVersion} />
        <p>{strings.ranks.graceElse(titleOf(grace.fallsTo))}</p>
      </div>
    </Surface>
  );
}
