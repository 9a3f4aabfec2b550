import { useEffect, useState } from 'react';
import type { Account } from '../../shared/accounts.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Group } from '../../shared/groups.ts';
import { viewer } from '../live/current.ts';
import { onHappening } from '../live/happenings.ts';
import { moderates } from '../moderation/may.ts';
import { createStore, useStore } from '../ui/store.ts';

/** When whoever is signed in last posted in each group, by its stream and by this machine's clock; as far as it was heard of here. */
const lastPosts = createStore<ReadonlyMap<string, number>>(new Map());

/** How many seconds a member has still to wait before their next post in a group, told anew each second. */
export function useSlowWait(group: Group | null, me: Account): number {
  const last = useStore(lastPosts).get(nameOf(group?.head.stream ?? ''));
  const free = !group || group.slowSeconds === 0 || moderates(group, me) || last === undefined;
  return useSecondsUntil(free ? null : last + group.slowSeconds * 1_000);
}

/** Counts down to a moment; 0 once it is there. */
export function useSecondsUntil(moment: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = moment === null ? 0 : Math.max(0, Math.ceil((moment - now) / 1_000));
  const waits = moment !== null && left > 0;
  useEffect(() => {
    setNow(Date.now());
    if (!waits) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [waits]);
  return left;
}

onHappening((event) => {
  if (!isOwnPost(event)) return;
  // A clock that is behind the server's would make the wait longer than it is.
  const at = Math.min(Date.now(), Date.parse(event.at));
  lastPosts.set(new Map(lastPosts.get()).set(nameOf(event.stream), at));
});

const isOwnPost = (event: LoggedEvent): boolean =>
  (event.type === 'post.created' || event.type === 'topic.created') && event.data.post.author.id === viewer();

const nameOf = (stream: string): string => `${viewer()} ${stream}`;
