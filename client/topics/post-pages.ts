import type { QueryKey } from '@tanstack/react-query';
import { reducePosts } from '../../shared/reduce/posts.ts';
import type { Posts } from '../../shared/topics.ts';
import { type View, view } from '../live/views.ts';

/** A topic's posts are kept in pages that begin at 1, 51, 101 …, so that reading can start anywhere. */
export const POSTS_A_PAGE = 50;

export const pageOf = (number: number): number => number - ((number - 1) % POSTS_A_PAGE);

export const postPageKey = (topicId: string, from: number): QueryKey => ['posts', topicId, from];

/** The pages that hold the posts from `first` to `last`. */
export function pagesBetween(first: number, last: number): number[] {
  const pages: number[] = [];
  for (let page = pageOf(first); page <= last; page += POSTS_A_PAGE) pages.push(page);
  return pages;
}

/** Whether a page says that it has to be asked on from within: posts came into the topic that nothing told one by one. */
export function isCutShort({ items, next }: Pick<Posts, 'items' | 'next'>): boolean {
  const last = items.at(-1);
  return next !== null && (!last || pageOf(next) === pageOf(last.number));
}

/** New posts grow the last page; what is more than a page begins the next one, without asking the server. */
export const postsView: View<Posts> = view<Posts>(reducePosts, (key, run) => {
  const from = key[2] as number;
  if (run.items.length <= POSTS_A_PAGE) return { keep: run, rest: null };
  const next = from + POSTS_A_PAGE;
  return {
    keep: { ...run, items: run.items.slice(0, POSTS_A_PAGE), next },
    rest: { key: postPageKey(run.topicId, next), data: { ...run, items: run.items.slice(POSTS_A_PAGE) } },
  };
});
