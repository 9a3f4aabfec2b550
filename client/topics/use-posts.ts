import { useDebouncedValue } from '@mantine/hooks';
import { type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Post, Posts } from '../../shared/topics.ts';
import type { Sending } from './outbox.ts';
import { isCutShort, pageOf, pagesBetween, postPageKey } from './post-pages.ts';
import { postPageQuery } from './queries.ts';

const REST_MS = 90;

/** The posts around those in sight, by number, as far as they are here. */
export function usePosts(topicId: string, first: number, last: number, sending: Sending[]): Map<number, Post> {
  const client = useQueryClient();
  // Dragging the scroll bar over ten thousand posts flies past two hundred pages; only where it rests is asked for.
  const [pages] = useDebouncedValue(pagesBetween(first, last).join(' '), REST_MS, { leading: true });
  const { posts, short } = useQueries({
    queries: pages.split(' ').map((from) => postPageQuery(topicId, Number(from))),
    combine,
  });
  useEffect(() => {
    for (const from of short ? short.split(' ') : []) {
      void client.invalidateQueries({ queryKey: postPageKey(topicId, Number(from)), exact: true });
    }
  }, [client, topicId, short]);
  return useMemo(() => withAnswered(posts, sending), [posts, sending]);
}

/** `short`: where the pages begin of which posts that came from elsewhere are missing. */
function combine(results: UseQueryResult<Posts>[]): { posts: Map<number, Post>; short: string } {
  const runs = results.flatMap(({ data }) => data ?? []);
  const settled = results.filter(({ isFetching }) => !isFetching).flatMap(({ data }) => data ?? []);
  return {
    posts: new Map(runs.flatMap(({ items }) => items).map((post) => [post.number, post])),
    short: settled
      .filter(isCutShort)
      .map(({ next }) => pageOf(next as number))
      .join(' '),
  };
}

/** The server's answer may be here before the event: the post has its place already. */
function withAnswered(posts: Map<number, Post>, sending: Sending[]): Map<number, Post> {
  const answered = sending.flatMap(({ post }) => (post && !posts.has(post.number) ? [post] : []));
  if (answered.length === 0) return posts;
  return new Map([...posts, ...answered.map((post) => [post.number, post] as const)]);
}
