import type { QueryClient } from '@tanstack/react-query';
import type { Account } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import type { Post, Posts } from '../../shared/topics.ts';
import { mayTakeAway } from '../moderation/may.ts';
import { pageOf, postPageKey } from './post-pages.ts';

/** Posts as they are on the page now. */
export function shownPosts(client: QueryClient, topicId: string, numbers: Iterable<number>): Post[] {
  return [...numbers]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const run = client.getQueryData<Posts>(postPageKey(topicId, pageOf(number)));
      return run?.items.find((post) => post.number === number) ?? [];
    });
}

/** What can be done with which of some posts. Pure. */
export function possible(posts: Post[], group: Group, me: Account) {
  const here = posts.filter(({ movedTo }) => !movedTo);
  const inReach = here.filter(({ author }) => mayTakeAway(group, me, author));
  return {
    remove: inReach.filter(({ removed }) => !removed),
    restore: inReach.filter(isTakenAway),
    split: here.filter(({ number }) => number > 1),
  };
}

/** What its author took away, its author alone could bring back. */
export const isTakenAway = ({ removed }: Post): boolean => removed !== null && removed.by !== 'author';
