import { queryOptions } from '@tanstack/react-query';
import type { Forum } from '../../shared/groups.ts';
import { reduceTopicPage, reduceTopics } from '../../shared/reduce/topics.ts';
import type { Topics } from '../../shared/topics.ts';
import { posts, topics } from '../api/endpoints.ts';
import { moderation } from '../api/moderation.ts';
import { snapshot } from '../live/snapshots.ts';
import { type View, view } from '../live/views.ts';
import { POSTS_A_PAGE, postPageKey, postsView } from './post-pages.ts';

export const topicsView = (forum?: Forum): View<Topics> => view(reduceTopics(forum?.id));

export const topicsQuery = (slug: string, forum?: Forum) =>
  snapshot(['topics', slug, forum?.slug ?? null], topicsView(forum), () => topics.list(slug, { forum: forum?.slug }));

export const topicQuery = (id: string) => snapshot(['topic', id], view(reduceTopicPage), () => topics.one(id));

export const postPageQuery = (topicId: string, from: number) =>
  snapshot(postPageKey(topicId, from), postsView, () => posts.run(topicId, from, POSTS_A_PAGE));

/** Keyed by the time of the last edit, so that a new one is fetched; not kept, as nothing tells when it may no longer be seen. */
export const revisionsQuery = (postId: string, editedAt: string | null) =>
  queryOptions({ queryKey: ['revisions', postId, editedAt], queryFn: () => posts.revisions(postId), gcTime: 0 });

/** What a removed post said; asked for whenever one looks, and not kept. */
export const originalQuery = (postId: string) =>
  queryOptions({ queryKey: ['original', postId], queryFn: () => moderation.original(postId), gcTime: 0, staleTime: 0 });
