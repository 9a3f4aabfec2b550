import { afterEach, describe, expect, test } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { setCurrent } from '../../client/live/current.ts';
import { createLive, type Live, type World } from '../../client/live/live.ts';
import { applyToAll, forgetStream, oldestHead, renewStream, snapshot } from '../../client/live/snapshots.ts';
import { view } from '../../client/live/views.ts';
import { reducer } from '../../shared/reduce/reducer.ts';
import type { Head } from '../../shared/values.ts';
import { event, STREAM } from './events.ts';

type Heard = { heard: number[]; head: Head };

const heardView = view<Heard>(reducer<Heard>((shown, { seq }) => ({ ...shown, heard: [...shown.heard, seq] })));
const heardUpTo = (seq: number): Heard => ({
  heard: Array.from({ length: seq }, (_, index) => index + 1),
  head: { stream: STREAM, seq },
});

afterEach(() => setCurrent(null));

describe('a cached snapshot', () => {
  test('is brought up to date by the events that overtook it', async () => {
    const { client, live } = await start(2);
    let answer: (heard: Heard) => void = () => {};
    const slow = new Promise<Heard>((resolve) => {
      answer = resolve;
    });
    const fetched = client.fetchQuery(snapshot(['heard'], heardView, () => slow));
    for (const seq of [3, 4]) live.pushed(event(seq));
    answer(heardUpTo(2));
    expect((await fetched).heard).toEqual([1, 2, 3, 4]);
  });

  test('is fetched again when the events in between are no longer known', async () => {
    const { client } = await start(9);
    const answers = [heardUpTo(3), heardUpTo(9)];
    const { heard } = await client.fetchQuery(snapshot(['heard'], heardView, async () => answers.shift()!));
    expect(heard).toHaveLength(9);
    expect(answers).toEqual([]);
  });

  test('newer than what was heard so far sees nothing twice', async () => {
    const { client, live } = await start(2);
    await client.fetchQuery(snapshot(['heard'], heardView, async () => heardUpTo(4)));
    for (const seq of [3, 4, 5]) live.pushed(event(seq));
    expect(client.getQueryData<Heard>(['heard'])?.heard).toEqual([1, 2, 3, 4, 5]);
  });

  test('that has missed something is left alone until it is fetched again', async () => {
    const { client, live } = await start(2);
    await client.fetchQuery(snapshot(['heard'], heardView, async () => heardUpTo(2)));
    renewStream(client, STREAM);
    live.pushed(event(3));
    expect(client.getQueryState(['heard'])?.isInvalidated).toBe(true);
    const { heard } = await client.fetchQuery(snapshot(['heard'], heardView, async () => heardUpTo(3)));
    expect(heard).toEqual([1, 2, 3]);
  });

  test('of a stream that is not ours any more is not kept, but for what is on screen, which is asked for again', async () => {
    const client = new QueryClient();
    const shown = snapshot(['shown'], heardView, async () => heardUpTo(1));
    await client.fetchQuery(shown);
    await client.fetchQuery(snapshot(['left behind'], heardView, async () => heardUpTo(2)));
    const end = new QueryObserver(client, shown).subscribe(() => {});
    forgetStream(client, STREAM);
    expect(client.getQueryState(['left behind'])).toBeUndefined();
    expect(client.getQueryState(['shown'])?.isInvalidated).toBe(true);
    end();
  });

  test('says from where its stream must be watched', async () => {
    const client = new QueryClient();
    await client.fetchQuery(snapshot(['one'], heardView, async () => heardUpTo(7)));
    await client.fetchQuery(snapshot(['two'], heardView, async () => heardUpTo(5)));
    expect(oldestHead(client, STREAM)).toBe(5);
    expect(oldestHead(client, 'group:ffffffffffffffffffffffff')).toBeNull();
  });
});

async function start(last: number): Promise<{ client: QueryClient; live: Live }> {
  const client = new QueryClient();
  const live = createLive(worldOf(client, last));
  setCurrent(live, 'viewer');
  live.hold(STREAM, last);
  live.connected();
  await new Promise((resolve) => setImmediate(resolve));
  return { client, live };
}

function worldOf(client: QueryClient, head: number): World {
  return {
    watch: async () => ({ [STREAM]: { events: [], head } }),
    unwatch: () => {},
    apply: (_stream, events) => applyToAll(client, events),
    reset: () => {},
    closed: () => {},
    denied: () => {},
    caughtUp: () => {},
    later: () => {},
  };
}
