import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import type { LoggedEvent } from '../shared/events.ts';
import type { Post } from '../shared/topics.ts';
import { Ear } from './support/ear.ts';
import { request } from './support/http.ts';
import { GuildhallProcess, temporaryDirectory } from './support/process.ts';

// The whole node is killed at a moment nobody chose, store and all, and started again on the same directory.
// CRASH_ROUNDS runs more of them.

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 2);
const AUTHORS = 6;

let guildhall: GuildhallProcess | undefined;
afterEach(() => guildhall?.kill('SIGKILL'));

type Scene = { token: string; slug: string; stream: string; topicId: string };

async function setScene(
  url: string,
  { username: login, password }: { username: string; password: string },
): Promise<Scene> {
  const { body } = await request(url, 'POST', '/auth/login', { body: { login, password } });
  const token = body.accessToken;
  const group = { slug: 'crash', name: 'Crash', category: 'Impact', description: 'D' };
  const made = await request(url, 'POST', '/groups', { token, body: group });
  const topic = { clientId: randomUUID(), title: 'T', body: 'B' };
  const {
    topic: { id },
  } = (await request(url, 'POST', '/groups/crash/topics', { token, body: topic })).body;
  return { token, slug: 'crash', stream: made.body.head.stream, topicId: id };
}

test(
  `what was acknowledged is there after kill -9, and the log has no gap (${ROUNDS} rounds)`,
  async () => {
    const data = await temporaryDirectory();
    guildhall = new GuildhallProcess({ GUILDHALL_DATA: data, BACKLOG: '100000' });
    let url = await guildhall.url();
    const scene = await setScene(url, guildhall.staff()!);
    const acknowledged: Post[] = [];
    const sent: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const target = acknowledged.length + 20 + Math.floor(Math.random() * 40);
      const posting = Array.from({ length: AUTHORS }, () =>
        postUntilKilled(url, scene, acknowledged, sent, () => {
          if (acknowledged.length >= target) guildhall!.child.kill('SIGKILL');
        }),
      );
      await Promise.all(posting);
      await guildhall.ended;
      guildhall = new GuildhallProcess({ GUILDHALL_DATA: data, BACKLOG: '100000' });
      url = await guildhall.url();
      await verify(url, scene, acknowledged, sent);
    }
  },
  60_000 + ROUNDS * 20_000,
);

test('the store dying alone costs no acknowledged post, and the node goes on when it is back', async () => {
  guildhall = new GuildhallProcess({ GUILDHALL_DATA: await temporaryDirectory(), BACKLOG: '100000' });
  const url = await guildhall.url();
  const scene = await setScene(url, guildhall.staff()!);
  const ear = await Ear.open(url, scene.token);
  await ear.watch({ [scene.stream]: null });
  const acknowledged: Post[] = [];
  const sent: string[] = [];
  await postOften(url, scene, acknowledged, sent, 10);
  process.kill(await guildhall.storePid(), 'SIGKILL');
  await postOften(url, scene, acknowledged, sent, 10);
  await verify(url, scene, acknowledged, sent);
  await ear.next('post.created', ({ data }) => data.post.id === acknowledged.at(-1)!.id);
  const heard = ear.events(scene.stream).map(({ seq }) => seq);
  expect(heard).toEqual(heard.map((_, index) => heard[0]! + index));
  ear.close();
});

/** Posts until so many more are acknowledged; what is refused because the store is away is sent again. */
async function postOften(
  url: string,
  scene: Scene,
  acknowledged: Post[],
  sent: string[],
  times: number,
): Promise<void> {
  const { token, topicId } = scene;
  for (let n = 0; n < times; n += 1) {
    const body = { clientId: randomUUID(), body: `Post ${sent.length}` };
    sent.push(body.clientId);
    let answer = await request(url, 'POST', `/topics/${topicId}/posts`, { token, body });
    while (answer.status === 503) answer = await request(url, 'POST', `/topics/${topicId}/posts`, { token, body });
    expect([200, 201]).toContain(answer.status);
    acknowledged.push(answer.body.post);
  }
}

async function postUntilKilled(
  url: string,
  scene: Scene,
  acknowledged: Post[],
  sent: string[],
  check: () => void,
): Promise<void> {
  const { token, topicId } = scene;
  for (;;) {
    const body = { clientId: randomUUID(), body: `Post ${sent.length}` };
    sent.push(body.clientId);
    const answer = await request(url, 'POST', `/topics/${topicId}/posts`, { token, body }).catch(() => null);
    if (answer?.status !== 201) return;
    acknowledged.push(answer.body.post);
    check();
  }
}

async function verify(
  url: string,
  { token, stream, topicId }: Scene,
  acknowledged: Post[],
  sent: string[],
): Promise<void> {
  const posts = await allPosts(url, token, topicId);
  expect(posts.map(({ number }) => number)).toEqual(posts.map((_, index) => index + 1));
  const byId = new Map(posts.map((post) => [post.id, post]));
  for (const post of acknowledged) expect(byId.get(post.id)).toMatchObject({ number: post.number, body: post.body });
  for (const { clientId, number } of posts.slice(1)) expect([number, sent.includes(clientId)]).toEqual([number, true]);
  const { topic } = (await request(url, 'GET', `/topics/${topicId}`, { token })).body;
  expect(topic.postCount).toBe(posts.length);
  const events = await allEvents(url, token, stream);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const told = events.flatMap((event) => (event.type === 'post.created' ? [event.data.post.id] : []));
  expect(told).toEqual(posts.slice(1).map(({ id }) => id));
}

async function allPosts(url: string, token: string, topicId: string, from = 1): Promise<Post[]> {
  const { items, next } = (await request(url, 'GET', `/topics/${topicId}/posts?from=${from}&limit=100`, { token }))
    .body;
  return next ? [...items, ...(await allPosts(url, token, topicId, next))] : items;
}

async function allEvents(url: string, token: string, stream: string): Promise<LoggedEvent[]> {
  const ear = await Ear.open(url, token);
  const answer = (await ear.watch({ [stream]: 0 }))[stream]!;
  ear.close();
  if (!('events' in answer)) throw new Error('the log did not tell everything');
  return answer.events;
}
