import { useQuery } from '@tanstack/react-query';
import type { MyRank } from '../../shared/ranks.ts';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { GraceBanner } from './grace-banner.tsx';
import classes from './my-rank-page.module.css';
import { myRankQuery } from './queries.ts';
import { RankHistory } from './rank-history.tsx';
import { ShownRank } from './shown-rank.tsx';
import { Standings } from './standings.tsx';

/** Where one stands, live: the rank, what the next one asks for, and how one came here. */
export function MyRankPage() {
  const { data: mine, error, refetch } = useQuery(myRankQuery);
  if (error && !mine) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={strings.ranks.mine} narrow options={<TextLink to="/ranks">{strings.ranks.explain}</TextLink>}>
      {mine ? <Parts mine={mine} /> : <RowsSkeleton rows={2} height={220} />}
    </Page>
  );
}

function Parts({ mine: { standing, history } }: { mine: MyRank }) {
  const { data: me } = useQuery(meQuery);
  return (
    <div className={classes.parts}>
      <ShownRank standing={standing} />
      {standing.grace && <GraceBanner standing={standing} grace={standing.grace} />}
      <Surface aria-labelledby="next">
        <h2 id="next" className={classes.title}>
          {standing.next ? strings.ranks.next(standing.next.title) : strings.ranks.top}
        </h2>
        <p className={classes.lead}>{standing.next ? strings.ranks.nextWhen : strings.ranks.topBody}</p>
        <Standings mine={standing} />
      </Surface>
      <Surface aria-labelledby="history">
        <h2 id="history" className={classes.title}>
          {strings.ranks.history}
        </h2>
        <RankHistory history={history} since={me?.account.memberSince} />
      </Surface>
    </div>
  );
}
