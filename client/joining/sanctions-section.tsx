import { Button, Group as Row } from '@mantine/core';
import { IconBan, IconHeartHandshake, IconMicrophoneOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Group } from '../../shared/groups.ts';
import type { Sanction, Sanctions } from '../../shared/sanctions.ts';
import { sanctions } from '../api/joining.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { ActDialog } from '../moderation/act-dialog.tsx';
import { perform } from '../moderation/acting.ts';
import { SanctionDialog } from '../moderation/sanction-dialog.tsx';
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
  return (
    <>
      <NewSanction slug={group.slug} inForce={inForce} />
      {inForce.length === 0 ? (
        <Empty icon={<IconHeartHandshake size={36} />} title={strings.joining.noSanctions}>
          {strings.joining.noSanctionsHint}
        </Empty>
      ) : (
        <Cards
          label={strings.joining.tabs.sanctions}
          items={inForce}
          render={(sanction) => <SanctionRow slug={group.slug} sanction={sanction} />}
        />
      )}
      {data.next && <MoreButton more={more} />}
    </>
  );
}

/** Mutes or bans someone by their name, who need not be a member any more. */
function NewSanction({ slug, inForce }: { slug: string; inForce: Sanction[] }) {
  const [kind, setKind] = useState<'mute' | 'ban' | null>(null);
  const replaces = (username: string) =>
    inForce.find((each) => each.kind === kind && each.member.username === username.toLowerCase())?.id;
  return (
    <Row gap="xs" mb="md">
      <Button variant="default" leftSection={<IconMicrophoneOff size={16} />} onClick={() => setKind('mute')}>
        {strings.console.sanctions.mute}
      </Button>
      <Button variant="default" leftSection={<IconBan size={16} />} onClick={() => setKind('ban')}>
        {strings.console.sanctions.ban}
      </Button>
      {kind && <SanctionDialog slug={slug} kind={kind} replaces={replaces} close={() => setKind(null)} />}
    </Row>
  );
}

function SanctionRow({ slug, sanction }: { slug: string; sanction: Sanction }) {
  const { id, member, kind, reason, by, createdAt, until } = sanction;
  const [lifting, setLifting] = useState(false);
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
          aria-label={strings.joining.liftOf(member.displayName)}
          onClick={() => setLifting(true)}
        >
          {strings.joining.lift}
        </Button>
      </div>
      {lifting && (
        <ActDialog
          title={strings.console.sanctions.liftTitle(member.displayName)}
          action={strings.joining.lift}
          templates={strings.acts.mercy}
          confirm={(why) =>
            perform(slug, { kind: 'lift', sanctionId: id, reason: why }, strings.joining.lifted(member.displayName))
          }
          close={() => setLifting(false)}
        />
      )}
    </Card>
  );
}
