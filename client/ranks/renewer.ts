import type { Query, QueryClient } from '@tanstack/react-query';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Ranks } from '../../shared/ranks.ts';

/** Over how long those who hear of it at the same moment ask for what is new. */
export const SPREAD_MS = 10_000;
/** How often more it is asked for, where the answer is from before the change: a node may be some seconds behind. */
const MORE_TRIES = 3;

/** What comes with people's ranks, and the ranks themselves. */
const LABELLED = new Set<unknown>([
  'ranks',
  'my-rank',
  'me',
  'profile',
  'group',
  'members',
  'topics',
  'topic',
  'posts',
  'joining',
  'join-requests',
  'invitations',
  'conversations',
  'lead-applications',
  'message-reports',
]);

type World = {
  /** From 0 to 1. */
  random: () => number;
  later: (task: () => void, ms: number) => void;
};

/** Gathers what it hears of new ranks for a random while, then fetches once what is on screen, and the rest when it is next shown. */
export function renewer(client: QueryClient, { random, later }: World) {
  let waiting = false;
  let stopped = false;
  let awaited = 0;

  function hear(event: LoggedEvent): void {
    if (event.type !== 'ranks.changed') return;
    awaited = Math.max(awaited, event.data.ladderVersion);
    renewSoon(MORE_TRIES);
  }

  function renewSoon(tries: number): void {
    if (waiting || stopped) return;
    waiting = true;
    later(() => void renew(tries), random() * SPREAD_MS);
  }

  async function renew(tries: number): Promise<void> {
    waiting = false;
    if (stopped) return;
    await client.invalidateQueries({ predicate: isLabelled });
    const ranks = client.getQueryData<Ranks>(['ranks']);
    if (ranks && ranks.ladder.version < awaited && tries > 0) renewSoon(tries - 1);
  }

  function stop(): void {
    stopped = true;
  }

  return { hear, stop };
}

const isLabelled = ({ queryKey }: Query): boolean => LABELLED.has(queryKey[0]);
