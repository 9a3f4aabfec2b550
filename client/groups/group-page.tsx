import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
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
import { JoinButton } from './join-button.tsx';
import { groupQuery } from './queries.ts';
import { Sides } from './sides.tsx';

const route = getRouteApi('/member/g/$slug');

export function GroupPage() {
  const { slug } = route.useParams();
  const { forum } = route.useSearch();
  const { data: group, error, refetch } = useQuery(groupQuery(slug));
  const { data: me } = useQuery(meQuery);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  useStreams(group ? [group.head.stream] : []);

  if (error && !group) return <ErrorPage error={error} reset={refetch} />;
  if (!group || !me) return <PageSkeleton rows={6} height={72} />;
  const chosen = group.forums.find((each) => each.slug === forum);
  const talk = (
    <>
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
          {group.membership ? (
            <ButtonLink to="/g/$slug/new" params={{ slug }} search={forum ? { forum } : {}}>
              {strings.topics.create}
            </ButtonLink>
          ) : (
            <JoinButton group={group} />
          )}
          <GroupOptions group={group} me={me.account} />
        </>
      }
      aside={!narrow && <GroupAside group={group} />}
    >
      {narrow ? <Sides talk={talk} about={<GroupAside group={group} />} /> : talk}
    </Page>
  );
}
