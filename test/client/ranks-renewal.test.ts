import { describe, expect, test } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { relabelled } from '../../client/accounts/relabelled.ts';
import { renewer, SPREAD_MS } from '../../client/ranks/renewer.ts';
import type { Profile } from '../../shared/accounts.ts';
import type { EventOf, LoggedEvent } from '../../shared/events.ts';
import { QUICK_LADDER } from '../../shared/ladders.ts';
import { AT, event, STREAM } from './events.ts';

const ACTOR = event(1).actor;
const changed = (seq: number, ladderVersion: number): LoggedEvent => ({
  ...{ stream: STREAM, seq, at: AT, actor: ACTOR },
  type: 'ranks.changed',
  data: { ladderVersion },
});

describe('when ranks have changed', () => {
  test('what shows them and is on screen is fetched once, however often it is said', async () => {
    const { scene, hear, pass } = begin(1);
    for (let seq = 1; seq <= 20; seq++) hear(changed(seq, 1));
    expect(scene.fetched).toEqual({ topics: 0, members: 0, drafts: 0, ranks: 0 });
    await pass();
    expect(scene.fetched).toEqual({ topics: 1, members: 0, drafts: 0, ranks: 1 });
    expect(scene.client.getQueryState(['members', 'hall'])?.isInvalidated).toBe(true);
    expect(scene.client.getQueryState(['drafts'])?.isInvalidated).toBe(false);
  });

  test('what is said after that makes for another time', async () => {
    const { scene, hear, pass } = begin(1);
    for (const seq of [1, 2]) {
      hear(changed(seq, 1));
      await pass();
    }
    expect(scene.fetched.topics).toBe(2);
  });

  test('not all ask at the same moment', () => {
    const waits = [0, 0.5, 0.99].map((luck) => {
      const { hear, waited } = begin(1, luck);
      hear(changed(1, 1));
      return waited();
    });
    expect(waits).toEqual([0, SPREAD_MS / 2, SPREAD_MS * 0.99]);
  });

  test('a node that does not know yet is asked again, a few times at most', async () => {
    const { scene, hear, pass, waiting } = begin(1);
    hear(changed(1, 2));
    await pass();
    scene.version = 2;
    await pass();
    expect(scene.fetched.ranks).toBe(2);
    expect(waiting()).toBe(0);
    hear(changed(2, 3));
    while (waiting() > 0) await pass();
    expect(scene.fetched.ranks).toBe(6);
  });

  test('nothing is fetched for whoever has gone', async () => {
    const { scene, hear, pass, stop } = begin(1);
    hear(changed(1, 1));
    stop();
    await pass();
    expect(scene.fetched.ranks).toBe(0);
  });

  test('other events are nothing to it', () => {
    const { hear, waiting } = begin(1);
    hear(event(1));
    expect(waiting()).toBe(0);
  });
});

describe('a profile that is open', () => {
  const profile: Profile = {
    member: { ...ACTOR, rank: ACTOR.rank!, role: 'member', memberSince: AT },
    rankSource: 'earned',
    badges: [],
  };
  const given = (accountId: string): EventOf<'rank.changed'> => ({
    ...{ stream: STREAM, seq: 1, at: AT, actor: ACTOR },
    type: 'rank.changed',
    data: { accountId, rank: 'vip', source: 'assigned' },
  });

  test('says at once that a rank was given', () => {
    expect(relabelled(profile, given(ACTOR.id))).toEqual({
      ...profile,
      member: { ...profile.member, rank: 'vip' },
      rankSource: 'assigned',
    });
  });

  test('says nothing of what others were given', () => {
    expect(relabelled(profile, given('b'.repeat(24)))).toEqual(profile);
  });
});

/** A list of topics on screen, members and drafts looked at before; `version` is the ladder's on the node that answers. */
function begin(version: number, luck = 0.5) {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  const scene = { client, version, fetched: { topics: 0, members: 0, drafts: 0, ranks: 0 } };
  const counted = (name: keyof typeof scene.fetched) => async () => ++scene.fetched[name];
  const ranksOf = async () => {
    scene.fetched.ranks += 1;
    return { ladder: { version: scene.version, ...QUICK_LADDER }, assigned: [] };
  };
  client.setQueryData(['members', 'hall'], 0);
  client.setQueryData(['drafts'], 0);
  show(['topics', 'hall', null], counted('topics'), 0);
  show(['ranks'], ranksOf, { ladder: { version, ...QUICK_LADDER }, assigned: [] });

  function show(queryKey: readonly unknown[], queryFn: () => Promise<unknown>, initialData: unknown): void {
    new QueryObserver(client, { queryKey, queryFn, initialData }).subscribe(() => {});
  }

  const due: { task: () => void; ms: number }[] = [];
  const { hear, stop } = renewer(client, { random: () => luck, later: (task, ms) => due.push({ task, ms }) });
  /** Lets the time pass until what waits is done, and what follows from it. */
  const pass = async (): Promise<void> => {
    due.shift()?.task();
    await new Promise((resolve) => setImmediate(resolve));
    while (client.isFetching() > 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { scene, hear, stop, pass, waiting: () => due.length, waited: () => due[0]?.ms };
}
