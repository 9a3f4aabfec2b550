import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { routes } from '../server/http/routes.ts';
import { openGuildhall } from './support/guildhall.ts';
import { json } from './support/http.ts';
import { community, Person } from './support/person.ts';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall();
});
afterAll(() => guildhall?.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${guildhall.url}${path}`, { headers });

test('says that it lives and that it is ready', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ready', store: true, redis: null });
});

describe('the metrics', () => {
  test('count requests by row, sockets, streams and deliveries', async () => {
    const { group, members } = await community(guildhall.url, 1);
    const ear = await members[0]!.listen();
    await ear.watch({ [`group:${group.id}`]: null });
    await members[0]!.startTopic(group);
    await ear.next('topic.created');
    const text = await (await get('/metrics')).text();
    expect(text).toMatch(/guildhall_sockets 1/);
    expect(text).toMatch(/guildhall_streams 2/);
    expect(text).toMatch(/guildhall_deliveries_total [1-9]/);
    expect(text).toMatch(
      /guildhall_http_seconds_count\{method="POST",route="\/groups\/:slug\/topics",status="201"\} 1/,
    );
    expect(text).toMatch(/nodejs_eventloop_lag_seconds/);
    ear.close();
  });

  test('are for this machine alone, not for whom a proxy on it forwards', async () => {
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
  });

  test('are for whoever has the token, where one is set', async () => {
    await guildhall.close();
    guildhall = await openGuildhall({ metricsToken: 'a token for metrics' });
    expect((await get('/metrics')).status).toBe(404);
    expect((await get('/metrics', { authorization: 'Bearer another token!!!!!' })).status).toBe(404);
    expect((await get('/metrics', { authorization: 'Bearer a token for metrics' })).status).toBe(200);
  });
});

describe('the description of the API', () => {
  test('has every row, with its body and answer', async () => {
    const { paths, openapi } = await json(await get('/api/v1/openapi.json'));
    expect(openapi).toBe('3.1.0');
    for (const { method, path, body, upload, answer, file, status } of routes) {
      const operation = paths[path.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()];
      expect(operation.requestBody !== undefined).toBe(body !== undefined || upload !== undefined);
      const answers = answer !== undefined || file !== undefined;
      expect(operation.responses[answers ? (status ?? 200) : 204].content !== undefined).toBe(answers);
    }
    const { properties, required } = paths['/topics/{id}/posts'].post.requestBody.content['application/json'].schema;
    expect(Object.keys(properties)).toEqual(['clientId', 'body', 'replyTo']);
    expect(required).toEqual(['clientId', 'body']);
  });
});

test('a file of the client there is not, as after an update, is not found and no fault', async () => {
  const answer = await get('/assets/gone-with-the-last-version.js');
  expect([answer.status, (await json(answer)).code]).toEqual([404, 'not_found']);
});

test('every answer names its request and keeps strangers’ pages out', async () => {
  const answer = await get('/healthz');
  expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  expect((await get('/healthz', { 'x-request-id': 'given-by-a-proxy' })).headers.get('x-request-id')).toBe(
    'given-by-a-proxy',
  );
  expect((await get('/healthz', { 'x-request-id': '<script>' })).headers.get('x-request-id')).not.toMatch('script');
  expect(answer.headers.get('content-security-policy')).toMatch("default-src 'self'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-powered-by')).toBeNull();
});

test('a node that stops tells its sockets to come back, and answers what it was asked before', async () => {
  const { group, members } = await community(guildhall.url, 1);
  const [member] = members as [Person];
  const { topic } = await member.startTopic(group);
  const ear = await member.listen();
  const body = JSON.stringify({ clientId: randomUUID(), body: 'Under way' });
  const posting = httpRequest(`${guildhall.url}/api/v1/topics/${topic.id}/posts`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${member.token}`,
      'content-type': 'application/json',
      'content-length': body.length,
      expect: '100-continue',
    },
  });
  posting.flushHeaders();
  await once(posting, 'continue');
  const closing = guildhall.close();
  expect((await ear.notice(({ type }) => type === 'closing')).payload).toEqual({ code: 'draining' });
  posting.end(body);
  const [answer] = await once(posting, 'response');
  expect(answer.statusCode).toBe(201);
  answer.resume();
  await closing;
  await expect(Person.register(guildhall.url)).rejects.toThrow();
  guildhall = await openGuildhall();
});
