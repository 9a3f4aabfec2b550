import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { Guildhall } from '../server/app.ts';
import { openGuildhall } from './support/guildhall.ts';
import { Person } from './support/person.ts';

// A program that knows only what is promised on the wire: no type, schema or helper of the project from here on.

let guildhall: Guildhall;
let slug: string;
beforeAll(async () => {
  guildhall = await openGuildhall();
  slug = (await (await Person.register(guildhall.url, 'staff', 'staff')).makeGroup()).slug;
});
afterAll(() => guildhall?.close());

// biome-ignore lint/suspicious/noExplicitAny: a stranger to the project has no types.
type Json = any;

async function call(
  method: string,
  path: string,
  token?: string,
  body?: object,
): Promise<{ status: number; json: Json }> {
  const response = await fetch(`${guildhall.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, json: text && JSON.parse(text) };
}

async function register(): Promise<{ id: string; token: string }> {
  const username = `u${randomUUID().slice(0, 8)}`;
  const { json } = await call('POST', '/auth/register', undefined, {
    username,
    email: `${username}@x.invalid`,
    password: 'a long password',
  });
  return { id: json.account.id, token: json.accessToken };
}

async function connect(token: string): Promise<Socket> {
  const socket = io(guildhall.url, { auth: { token }, transports: ['websocket'], forceNew: true });
  await new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(undefined));
    socket.on('connect_error', reject);
  });
  return socket;
}

test('register, join, watch, post, receive, miss five posts, resume, get exactly those five', async () => {
  const [ada, bob] = [await register(), await register()];
  for (const { token } of [ada, bob]) {
    expect((await call('POST', `/groups/${slug}/membership`, token, { guidelinesVersion: 1 })).status).toBe(201);
  }
  const group = (await call('GET', `/groups/${slug}`, ada.token)).json;
  const stream = group.head.stream;
  expect(stream).toBe(`group:${group.id}`);

  const first = await connect(bob.token);
  const watched = await first.emitWithAck('watch', {
    streams: { [stream]: group.head.seq, [`account:${bob.id}`]: null },
  });
  expect(watched).toMatchObject({ ok: true, data: { [stream]: { events: [] } } });

  const heard: Json[] = [];
  const created = new Promise<Json>((resolve) => first.on('topic.created', resolve));
  first.on('post.created', (event: Json) => heard.push(event));
  const made = await call('POST', `/groups/${slug}/topics`, ada.token, {
    clientId: randomUUID(),
    title: 'T',
    body: 'B',
  });
  expect(made.status).toBe(201);
  const event = await created;
  expect(event).toMatchObject({
    stream,
    type: 'topic.created',
    actor: { id: ada.id },
    data: { topic: { title: 'T' }, post: { number: 1 } },
  });
  const live = new Promise((resolve) => first.on('post.created', resolve));
  const body = { clientId: randomUUID(), body: 'Heard' };
  expect((await call('POST', `/topics/${made.json.topic.id}/posts`, ada.token, body)).status).toBe(201);
  expect((await call('POST', `/topics/${made.json.topic.id}/posts`, ada.token, body)).status).toBe(200);
  await live;
  const last = heard.at(-1).seq;
  first.disconnect();

  for (let n = 1; n <= 5; n += 1) {
    await call('POST', `/topics/${made.json.topic.id}/posts`, ada.token, {
      clientId: randomUUID(),
      body: `Missed ${n}`,
    });
  }
  const second = await connect(bob.token);
  const { ok, data } = await second.emitWithAck('watch', { streams: { [stream]: last } });
  expect(ok).toBe(true);
  expect(data[stream].events.map((missed: Json) => [missed.seq, missed.type, missed.data.post.body])).toEqual(
    [1, 2, 3, 4, 5].map((n) => [last + n, 'post.created', `Missed ${n}`]),
  );
  expect(data[stream].head).toBe(last + 5);
  second.disconnect();
});
