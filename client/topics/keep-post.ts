import type { QueryClient } from '@tanstack/react-query';
import type { PostAnswer, Posts } from '../../shared/topics.ts';
import { pageOf, postPageKey } from './post-pages.ts';

/**
 * Shows the server's answer to a change of a post without waiting for its event. What it says is absolute, so the
 * event repeats it harmlessly; but a page that has seen later events knows better.
 */
export function keepPost(client: QueryClient, { post, head }: PostAnswer): void {
  client.setQueryData<Posts>(postPageKey(post.topicId, pageOf(post.number)), (run) => {
    if (!run || run.head.seq > head.seq) return run;
    return { ...run, items: run.items.map((item) => (item.id === post.id ? post : item)) };
  });
}
