import { IconBuildings } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { StaffPartner } from '../../shared/partners/partners.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { PartnerSign } from '../partners/partner-sign.tsx';
import { strings } from '../strings.ts';
import { onDay } from '../ui/dates.ts';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import classes from './accounts.module.css';
import { NewPartner } from './new-partner.tsx';
import { staffPartnersQuery } from './queries.ts';
import { StaffPage } from './staff-page.tsx';

const said = strings.partnerStaff.partners;

/** All partners, with the way to where each is managed. */
export function StaffPartnersPage() {
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery(staffPartnersQuery);
  const partners = data?.pages.flatMap(({ items }) => items);
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  return (
    <StaffPage tab="partners" lead={said.lead} options={<NewPartner />}>
      {!partners && <RowsSkeleton rows={4} height={66} />}
      {partners?.length === 0 && (
        <Empty icon={<IconBuildings size={36} />} title={strings.partners.none}>
          {said.noneHint}
        </Empty>
      )}
      {partners && partners.length > 0 && (
        <Sheet>
          {partners.map((partner) => (
            <PartnerRow key={partner.id} partner={partner} />
          ))}
        </Sheet>
      )}
      {hasNextPage && <MoreButton more={async () => void (await fetchNextPage())} />}
    </StaffPage>
  );
}

function PartnerRow({ partner }: { partner: StaffPartner }) {
  const { slug, name, experts, managers, archivedAt } = partner;
  return (
    <Link to="/partners/$slug/manage" params={{ slug }} className={classes.row}>
      <PartnerSign partner={partner} size={36} />
      <span className={classes.text}>
        <span className={classes.name}>
          <b dir="auto">{name}</b>
        </span>
        <span className={classes.dim}>
          {strings.partners.experts(experts)} · {said.managedBy(managers.map(({ displayName }) => displayName))}
        </span>
      </span>
      {archivedAt && <StateBadge>{said.archived(onDay(archivedAt))}</StateBadge>}
    </Link>
  );
}
