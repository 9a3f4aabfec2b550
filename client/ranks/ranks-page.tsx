import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Ranks } from '../../shared/ranks.ts';
import { session } from '../api/session.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useStore } from '../ui/store.ts';
import { Surface } from '../ui/surface.tsx';
import { GivenRanks } from './given-ranks.tsx';
import { LadderCards } from './ladder-cards.tsx';
import { LadderTable } from './ladder-table.tsx';
import { myRankQuery, ranksQuery } from './queries.ts';
import { Questions } from './questions.tsx';
import classes from './ranks-page.module.css';

/** All about ranks, for everyone to read, signed in or not. */
export function RanksPage() {
  const { data, error, refetch } = useQuery(ranksQuery);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={strings.ranks.title} under={<p className={classes.lead}>{strings.ranks.lead}</p>}>
      <div className={classes.cards}>
        <Surface>
          <h2 className={classes.title}>{strings.ranks.apart}</h2>
          <p className={classes.text}>{strings.ranks.apartBody}</p>
        </Surface>
        <Surface>
          <h2 className={classes.title}>{strings.ranks.roles}</h2>
          <p className={classes.text}>{strings.ranks.rolesBody}</p>
        </Surface>
      </div>
      {data ? <All ranks={data} /> : <RowsSkeleton rows={8} height={40} />}
    </Page>
  );
}

function All({ ranks: { ladder, assigned } }: { ranks: Ranks }) {
  const signedIn = useStore(session).status === 'in';
  const { data: mine } = useQuery({ ...myRankQuery, enabled: signedIn });
  const wide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false });
  const Ladder = wide ? LadderTable : LadderCards;
  return (
    <>
      <section aria-labelledby="earned" className={classes.part}>
        <h2 id="earned" className={classes.title}>
          {strings.ranks.earned}
        </h2>
        <p className={classes.text}>{strings.ranks.how}</p>
        <Ladder rungs={ladder.rungs} own={mine?.standing.earned} />
      </section>
      <section aria-labelledby="given" className={classes.part}>
        <h2 id="given" className={classes.title}>
          {strings.ranks.given}
        </h2>
        <p className={classes.text}>{strings.ranks.givenHow(ladder.rungs.at(-1)!.title)}</p>
        <GivenRanks ranks={assigned} own={mine?.standing.assigned?.rank} />
      </section>
      <Questions />
    </>
  );
}
