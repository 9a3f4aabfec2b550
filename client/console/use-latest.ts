import { useEffect, useState } from 'react';
import { connection } from '../live/connection-state.ts';
import { currentLive } from '../live/current.ts';
import { onHappening } from '../live/happenings.ts';
import { useStreams } from '../live/use-stream.ts';
import { useStore } from '../ui/store.ts';
import { type LatestPost, latestPosts } from './latest-posts.ts';

const SHOWN = 30;
const LOOK_BACK = 400;

/** The latest posts of a group by its stream, the newest first; null until they are known. Goes on by itself. */
export function useLatest(stream: string): LatestPost[] | null {
  const [posts, setPosts] = useState<LatestPost[] | null>(null);
  const online = useStore(connection) === 'caught-up';
  // The page around holds the stream, too, but only after this: a child's effects run first, and what is not held has no past.
  useStreams([stream]);

  useEffect(() => {
    const show = () => setPosts(latestPosts(currentLive()?.recent(stream) ?? [], SHOWN));
    if (online) void currentLive()?.recall(stream, LOOK_BACK).then(show);
    return onHappening((event) => {
      if (event.stream === stream) show();
    });
  }, [stream, online]);

  return posts;
}
