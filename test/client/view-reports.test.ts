import { beforeEach, describe, expect, test } from '@jest/globals';
import { ViewReports, type World } from '../../client/topics/view-reports.ts';
import type { TopicView } from '../../shared/topics.ts';

const [ME, HERE, THERE] = ['me', 'a'.repeat(24), 'b'.repeat(24)];

let world: FakeWorld;
let reports: ViewReports;
beforeEach(() => {
  world = new FakeWorld();
  reports = new ViewReports(world);
});

describe('a topic that is looked at', () => {
  test('is told at once and again after five seconds, and never again once it counts', async () => {
    const leave = reports.report(ME, HERE);
    await world.answer({ viewed: false, seconds: 5 });
    expect(world.told).toEqual([HERE]);
    await world.pass(4);
    expect(world.told).toEqual([HERE]);
    await world.pass(1);
    expect(world.told).toEqual([HERE, HERE]);
    await world.answer({ viewed: true, seconds: 0 });
    await world.pass(60);
    leave();
    reports.report(ME, HERE);
    await world.pass(60);
    expect(world.told).toEqual([HERE, HERE]);
  });

  test('is told anew for another account', async () => {
    reports.report(ME, HERE)();
    await world.answer({ viewed: true, seconds: 0 });
    reports.report('another', HERE);
    expect(world.told).toEqual([HERE, HERE]);
  });

  test('begins anew when the page was hidden, and counts the time from then on', async () => {
    reports.report(ME, HERE);
    await world.answer({ viewed: false, seconds: 5 });
    await world.pass(3);
    world.look(false);
    await world.pass(60);
    world.look(true);
    await world.pass(4);
    expect(world.told).toEqual([HERE]);
    await world.pass(1);
    expect(world.told).toEqual([HERE, HERE]);
  });

  test('is not told while the page is not looked at', async () => {
    world.looked = false;
    reports.report(ME, HERE);
    await world.pass(60);
    expect(world.told).toEqual([]);
    world.look(true);
    world.look(true);
    expect(world.told).toEqual([HERE]);
  });

  test('is told no more once it is left, also when the answer comes late', async () => {
    const leave = reports.report(ME, HERE);
    leave();
    await world.answer({ viewed: false, seconds: 5 });
    await world.pass(60);
    reports.report(ME, THERE);
    expect(world.told).toEqual([HERE, THERE]);
  });

  test('is told once by an effect that runs twice', async () => {
    reports.report(ME, HERE)();
    reports.report(ME, HERE);
    await world.answer({ viewed: false, seconds: 5 });
    expect(world.told).toEqual([HERE]);
    await world.pass(5);
    expect(world.told).toEqual([HERE, HERE]);
  });

  test('is tried again with the next look after it failed, and not before', async () => {
    reports.report(ME, HERE);
    await world.fail();
    await world.pass(60);
    expect(world.told).toEqual([HERE]);
    world.look(false);
    world.look(true);
    expect(world.told).toEqual([HERE, HERE]);
  });

  test('is given up for this look when another device begins another one again and again', async () => {
    reports.report(ME, HERE);
    for (let time = 0; time < 10; time += 1) {
      await world.answer({ viewed: false, seconds: 5 });
      await world.pass(5);
    }
    expect(world.told).toEqual([HERE, HERE, HERE]);
  });
});

type Asked = { resolve: (view: TopicView) => void; reject: (error: Error) => void };

/** Answers when it is told to; its time passes when it is told to. */
class FakeWorld implements World {
  readonly told: string[] = [];
  looked = true;
  #asked: Asked[] = [];
  #waiting: { at: number; then: () => void }[] = [];
  #now = 0;
  #listeners = new Set<() => void>();

  tell(topicId: string): Promise<TopicView> {
    this.told.push(topicId);
    return new Promise((resolve, reject) => this.#asked.push({ resolve, reject }));
  }

  isLookedAt = () => this.looked;

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  after(seconds: number, then: () => void): () => void {
    const entry = { at: this.#now + seconds, then };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  look(looked: boolean): void {
    this.looked = looked;
    for (const listener of this.#listeners) listener();
  }

  async answer(view: TopicView): Promise<void> {
    for (const { resolve } of this.#asked.splice(0)) resolve(view);
    await turn();
  }

  async fail(): Promise<void> {
    for (const { reject } of this.#asked.splice(0)) reject(new Error('offline'));
    await turn();
  }

  async pass(seconds: number): Promise<void> {
    this.#now += seconds;
    const due = this.#waiting.filter(({ at }) => at <= this.#now);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const { then } of due) then();
    await turn();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
