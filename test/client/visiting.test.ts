import { afterEach, expect, test } from '@jest/globals';
import { type Changes, createVisiting, type VisitorWorld } from '../../client/live/visiting.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { event, events, STREAM, seqs } from './events.ts';

let end = () => {};
afterEach(() => end());

test('whoever has not signed in hears what comes after what they were shown, request by request', async () => {
  const { world, live } = visiting();
  live.hold(STREAM, 4);
  await world.answer({ events: events(5, 6), head: { seq: 6 } });
  await world.answer({ events: [], head: { seq: 6 } });
  await world.answer({ events: [event(7)], head: { seq: 7 } });
  await world.asks();
  expect(world.asked).toEqual([4, 6, 6, 7]);
  expect(seqs(world.applied)).toEqual([5, 6, 7]);
});

test('a page that is fetched meanwhile misses nothing', async () => {
  const { world, live } = visiting();
  live.hold(STREAM, 4);
  await world.answer({ events: events(5, 8), head: { seq: 8 } });
  await world.asks();
  expect(seqs(live.missed(STREAM, 6)!)).toEqual([7, 8]);
});

test('too much to be told has all fetched afresh, and goes on from there', async () => {
  const { world, live } = visiting();
  live.hold(STREAM, 4);
  await world.answer({ events: null, head: { seq: 900 } });
  await world.answer({ events: [event(901)], head: { seq: 901 } });
  await world.asks();
  expect(world.resets).toBe(1);
  expect(world.asked).toEqual([4, 900, 901]);
  expect(seqs(world.applied)).toEqual([901]);
});

test('after a failure it rests, the longer the more there were, and asks for the same again', async () => {
  const { world, live } = visiting();
  live.hold(STREAM, 4);
  await world.fail();
  await world.fail();
  await world.answer({ events: [event(5)], head: { seq: 5 } });
  await world.fail();
  await world.asks();
  expect(world.rests).toEqual([1, 2, 1]);
  expect(world.asked).toEqual([4, 4, 4, 5, 5]);
  expect(seqs(world.applied)).toEqual([5]);
});

test('a server that has nothing to say is not asked again at once', async () => {
  const { world, live } = visiting();
  live.hold(STREAM, 4);
  await world.answer({ events: [], head: { seq: 4 } });
  await world.answer({ events: [event(5)], head: { seq: 5 } });
  await world.asks();
  expect(world.rests).toEqual([1]);
});

test('nothing is asked while nobody looks', async () => {
  const { world, live } = visiting({ looking: false });
  live.hold(STREAM, 4);
  await world.settled();
  expect(world.asked).toEqual([]);
  world.look();
  await world.asks();
  expect(world.asked).toEqual([4]);
});

test('whoever leaves the page gives up what they wait for, and hears no more', async () => {
  const { world, live } = visiting();
  live.hold(STREAM, 4);
  await world.asks();
  end();
  expect(world.signal!.aborted).toBe(true);
  await world.answer({ events: [event(5)], head: { seq: 5 } });
  await world.settled();
  expect(world.applied).toEqual([]);
  expect(world.asked).toEqual([4]);
});

function visiting({ looking = true } = {}) {
  const world = new FakeWorld(looking);
  const visit = createVisiting(STREAM, world);
  end = visit.end;
  return { world, live: visit.live };
}

type Waiting = { resolve: (changes: Changes) => void; reject: (error: Error) => void };

/** A server whose answers the test gives, and a visitor who looks at the page, or not yet. */
class FakeWorld implements VisitorWorld {
  asked: number[] = [];
  applied: LoggedEvent[] = [];
  rests: number[] = [];
  resets = 0;
  signal: AbortSignal | null = null;
  look = () => {};
  #looks: Promise<void>;
  #waiting: Waiting | null = null;
  #onAsk = () => {};

  constructor(looking: boolean) {
    this.#looks = looking ? Promise.resolve() : new Promise((resolve) => (this.look = resolve));
  }

  looking = () => this.#looks;
  apply = (_stream: string, events: LoggedEvent[]) => void this.applied.push(...events);
  reset = () => void this.resets++;
  later = () => {};
  rested = async (failures: number) => void this.rests.push(failures);

  changes = (seq: number, signal: AbortSignal) => {
    this.asked.push(seq);
    this.signal = signal;
    return new Promise<Changes>((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#onAsk();
    });
  };

  /** Until a request waits. */
  asks = async (): Promise<Waiting> => {
    if (!this.#waiting) await new Promise<void>((resolve) => (this.#onAsk = resolve));
    return this.#waiting!;
  };

  answer = async (changes: Changes) => (await this.#taken()).resolve(changes);
  fail = async () => (await this.#taken()).reject(new Error('unreachable'));
  /** All that could happen by now has. */
  settled = () => new Promise<void>((resolve) => setImmediate(resolve));

  async #taken(): Promise<Waiting> {
    const waiting = await this.asks();
    this.#waiting = null;
    return waiting;
  }
}
