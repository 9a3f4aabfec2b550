import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { NotFound } from '../app/not-found.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { topicQuery } from './queries.ts';
import { TopicView } from './topic-view.tsx';

const route = getRouteApi('/member/t/$id/{-$number}');

/** `/t/:id` begins where one left off, `/t/:id/:number` at that post. */
export function TopicPage() {
  const { id, number } = route.useParams();
  const { data: page, error, refetch } = useQuery(topicQuery(id));
  const { data: me } = useQuery(meQuery);
  const target = number === undefined ? null : Number(number);

  if (error && !page) return <ErrorPage error={error} reset={refetch} />;
  if (target !== null && !(Number.isInteger(target) && target > 0)) return <NotFound />;
  if (!page || !me) return <PageSkeleton rows={4} height={150} narrow />;
  return <TopicView key={id} page={page} me={me.account} target={target} />;
}
