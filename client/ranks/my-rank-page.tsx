import { useQuery } from '@tanstack/react-query';
import type { HistoryEntry, RankStanding } from '../../shared/ranks.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import classes from './my-rank-page.module.css';
import { myRankQuery } from './queries.ts';
import { RankBadge } from './rank-badge.tsx';
import { RankHistory } from './rank-history.tsx';
import { Standings } from './standings.tsx';
import { useRankTitle } from './use-ranks.ts';

export function MyRankPage() {
  const { data: mine, error, refetch } = useQuery(myRankQuery);
  if (error && !mine) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={strings.ranks.mine} narrow options={<TextLink to="/ranks">{strings.ranks.explain}</TextLink>}>
      {mine ? <Standing mine={mine.standing} history={mine.history} /> : <RowsSkeleton rows={2} height={220} />}
    </Page>
  );
}

function Standing({ mine, history }: { mine: RankStanding; history: HistoryEntry[] }) {
  const titleOf = useRankTitle();
  return (
    <div className={classes.parts}>
      <Surface className={classes.current}>
        <p className={classes.rank}>{titleOf(mine.rank)}</p>
        <RankBadge rank={mine.rank} />
        <span className={classes.source}>{strings.ranks.source}</span>
      </Surface>
      <Surface aria-labelledby="next">
        <h2 id="next" className={classes.title}>
          {mine.next ? strings.ranks.next(mine.next.title) : strings.ranks.top}
        </h2>
        <Standings mine={mine} />
      </Surface>
      <Surface aria-labelledby="history">
        <h2 id="history" className={classes.title}>
          {strings.ranks.history}
        </h2>
        <RankHistory history={history} />
      </Surface>
    </div>
  );
}
