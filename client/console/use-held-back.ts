import { useState } from 'react';
import type { LatestPost } from './latest-posts.ts';

/**
 * While one is choosing among posts, none comes in above them: rows stay under the finger. What became of those shown is
 * shown all the same; `fresh` others wait until they are let in, or the choice is over.
 */
export function useHeldBack(posts: LatestPost[], holding: boolean) {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  if (holding && !known) setKnown(idsOf(posts));
  if (!holding && known) setKnown(null);
  const shown = holding && known ? posts.filter(({ post }) => known.has(post.id)) : posts;
  return { shown, fresh: posts.length - shown.length, release: () => setKnown(idsOf(posts)) };
}

const idsOf = (posts: LatestPost[]): ReadonlySet<string> => new Set(posts.map(({ post }) => post.id));
