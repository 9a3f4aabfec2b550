import { Button } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Group } from '../../shared/groups.ts';
import type { Sanction, Sanctions } from '../../shared/sanctions.ts';
import { sanctions } from '../api/joining.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { Card, Cards } from '../ui/cards.tsx';
import { atMoment, onDay } from '../ui/dates.ts';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { useMore } from '../ui/use-more.ts';
import classes from './manage-list.module.css';
import { PersonLine } from './person-line.tsx';
import { sanctionsQuery, sanctionsView } from './queries.ts';
import { useAct } from './use-act.ts';

/** Who is kept from posting or from coming in, and why. */
export function SanctionsSection({ group }: { group: Group }) {
  const query = sanctionsQuery(group.slug);
  const { data, error, refetch } = useQuery(query);
  const { more } = useMore<Sanction, Sanctions>({
    key: query.queryKey,
    view: sanctionsView,
    fetch: (cursor) => sanctions.list(group.slug, cursor),
    merge: addPage,
  });
  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={3} height={90} />;
  const inForce = data.items.filter(({ until }) => until === null || Date.parse(until) > Date.now());
  if (inForce.length === 0) {
    return (
      <Empty icon={<IconHeartHandshake size={36} />} title={strings.joining.noSanctions}>
        {strings.joining.noSanctionsHint}
      </Empty>
    );
  }
  return (
    <>
      <Cards
        label={strings.joining.tabs.sanctions}
        items={inForce}
        render={(sanction) => <SanctionRow sanction={sanction} />}
      />
      {data.next && <MoreButton more={more} />}
    </>
  );
}

function SanctionRow({ sanction: { id, member, kind, reason, by, createdAt, until } }: { sanction: Sanction }) {
  const { act, busy } = useAct();
  const end =
    until === null ? strings.joining.forEver : strings.joining.until(kind === 'mute' ? atMoment(until) : onDay(until));
  return (
    <Card label={member.displayName}>
      <PersonLine member={member} at={createdAt}>
        <StateBadge tone="waiting">{strings.joining.kind[kind]}</StateBadge>
      </PersonLine>
      <p className={classes.message} dir="auto">
        {reason}
      </p>
      <div className={classes.foot}>
        <span className={classes.dim}>
          {strings.joining.sanctionBy(by.displayName)} · {end}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          ms="auto"
          loading={busy}
          aria-label={strings.joining.liftOf(member.displayName)}
          onClick={() => act(() => sanctions.lift(id), strings.joining.lifted(member.displayName))}
        >
          {strings.joining.lift}
        </Button>
      </div>
    </Card>
  );
}
