import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { TopicPage as Shown } from '../../shared/topics.ts';
import { meQuery } from '../accounts/queries.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { NotFound } from '../app/not-found.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Departed } from './departed.tsx';
import { topicQuery } from './queries.ts';
import { TopicView } from './topic-view.tsx';
import { useDeparture } from './use-departure.ts';

const route = getRouteApi('/member/t/$id/{-$number}');

/** `/t/:id` begins where one left off, `/t/:id/:number` at that post. */
export function TopicPage() {
  const { id, number } = route.useParams();
  const { data: page, error, refetch } = useQuery(topicQuery(id));
  const { data: me } = useQuery(meQuery);
  const { departure, hide } = useDeparture(id);
  const before = useOpenBefore(page);
  const target = number === undefined ? null : Number(number);

  if (error && !page)
    return departure ? <Departed departure={departure} /> : <ErrorPage error={error} reset={refetch} />;
  if (target !== null && !(Number.isInteger(target) && target > 0)) return <NotFound />;
  if (!page || !me) return <PageSkeleton rows={4} height={150} narrow />;
  const merged = page.topic.mergedInto;
  // Whoever was reading here stays until they have seen why the posts are gone.
  if (merged && before !== id) {
    const there = String((target ?? 1) + merged.offset);
    return <Navigate to="/t/$id/{-$number}" params={{ id: merged.topicId, number: there }} replace />;
  }
  return <TopicView key={id} page={page} me={me.account} target={target} departure={departure} stay={hide} />;
}

/** The id of the topic that was shown here as one of its own. */
function useOpenBefore(page: Shown | undefined): string | null {
  const [id, setId] = useState<string | null>(null);
  const open = page && !page.topic.mergedInto ? page.topic.id : null;
  useEffect(() => {
    if (open) setId(open);
  }, [open]);
  return open ?? id;
}
