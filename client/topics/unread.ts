import type { Topic } from '../../shared/topics.ts';

/** How many posts of a topic are new to the viewer; none where it is not known what they have read. */
export function unreadIn({ read, lastPost }: Pick<Topic, 'read' | 'lastPost'>): number {
  return read === null ? 0 : Math.max(0, lastPost.number - read);
}
