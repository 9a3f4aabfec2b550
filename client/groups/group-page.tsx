import { Alert } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArchive } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { JoinAction } from '../joining/join-action.tsx';
import { JoiningPanel } from '../joining/joining-panel.tsx';
import { ManageButton } from '../joining/manage-button.tsx';
import { Outside } from '../joining/outside.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { TopicList } from '../topics/topic-list.tsx';
import { ButtonLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { ForumTabs } from './forum-tabs.tsx';
import { GroupAside } from './group-aside.tsx';
import { groupCrumbs } from './group-crumbs.tsx';
import { GroupLine } from './group-line.tsx';
import { GroupOptions } from './group-options.tsx';
import { leads } from './leads.ts';
import { groupQuery } from './queries.ts';
import { Sides } from './sides.tsx';

const route = getRouteApi('/member/g/$slug');

export function GroupPage() {
  const { slug } = route.useParams();
  const { data: group, error, refetch } = useQuery(groupQuery(slug));
  const { data: me } = useQuery(meQuery);
  useStreams(group?.readable ? [group.head.stream] : []);

  if (error && !group) return <ErrorPage error={error} reset={refetch} />;
  if (!group || !me) return <PageSkeleton rows={6} height={72} />;
  return group.readable ? <Inside group={group} me={me.account} /> : <FromOutside group={group} />;
}

function Inside({ group, me }: { group: Group; me: Account }) {
  const { forum } = route.useSearch();
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const chosen = group.forums.find((each) => each.slug === forum);
  const talk = (
    <>
      <JoiningPanel group={group} />
      {group.archivedAt && (
        <Alert color="brass" mb="md" icon={<IconArchive size={18} />}>
          {strings.joining.archivedNotice}
        </Alert>
      )}
      <ForumTabs group={group} chosen={chosen} />
      <TopicList key={chosen?.id ?? ''} group={group} forum={chosen} />
    </>
  );
  return (
    <Page
      title={group.name}
      crumbs={groupCrumbs(group)}
      under={<GroupLine group={group} />}
      options={
        <>
          {leads(group, me) && <ManageButton group={group} />}
          {group.membership && !group.archivedAt && (
            <ButtonLink to="/g/$slug/new" params={{ slug: group.slug }} search={forum ? { forum } : {}}>
              {strings.topics.create}
            </ButtonLink>
          )}
          <JoinAction group={group} />
          <GroupOptions group={group} me={me} />
        </>
      }
      aside={!narrow && <GroupAside group={group} />}
    >
      {narrow ? <Sides talk={talk} about={<GroupAside group={group} />} /> : talk}
    </Page>
  );
}

function FromOutside({ group }: { group: Group }) {
  return (
    <Page title={group.name} narrow crumbs={groupCrumbs(group)} under={<GroupLine group={group} />}>
      <JoiningPanel group={group} />
      <Outside group={group} />
    </Page>
  );
}
