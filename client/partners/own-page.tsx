import { Text } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Dealing } from '../../shared/partners/dealings.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Card, Cards } from '../ui/cards.tsx';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink, TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { brandOf } from './brand.ts';
import dealings from './own-dealing.module.css';
import { OwnFactsView } from './own-facts.tsx';
import classes from './own-page.module.css';
import { dealingsQuery } from './own-queries.ts';
import { DealingBadge, DealingState } from './own-state.tsx';
import { PartnerSign } from './partner-sign.tsx';

const said = strings.partnerDealings;

/** What is between the viewer and partners, and the facts they are judged by. */
export function OwnDealingsPage() {
  const { data, error, refetch } = useQuery(dealingsQuery);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <PageSkeleton rows={3} height={150} />;
  const items = data.items.map((dealing) => ({ id: dealing.partner.id, dealing }));
  return (
    <Page title={said.title} under={<Text c="dimmed">{said.lead}</Text>} aside={<OwnFactsView facts={data.facts} />}>
      {items.length === 0 ? (
        <Nothing />
      ) : (
        <Cards label={said.all} items={items} render={({ dealing }) => <DealingCard dealing={dealing} />} />
      )}
    </Page>
  );
}

function DealingCard({ dealing }: { dealing: Dealing }) {
  const { partner, manages } = dealing;
  return (
    <Card label={partner.name}>
      <div className={dealings.own} style={brandOf(partner.colour)}>
        <div className={classes.head}>
          <PartnerSign partner={partner} size={40} />
          <h2 className={classes.name} dir="auto">
            <TextLink to="/partners/$slug" params={{ slug: partner.slug }} c="inherit">
              {partner.name}
            </TextLink>
          </h2>
          <DealingBadge dealing={dealing} />
        </div>
        {manages && <Manages slug={partner.slug} />}
        <DealingState dealing={dealing} />
      </div>
    </Card>
  );
}

function Manages({ slug }: { slug: string }) {
  return (
    <>
      <p className={dealings.text}>{said.manages}</p>
      <ButtonLink to="/partners/$slug/manage" params={{ slug }} size="sm" variant="light">
        {strings.partners.manage}
      </ButtonLink>
    </>
  );
}

function Nothing() {
  return (
    <Empty icon={<IconHeartHandshake size={36} />} title={said.empty}>
      {said.emptyHint}
      <div>
        <ButtonLink to="/partners" mt="md" variant="light">
          {said.toPartners}
        </ButtonLink>
      </div>
    </Empty>
  );
}
