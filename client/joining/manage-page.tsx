import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { leadersStream } from '../../shared/streams.ts';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { NotFound } from '../app/not-found.tsx';
import { groupCrumbs } from '../groups/group-crumbs.tsx';
import { GroupOptions } from '../groups/group-options.tsx';
import { leads } from '../groups/leads.ts';
import { groupQuery } from '../groups/queries.ts';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { InvitationsSection } from './invitations-section.tsx';
import { ManageTabs } from './manage-tabs.tsx';
import { RequestQueue } from './request-queue.tsx';
import { SanctionsSection } from './sanctions-section.tsx';

const route = getRouteApi('/member/g/$slug/manage');

/** Where leaders let people in, invite them, and see who is kept from taking part. All of it is live. */
export function ManagePage() {
  const { slug } = route.useParams();
  const { tab } = route.useSearch();
  const { data: me } = useQuery(meQuery);
  const { data: group, error, refetch } = useQuery(groupQuery(slug));
  const leading = group && me && leads(group, me.account);
  useStreams(leading ? [group.head.stream, leadersStream(group.id)] : []);

  if (error && !group) return <ErrorPage error={error} reset={refetch} />;
  if (!group || !me) return <PageSkeleton rows={4} height={96} narrow />;
  if (!leading) return <NotFound />;
  return (
    <Page
      title={strings.joining.manageTitle}
      narrow
      crumbs={groupCrumbs(group, true)}
      options={<GroupOptions group={group} me={me.account} />}
    >
      {group.archivedAt && (
        <Alert color="brass" mb="md">
          {strings.joining.archivedNotice}
        </Alert>
      )}
      <ManageTabs slug={slug} chosen={tab ?? 'requests'} />
      {!tab && <RequestQueue group={group} me={me.account} />}
      {tab === 'invitations' && <InvitationsSection group={group} />}
      {tab === 'sanctions' && <SanctionsSection group={group} />}
    </Page>
  );
}
