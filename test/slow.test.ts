import { afterEach, expect, jest, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Config } from '../server/config.ts';
import type { Watched } from '../shared/sockets.ts';
import { POST_LENGTH } from '../shared/topics.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { metric, metricFits } from './support/metrics.ts';
import { community, type Person } from './support/person.ts';

// The kernel takes some megabytes for a client that does not read; only then does anything wait in the server.

jest.setTimeout(120_000);

const MB = 1_000_000;
/** A post that takes three bytes for each character on its way: about 60 KB. */
const LARGE = '€'.repeat(POST_LENGTH);

let guildhall: Guildhall;
afterEach(() => guildhall?.close());

const open = async (changes: Partial<Config>) => {
  guildhall = await openGuildhall(changes);
};
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const slow = () => metric(guildhall.url, 'guildhall_slow_consumers_total');
const waiting = () => metric(guildhall.url, 'guildhall_waiting_bytes');

test('one that stops reading is cut and misses nothing; others do not notice, and little is kept for it', async () => {
  await open({ bounds: { socketBytes: 0.5 * MB } });
  const { group, leader, members } = await community(guildhall.url);
  const [reader, sleeper] = members as [Person, Person];
  const stream = `group:${group.id}`;
  const { topic } = await leader.startTopic(group);
  const { seq } = (await leader.get(`/topics/${topic.id}`)).body.head;
  const [awake, asleep] = [await reader.listen(), await sleeper.listen()];
  for (const ear of [awake, asleep]) await ear.watch({ [stream]: seq });
  const resume = asleep.pause();
  let most = 0;
  for (let rounds = 0; rounds < 80 && (await slow()) === 0; rounds += 1) {
    await post(leader, [topic.id], 5);
    most = Math.max(most, await waiting());
  }
  expect(await slow()).toBe(1);
  expect(most).toBeLessThan(6 * MB);
  await post(leader, [topic.id], 20);
  // It is broken off, though it takes no farewell either.
  await metricFits(guildhall.url, 'guildhall_waiting_bytes', (bytes) => bytes === 0);
  const { seq: last } = (await leader.get(`/topics/${topic.id}`)).body.head;
  const all = upTo(last - seq).map((n) => seq + n);
  await awake.notice(({ payload }) => (payload as { seq?: number }).seq === last);
  expect(seqs(awake)).toEqual(all);

  resume();
  await asleep.notice(({ type }) => type === 'disconnect');
  const heard = seqs(asleep);
  expect(heard).toEqual(all.slice(0, heard.length));
  expect(heard.length).toBeLessThan(all.length);
  const back = await sleeper.listen();
  expect(await toldSince(back, stream, seq + heard.length)).toEqual(all.slice(heard.length));
  for (const ear of [awake, back]) ear.close();
});

test('one that reads on in time is told why it was cut, after whatever had been sent', async () => {
  await open({ bounds: { socketBytes: 0.5 * MB } });
  const { group, leader, members } = await community(guildhall.url, 1);
  const stream = `group:${group.id}`;
  const { topic } = await leader.startTopic(group);
  const ear = await members[0]!.listen();
  await ear.watch({ [stream]: null });
  const resume = ear.pause();
  while ((await slow()) === 0) await post(leader, [topic.id], 5);
  resume();
  expect((await ear.notice(({ type }) => type === 'closing')).payload).toEqual({ code: 'slow', retryAfterMs: 2_000 });
  await ear.notice(({ type }) => type === 'disconnect');
});

test('one that reads slowly but keeps within the bound is not cut', async () => {
  await open({ bounds: { socketBytes: 6 * MB } });
  const { group, leader, members } = await community(guildhall.url);
  const [one, other] = members as [Person, Person];
  const second = await leader.makeGroup();
  const topics = [(await leader.startTopic(group)).topic.id, (await leader.startTopic(second)).topic.id];
  const [within, beyond] = [await one.listen(), await other.listen()];
  const stream = `group:${group.id}`;
  const { head } = (await within.watch({ [stream]: null }))[stream] as { head: number };
  await beyond.watch({ [stream]: null, [`group:${second.id}`]: null });
  const [resume, resumeBeyond] = [within.pause(), beyond.pause()];
  // The other one hears twice as much: when it is cut, both have been looked at.
  while ((await slow()) === 0) await post(leader, topics, 8);
  resume();
  await within.settled();
  expect(await slow()).toBe(1);
  const { seq: last } = (await leader.get(`/topics/${topics[0]}`)).body.head;
  expect(seqs(within)).toEqual(upTo(last - head).map((n) => head + n));
  within.close();
  resumeBeyond();
  await beyond.notice(({ type }) => type === 'disconnect');
});

test('one that asks on and on without reading is cut, and its answers do not pile up', async () => {
  await open({ bounds: { socketBytes: 5 * MB } });
  const { group, leader, members } = await community(guildhall.url);
  const [reader, flooder] = members as [Person, Person];
  const stream = `group:${group.id}`;
  const { topic } = await leader.startTopic(group);
  await post(leader, [topic.id], 40);
  const [awake, asleep] = [await reader.listen(), await flooder.listen()];
  const resume = asleep.pause();
  for (const _ of upTo(20)) asleep.socket.emit('watch', { streams: { [stream]: 0 } }, () => {});
  let most = 0;
  while ((await slow()) === 0) most = Math.max(most, await waiting());
  // An answer is of 2.4 MB; more than the bound and two of them never wait.
  expect(most).toBeLessThan(10 * MB);
  resume();
  await asleep.notice(({ type }) => type === 'disconnect');
  expect(awake.socket.connected).toBe(true);
  awake.close();
});

test('one that asks for more at once than is worked on gets an answer to each, some of them a refusal', async () => {
  await open({});
  const { group, members } = await community(guildhall.url, 1);
  const ear = await members[0]!.listen();
  const asked = upTo(60).map(() => ear.ask('watch', { streams: { [`group:${group.id}`]: 0 } }));
  const answers = await Promise.all(asked);
  const refused = answers.filter((answer) => !answer.ok);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(60);
  for (const answer of refused) expect(answer).toMatchObject({ code: 'rate_limited', retryAfter: 1 });
  ear.close();
});

test('one that polls, and then does not, is cut as well', async () => {
  await open({ bounds: { socketBytes: 0.5 * MB } });
  const { group, leader, members } = await community(guildhall.url, 1);
  const { topic } = await leader.startTopic(group);
  const say = await poll(members[0]!.token);
  expect(await say(`421["watch",{"streams":{"group:${group.id}":null}}]`)).toMatch(/^431\[\{"ok":true/);
  while ((await slow()) === 0) await post(leader, [topic.id], 5);
  expect(await metric(guildhall.url, 'guildhall_sockets')).toBe(0);
  await metricFits(guildhall.url, 'guildhall_waiting_bytes', (bytes) => bytes === 0);
});

test('all together are held to a bound, too: the one for whom most waits goes first', async () => {
  await open({ bounds: { socketBytes: 100 * MB, nodeBytes: 3 * MB } });
  const { group, leader, members } = await community(guildhall.url);
  const second = await leader.makeGroup();
  const topics = [(await leader.startTopic(group)).topic.id, (await leader.startTopic(second)).topic.id];
  const [less, more] = [await members[0]!.listen(), await members[1]!.listen()];
  await less.watch({ [`group:${group.id}`]: null });
  await more.watch({ [`group:${group.id}`]: null, [`group:${second.id}`]: null });
  const resumes = [less.pause(), more.pause()];
  while ((await slow()) === 0) await post(leader, topics, 8);
  for (const resume of resumes) resume();
  await more.notice(({ type }) => type === 'closing');
  await less.settled();
  expect(less.heard.filter(({ type }) => type === 'closing')).toEqual([]);
  less.close();
});

test('one that is gone without a word leaves no socket and no stream behind', async () => {
  await open({ bounds: { pingInterval: 200, pingTimeout: 200 } });
  const { group, members } = await community(guildhall.url, 1);
  const ear = await members[0]!.listen();
  await ear.watch({ [`group:${group.id}`]: null });
  expect(await metric(guildhall.url, 'guildhall_streams')).toBe(2);
  const resume = ear.pause();
  await metricFits(guildhall.url, 'guildhall_sockets', (sockets) => sockets === 0);
  expect(await metric(guildhall.url, 'guildhall_streams')).toBe(0);
  resume();
  await ear.notice(({ type }) => type === 'disconnect');
});

/** Posts in these topics by turns, as many at once. */
async function post(author: Person, topics: string[], count: number): Promise<void> {
  await Promise.all(upTo(count).map((n) => author.reply(topics[n % topics.length]!, `${n}${LARGE.slice(4)}`)));
}

/** Connects by polling; what comes back sends a packet and polls once for the answer. */
async function poll(token: string): Promise<(packet: string) => Promise<string>> {
  const url = `${guildhall.url}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(url)).text();
  const sid = /"sid":"([^"]+)"/.exec(opened)![1];
  const say = async (packet: string) => {
    await fetch(`${url}&sid=${sid}`, { method: 'POST', body: packet });
    return (await fetch(`${url}&sid=${sid}`)).text();
  };
  expect(await say(`40${JSON.stringify({ token })}`)).toMatch(/^40/);
  return say;
}

const seqs = (ear: Ear): number[] => ear.events().map(({ seq }) => seq);

/** What a client that comes back is told; where it is to begin again, what it then knows of. */
async function toldSince(ear: Ear, stream: string, last: number): Promise<number[]> {
  const watched = (await ear.watch({ [stream]: last }))[stream] as Exclude<Watched, { denied: true }>;
  return 'events' in watched ? watched.events.map(({ seq }) => seq) : upTo(watched.head - last).map((n) => last + n);
}
