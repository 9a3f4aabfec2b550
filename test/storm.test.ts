import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Group } from '../shared/groups.ts';
import type { Watched } from '../shared/sockets.ts';
import { groupStream } from '../shared/streams.ts';
import { POST_LENGTH } from '../shared/topics.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, type Person } from './support/person.ts';
import { Reads } from './support/reads.ts';
import { forget } from './support/silent-log.ts';

// Many clients come back at once: STORM_SOCKETS says how many.

const SOCKETS = Number(process.env.STORM_SOCKETS ?? 300);
const STORM_MS = 30_000 + SOCKETS * 100;
const BACKLOG = 60;

let guildhall: Guildhall;
let reads: Reads;
beforeAll(async () => {
  guildhall = await openGuildhall({ backlog: BACKLOG, bounds: { socketBytes: 400_000 } });
});
afterAll(() => guildhall?.close());
beforeEach(() => {
  reads = new Reads();
});
afterEach(() => reads.stop());

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const between = (from: number, to: number) => upTo(to - from).map((n) => from + n);

test(
  'each of many who come back at once gets exactly what they missed, from two reads',
  async () => {
    const { group, leader, members } = await community(guildhall.url, 5);
    const { stream, head } = await talk(leader, group, 50);
    const lasts = upTo(SOCKETS).map((n) => head - 1 - ((n * 7) % 50));
    reads = new Reads();
    const ears = await Promise.all(lasts.map((_, index) => members[index % members.length]!.listen()));
    const answers = await Promise.all(ears.map((ear, index) => ear.watch({ [stream]: lasts[index]! })));
    for (const [index, last] of lasts.entries()) expect(told(answers[index]![stream]!)).toEqual(between(last, head));
    expect(reads.ofEvents(stream)).toBeGreaterThan(0);
    expect(reads.ofEvents(stream)).toBeLessThanOrEqual(2);
    closeAll(ears);
  },
  STORM_MS,
);

test('those who come back one after the other, each further behind than the last, cost two reads as well', async () => {
  const { group, leader, members } = await community(guildhall.url, 1);
  const { stream, head } = await talk(leader, group, 50);
  reads = new Reads();
  const ear = await members[0]!.listen();
  for (const behind of upTo(50)) {
    const answer = await ear.watch({ [stream]: head - behind });
    expect(told(answer[stream]!)).toEqual(between(head - behind, head));
  }
  expect(reads.ofEvents(stream)).toBe(2);
  ear.close();
});

test(
  'those who come back while others post get everything once, in order, from two reads as well',
  async () => {
    const { group, leader, members } = await community(guildhall.url, 5);
    const { stream, topic, head } = await talk(leader, group, 30);
    reads = new Reads();
    const posting = Promise.all(upTo(20).map(() => leader.reply(topic)));
    const lasts = upTo(SOCKETS).map((n) => head - ((n * 7) % 30));
    const caughtUp = lasts.map(async (last, index) => {
      const ear = await members[index % members.length]!.listen();
      return { ear, last, heard: told((await ear.watch({ [stream]: last }))[stream]!) };
    });
    const clients = await Promise.all(caughtUp);
    await posting;
    for (const { ear, last, heard } of clients) {
      await ear.settled();
      const pushed = ear.events(stream).map(({ seq }) => seq);
      expect(pushed).toEqual([...pushed].sort((a, b) => a - b));
      const end = heard.at(-1) ?? last;
      expect([...heard, ...pushed.filter((seq) => seq > end)]).toEqual(between(last, head + 20));
    }
    expect(reads.ofEvents(stream)).toBeLessThanOrEqual(2);
    closeAll(clients.map(({ ear }) => ear));
  },
  STORM_MS,
);

test('what happens while nobody listens is told to the next who comes back', async () => {
  const { group, leader, members } = await community(guildhall.url, 1);
  const { stream, topic, head } = await talk(leader, group, 5);
  const first = await members[0]!.listen();
  await first.watch({ [stream]: head - 3 });
  await first.ask('unwatch', { streams: [stream] });
  for (const _ of upTo(4)) await leader.reply(topic);
  expect(told((await first.watch({ [stream]: head - 2 }))[stream]!)).toEqual(between(head - 2, head + 4));
  first.close();
});

test('one who missed more than is told costs no read', async () => {
  const { group, leader, members } = await community(guildhall.url, 1);
  const { stream, head } = await talk(leader, group, BACKLOG + 1);
  reads = new Reads();
  const ear = await members[0]!.listen();
  expect((await ear.watch({ [stream]: head - BACKLOG - 1 }))[stream]).toEqual({ reset: true, head });
  expect(reads.ofEvents(stream)).toBe(0);
  ear.close();
});

test('those for whom the log no longer reaches back begin again, those after them do not', async () => {
  const { group, leader, members } = await community(guildhall.url, 1);
  const { stream, head } = await talk(leader, group, 20);
  await forget(stream, head - 10);
  reads = new Reads();
  const ears = await Promise.all(upTo(20).map(() => members[0]!.listen()));
  const answers = await Promise.all(ears.map((ear, index) => ear.watch({ [stream]: head - 1 - index })));
  for (const [index, answer] of answers.entries()) {
    const last = head - 1 - index;
    if (last >= head - 10) expect(told(answer[stream]!)).toEqual(between(last, head));
    else expect(answer[stream]).toEqual({ reset: true, head });
  }
  expect(reads.ofEvents(stream)).toBeLessThanOrEqual(2);
  closeAll(ears);
});

test('an answer that would get too large tells the streams of which less was missed; the others begin again', async () => {
  const { group, leader, members } = await community(guildhall.url, 1);
  const second = await leader.makeGroup();
  const little = await talk(leader, group, 3);
  const much = await talk(leader, second, 12, 'x'.repeat(POST_LENGTH));
  const ear = await members[0]!.listen();
  const answer = await ear.watch({ [much.stream]: much.head - 12, [little.stream]: little.head - 3 });
  expect(told(answer[little.stream]!)).toEqual(between(little.head - 3, little.head));
  expect(answer[much.stream]).toEqual({ reset: true, head: much.head });
  const rest = await ear.watch({ [much.stream]: much.head - 5 });
  expect(told(rest[much.stream]!)).toEqual(between(much.head - 5, much.head));
  ear.close();
});

/** Fills a group's stream with that many replies. */
async function talk(leader: Person, group: Group, replies: number, body = 'A reply') {
  const stream = groupStream(group.id);
  const topic = (await leader.startTopic(group)).topic.id;
  await Promise.all(upTo(replies).map((n) => leader.reply(topic, `${n} ${body}`.slice(0, POST_LENGTH))));
  const head: number = (await leader.get(`/topics/${topic}`)).body.head.seq;
  return { stream, topic, head };
}

function told(watched: Watched): number[] {
  if (!('events' in watched)) throw new Error(`Not told but ${JSON.stringify(watched)}`);
  expect(watched.events.at(-1)?.seq ?? watched.head).toBe(watched.head);
  return watched.events.map(({ seq }) => seq);
}

function closeAll(ears: Ear[]): void {
  for (const ear of ears) ear.close();
}
