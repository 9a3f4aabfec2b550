import { Text } from '@mantine/core';
import { IconBuildings } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { PartnerCardView } from './public-card.tsx';
import classes from './public-list-page.module.css';
import { partnerCardsQuery } from './public-queries.ts';

/** All partners; readable without an account. */
export function PartnersPage() {
  return (
    <Page title={strings.partners.title} crumbs={[]} under={<Text c="dimmed">{strings.partners.lead}</Text>}>
      <Cards />
    </Page>
  );
}

function Cards() {
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery(partnerCardsQuery);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={110} />;
  const cards = data.pages.flatMap(({ items }) => items);
  if (cards.length === 0) {
    return (
      <Empty icon={<IconBuildings size={36} />} title={strings.partners.none}>
        {strings.partners.noneHint}
      </Empty>
    );
  }
  return (
    <>
      <ul className={classes.cards} aria-label={strings.partners.title}>
        {cards.map((card) => (
          <li key={card.id}>
            <PartnerCardView card={card} />
          </li>
        ))}
      </ul>
      {hasNextPage && <MoreButton more={async () => void (await fetchNextPage())} />}
    </>
  );
}
