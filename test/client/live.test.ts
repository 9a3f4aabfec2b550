import { describe, expect, jest, test } from '@jest/globals';
import { createLive, type World } from '../../client/live/live.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import { event, events, STREAM, seqs } from './events.ts';

describe('the live path', () => {
  test('watches from the oldest snapshot and tells when it has caught up', async () => {
    const world = new FakeWorld();
    const live = createLive(world);
    live.hold(STREAM, 4);
    live.connected();
    await world.answer({ events: events(5, 6), head: 6 });
    expect(world.asked).toEqual([{ [STREAM]: 4 }]);
    expect(seqs(world.applied)).toEqual([5, 6]);
    expect(world.caughtUp).toHaveBeenCalledTimes(1);
  });

  test('resumes after a disconnection where it left off', async () => {
    const { world, live } = await watching(10);
    live.disconnected();
    live.pushed(event(11));
    live.connected();
    await world.answer({ events: events(11, 12), head: 12 });
    expect(world.asked.at(-1)).toEqual({ [STREAM]: 10 });
    expect(seqs(world.applied)).toEqual([11, 12]);
  });

  test('pays no heed to an answer that comes after its connection was lost', async () => {
    const world = new FakeWorld();
    const live = createLive(world);
    live.hold(STREAM, 0);
    live.connected();
    live.disconnected();
    await world.answer({ events: events(1, 2), head: 2 });
    expect(world.applied).toEqual([]);
  });

  test('knows what a snapshot missed, as far back as it remembers', async () => {
    const { live } = await watching(10);
    for (const pushed of events(11, 14)) live.pushed(pushed);
    expect(seqs(live.missed(STREAM, 12) ?? [])).toEqual([13, 14]);
    expect(live.missed(STREAM, 20)).toEqual([]);
    expect(live.missed(STREAM, 9)).toBeNull();
  });

  test('a snapshot that comes while only news were asked for misses nothing', async () => {
    const world = new FakeWorld();
    const live = createLive(world);
    live.hold(STREAM, null);
    live.connected();
    expect(live.missed(STREAM, 3)).toEqual([]);
    await world.answer({ events: [], head: 5 });
    await world.answer({ events: events(4, 5), head: 5 });
    expect(world.asked).toEqual([{ [STREAM]: null }, { [STREAM]: 3 }]);
    expect(seqs(world.applied)).toEqual([4, 5]);
  });

  test('has what is shown fetched again when too much was missed', async () => {
    const { world, live } = await watching(10);
    live.disconnected();
    live.connected();
    await world.answer({ reset: true, head: 5_000 });
    expect(world.reset).toHaveBeenCalledWith(STREAM);
    expect(live.missed(STREAM, 4_999)).toBeNull();
    expect(live.missed(STREAM, 5_000)).toEqual([]);
  });

  test('stops when denied, and tries again when someone new takes hold of the stream', async () => {
    const { world, live } = await watching(10);
    live.revoked(STREAM);
    await world.answer({ denied: true });
    expect(world.denied).toHaveBeenCalledWith(STREAM);
    expect(live.recent(STREAM)).toEqual([]);
    live.hold(STREAM, null);
    await world.answer({ events: [], head: 10 });
    expect(world.asked.at(-1)).toEqual({ [STREAM]: 10 });
  });

  test('lets go of a stream a while after the last holder did', async () => {
    const world = new FakeWorld();
    const live = createLive(world);
    const release = live.hold(STREAM, 1);
    live.connected();
    await world.answer({ events: [], head: 1 });
    release();
    const back = live.hold(STREAM, 1);
    world.runLater();
    expect(world.unwatch).not.toHaveBeenCalled();
    back();
    world.runLater();
    expect(world.unwatch).toHaveBeenCalledWith([STREAM]);
    expect(world.asked).toHaveLength(1);
  });

  test('recalls what happened before it began to watch', async () => {
    const { world, live } = await watching(10);
    live.pushed(event(11));
    const recalled = live.recall(STREAM, 5);
    await world.answer({ events: events(6, 11), head: 11 });
    await recalled;
    expect(seqs(live.recent(STREAM))).toEqual([6, 7, 8, 9, 10, 11]);
    expect(world.applied.filter(({ seq }) => seq <= 10)).toEqual([]);
  });
});

async function watching(last: number) {
  const world = new FakeWorld();
  const live = createLive(world);
  live.hold(STREAM, last);
  live.connected();
  await world.answer({ events: [], head: last });
  return { world, live };
}

class FakeWorld implements World {
  asked: Record<string, number | null>[] = [];
  applied: LoggedEvent[] = [];
  unwatch = jest.fn<(streams: string[]) => void>();
  reset = jest.fn<(stream: string) => void>();
  closed = jest.fn<(stream: string) => void>();
  denied = jest.fn<(stream: string) => void>();
  caughtUp = jest.fn<() => void>();
  #pending: ((watched: Watched) => void)[] = [];
  #later: (() => void)[] = [];

  watch = (streams: Record<string, number | null>): Promise<Record<string, Watched>> => {
    this.asked.push(streams);
    return new Promise((resolve) => {
      this.#pending.push((watched) =>
        resolve(Object.fromEntries(Object.keys(streams).map((stream) => [stream, watched]))),
      );
    });
  };

  apply = (_stream: string, list: LoggedEvent[]): void => {
    this.applied.push(...list);
  };

  later = (task: () => void): void => {
    this.#later.push(task);
  };

  /** Answers the oldest open question, and lets what follows happen. */
  async answer(watched: Watched): Promise<void> {
    await turn();
    this.#pending.shift()?.(watched);
    await turn();
  }

  runLater(): void {
    for (const task of this.#later.splice(0)) task();
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
