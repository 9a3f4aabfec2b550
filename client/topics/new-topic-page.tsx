import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { groupCrumbs } from '../groups/group-crumbs.tsx';
import { groupQuery } from '../groups/queries.ts';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import { Page } from '../ui/page.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { JoinFirst } from './join-first.tsx';
import { NewTopicForm } from './new-topic-form.tsx';

const route = getRouteApi('/member/g/$slug/new');

export function NewTopicPage() {
  const { slug } = route.useParams();
  const { forum } = route.useSearch();
  const { data: group, error, refetch } = useQuery(groupQuery(slug));
  const { data: me } = useQuery(meQuery);
  useStreams(group?.readable ? [group.head.stream] : []);
  if (error && !group) return <ErrorPage error={error} reset={refetch} />;
  return (
    <Page title={strings.topics.createTitle} narrow crumbs={group && groupCrumbs(group, true)}>
      {!group && <RowsSkeleton rows={1} height={320} />}
      {group && !group.membership && <JoinFirst group={group} />}
      {group?.membership && me && <NewTopicForm key={group.id} group={group} forum={forum} me={me.account} />}
    </Page>
  );
}
