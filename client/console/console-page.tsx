import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { leadersStream } from '../../shared/streams.ts';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { NotFound } from '../app/not-found.tsx';
import type { ConsoleTab } from '../app/pages/groups.ts';
import { AuditLog } from '../audit/audit-log.tsx';
import { groupCrumbs } from '../groups/group-crumbs.tsx';
import { GroupOptions } from '../groups/group-options.tsx';
import { leads, outranks } from '../groups/leads.ts';
import { groupQuery } from '../groups/queries.ts';
import { InvitationsSection } from '../joining/invitations-section.tsx';
import { RequestQueue } from '../joining/request-queue.tsx';
import { SanctionsSection } from '../joining/sanctions-section.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { ConsoleTabs } from './console-tabs.tsx';
import { Overview } from './overview.tsx';
import { groupQueue } from './queries.ts';
import { QueueTab } from './queue-tab.tsx';
import { RulesTab } from './rules-tab.tsx';

const route = getRouteApi('/member/g/$slug/manage');

/** Where those who lead a group see what waits, who is there and what goes on, and act. All of it is live. */
export function ConsolePage() {
  const { slug } = route.useParams();
  const { tab } = route.useSearch();
  const { data: me } = useQuery(meQuery);
  const { data: group, error, refetch } = useQuery(groupQuery(slug));
  const leading = group && me && leads(group, me.account);
  useStreams(leading ? [group.head.stream, leadersStream(group.id)] : []);

  if (error && !group) return <ErrorPage error={error} reset={refetch} />;
  if (!group || !me) return <PageSkeleton rows={4} height={96} />;
  if (!leading) return <NotFound />;
  return (
    <Page
      title={strings.console.title}
      crumbs={groupCrumbs(group, true)}
      options={<GroupOptions group={group} me={me.account} />}
    >
      {group.archivedAt && (
        <Alert color="brass" mb="md">
          {strings.joining.archivedNotice}
        </Alert>
      )}
      <ConsoleTabs slug={slug} chosen={tab ?? 'overview'} />
      <Part tab={tab} group={group} me={me.account} />
    </Page>
  );
}

function Part({ tab, group, me }: { tab: ConsoleTab | undefined; group: Group; me: Account }) {
  switch (tab) {
    case undefined:
      return <Overview group={group} me={me} />;
    case 'queue':
      return <GroupQueue group={group} me={me} />;
    case 'requests':
      return <RequestQueue group={group} me={me} />;
    case 'invitations':
      return <InvitationsSection group={group} />;
    case 'sanctions':
      return <SanctionsSection group={group} />;
    case 'rules':
      return <RulesTab group={group} />;
    case 'log':
      return <AuditLog source={{ group: group.slug }} />;
    default:
      tab satisfies never;
      return null;
  }
}

/** Whoever has as much say as oneself, one leaves to others. */
function GroupQueue({ group, me }: { group: Group; me: Account }) {
  const source = useMemo(() => groupQueue(group.slug), [group.slug]);
  return <QueueTab source={source} me={me} mayActOn={(author) => outranks(group, me, author)} />;
}
