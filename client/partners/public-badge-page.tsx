import {
  IconCircleX,
  IconClockPause,
  IconRosetteDiscountCheck,
  IconRosetteDiscountCheckOff,
} from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { Badge } from '../../shared/partners/experts.ts';
import { hasCode } from '../api/problem.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { atMoment, onDay } from '../ui/dates.ts';
import { Empty } from '../ui/empty.tsx';
import { ButtonLink, TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import { BadgeProof } from './badge-proof.tsx';
import { brandOf } from './brand.ts';
import { PartnerSign } from './partner-sign.tsx';
import classes from './public-badge-page.module.css';
import { useBadge } from './use-badge.ts';

const route = getRouteApi('/badges/$id');
const said = strings.partners.badge;

const ICONS: Record<Badge['state'], typeof IconCircleX> = {
  valid: IconRosetteDiscountCheck,
  suspended: IconClockPause,
  revoked: IconCircleX,
};

/** Says to anyone whether a badge is good. */
export function BadgePage() {
  const { id } = route.useParams();
  const { data: badge, error, refetch } = useBadge(id);
  if (hasCode(error, 'not_found', 'invalid_request')) return <NoBadge />;
  if (error && !badge) return <ErrorPage error={error} reset={refetch} />;
  if (!badge) return <PageSkeleton rows={2} height={180} narrow />;
  const { holder, partner } = badge;
  const crumbs = [
    { key: 'partners', node: <TextLink to="/partners">{strings.partners.title}</TextLink> },
    {
      key: partner.slug,
      node: (
        <TextLink to="/partners/$slug" params={{ slug: partner.slug }} dir="auto">
          {partner.name}
        </TextLink>
      ),
    },
  ];
  return (
    <Page title={said.of(holder.displayName, partner.name)} crumbs={crumbs} narrow>
      <div className={classes.parts} style={brandOf(partner.colour)}>
        <Verdict badge={badge} />
        <BadgeProof badge={badge} />
      </div>
    </Page>
  );
}

function Verdict({ badge }: { badge: Badge }) {
  const { state, holder, partner } = badge;
  const Icon = ICONS[state];
  return (
    <Surface className={classes.verdict} data-state={state}>
      <p className={classes.state} role="status">
        <Icon size={34} aria-hidden="true" />
        {said.state(state)}
      </p>
      <p>{said.meaning(state, holder.displayName, partner.name)}</p>
      <Facts badge={badge} />
      <ButtonLink to="/partners/$slug" params={{ slug: partner.slug }} variant="default" className={classes.link}>
        {said.toPartner(partner.name)}
      </ButtonLink>
    </Surface>
  );
}

function Facts({ badge: { holder, partner, since, until, checkedAt } }: { badge: Badge }) {
  return (
    <dl className={classes.facts}>
      <dt>{said.holder}</dt>
      <dd>
        <bdi>{holder.displayName}</bdi> <span className={classes.dim}>@{holder.username}</span>
      </dd>
      <dt>{said.partner}</dt>
      <dd className={classes.partner}>
        <PartnerSign partner={partner} size={26} />
        <bdi>{partner.name}</bdi>
      </dd>
      <dt>{said.since}</dt>
      <dd>{onDay(since)}</dd>
      {until && (
        <>
          <dt>{said.until}</dt>
          <dd>{onDay(until)}</dd>
        </>
      )}
      <dt>{said.checked}</dt>
      <dd>{atMoment(checkedAt)}</dd>
    </dl>
  );
}

function NoBadge() {
  return (
    <Page title={said.title} narrow crumbs={[]}>
      <Empty icon={<IconRosetteDiscountCheckOff size={40} />} title={said.missing}>
        {said.missingHint}
      </Empty>
    </Page>
  );
}
