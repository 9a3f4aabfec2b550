import { useDebouncedValue } from '@mantine/hooks';
import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Post, Posts } from '../../shared/topics.ts';
import type { Sending } from './outbox.ts';
import { pagesBetween } from './post-pages.ts';
import { postPageQuery } from './queries.ts';

const REST_MS = 90;

/** The posts around those in sight, by number, as far as they are here. */
export function usePosts(topicId: string, first: number, last: number, sending: Sending[]): Map<number, Post> {
  // Dragging the scroll bar over ten thousand posts flies past two hundred pages; only where it rests is asked for.
  const [pages] = useDebouncedValue(pagesBetween(first, last).join(' '), REST_MS, { leading: true });
  const fetched = useQueries({
    queries: pages.split(' ').map((from) => postPageQuery(topicId, Number(from))),
    combine,
  });
  return useMemo(() => withAnswered(fetched, sending), [fetched, sending]);
}

const combine = (results: UseQueryResult<Posts>[]): Map<number, Post> =>
  new Map(results.flatMap(({ data }) => data?.items ?? []).map((post) => [post.number, post]));

/** The server's answer may be here before the event: the post has its place already. */
function withAnswered(posts: Map<number, Post>, sending: Sending[]): Map<number, Post> {
  const answered = sending.flatMap(({ post }) => (post && !posts.has(post.number) ? [post] : []));
  if (answered.length === 0) return posts;
  return new Map([...posts, ...answered.map((post) => [post.number, post] as const)]);
}
