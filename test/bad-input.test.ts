import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import type { Route } from '../server/http/route.ts';
import { routes } from '../server/http/routes.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { serviceToken } from './support/partnering.ts';
import { community, type Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: { member: Person; service: string; slug: string; topicId: string; postId: string; head: number };

beforeAll(async () => {
  guildhall = await openGuildhall();
  const { group, leader, members } = await community(guildhall.url, 1);
  const { topic, post } = await members[0]!.startTopic(group);
  const { head } = (await members[0]!.get(`/groups/${group.slug}`)).body;
  const service = await serviceToken(leader);
  scene = { member: members[0]!, service, slug: group.slug, topicId: topic.id, postId: post.id, head: head.seq };
});
afterAll(() => guildhall?.close());

/** A row's path with things in it that exist. */
function real(path: string): string {
  const id = path.startsWith('/posts') ? scene.postId : path.startsWith('/topics') ? scene.topicId : '0'.repeat(24);
  return path.replace(':slug', scene.slug).replace(':id', id).replace(':username', scene.member.username);
}

/** What one shows to be let in there. */
const pass = ({ access }: Route) => ({
  ...(access === 'signed in' && { token: scene.member.token }),
  ...(access === 'service' && { token: scene.service }),
});

const guarded = routes.filter(({ access }) => access !== 'open');
const named = (rows: typeof routes) => rows.map((route) => [`${route.method} ${route.path}`, route] as const);

describe.each(named(guarded))('%s', (_name, route) => {
  const { method, path, body, query } = route;

  test.each([
    ['no token', {}],
    ['an empty token', { headers: { authorization: 'Bearer ' } }],
    ['another scheme', { headers: { authorization: 'Basic c3RhZmY6c3RhZmY=' } }],
    ['a token that is none', { token: 'nonsense' }],
  ])('is refused with %s', async (_case, options) => {
    const answer = await request(guildhall.url, method, real(path), options);
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
  });

  if (path.includes(':id')) {
    test.each(['1', 'x'.repeat(24), '%24gt', '..%2f..', "'%20or%201=1"])('is refused with the id %s', async (id) => {
      const answer = await request(guildhall.url, method, path.replace(':id', id), pass(route));
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    });
  }

  test('takes no query it does not know', async () => {
    const operator = `${real(path)}?nonsense=1&limit[$gt]=0`;
    const answer = await request(guildhall.url, method, operator, {
      ...pass(route),
      body: body ? {} : undefined,
    });
    expect(answer.body.code).toBe('invalid_request');
    expect(query === undefined || answer.body.errors.length > 0).toBe(true);
  });
});

describe.each(named(routes.filter(({ body }) => body)))('the body of %s', (_name, route) => {
  const { method, path, body } = route;
  const send = (options: object) => request(guildhall.url, method, real(path), { ...pass(route), ...options });
  const optional = body!.safeParse(undefined).success;

  test.each([
    ['an unknown key', { body: { $where: '1', unknown: true } }],
    ['a list', { body: [] }],
    ['a text', { raw: '"text"' }],
    ['a number', { raw: '1' }],
    ['broken JSON', { raw: '{"body": ' }],
    ['a key that reaches for the prototype', { raw: '{"__proto__": {"role": "staff"}, "constructor": 1}' }],
  ])('is refused when it is %s', async (_case, options) => {
    const answer = await send(options);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  });

  test('is refused when it is not there, unless it may be missing', async () => {
    if (optional) return;
    expect((await send({})).body.code).toBe('invalid_request');
  });

  test('is refused when it is too large', async () => {
    const answer = await send({ raw: JSON.stringify({ body: 'x'.repeat(300_000) }) });
    expect([answer.status, answer.body.code]).toEqual([413, 'too_large']);
  });

  test('takes no operator in the place of a value', async () => {
    const shape = (body as { shape?: Record<string, unknown> }).shape ?? {};
    for (const key of Object.keys(shape)) {
      for (const value of [{ $gt: '' }, { $ne: null }, ['x'], { toString: 'x' }]) {
        // A list of one word is what some fields are for.
        if (body!.safeParse({ [key]: value }).success) continue;
        const answer = await send({ body: { [key]: value } });
        expect([answer.status, answer.body.errors.some(({ path }: { path: string }) => path.startsWith(key))]).toEqual([
          400,
          true,
        ]);
      }
    }
  });
});

describe('texts', () => {
  const reply = (body: unknown) =>
    scene.member.post(`/topics/${scene.topicId}/posts`, { clientId: randomUUID(), body });

  test.each([
    ['empty', ''],
    ['blanks', ' \n\t '],
    ['blanks of other kinds', '\u00a0\u2003\u3000\u200b\ufeff\u2060'],
    ['characters that show nothing', '\u200d\u200e\u00ad\u115f\u3164'],
    ['longer than a post may be', 'x'.repeat(20_001)],
    ['a number', 5],
    ['nothing', null],
  ])('that are %s are refused as a post', async (_case, body) => {
    const answer = await reply(body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'body']);
  });

  test.each(['👍', 'ok', 'לא', 'x'.repeat(20_000), '<script>alert(1)</script>', '{"$gt": ""}'])(
    'like %p are accepted as they are',
    async (body) => {
      expect((await reply(body)).body.post.body).toBe(body);
    },
  );

  test.each(['a', '-a', 'a b', 'a..b', 'аdmin', 'a@b', 'x'.repeat(31), '../etc', ''])(
    '%p is no username',
    async (username) => {
      const body = { username, email: 'x@test.invalid', password: 'correct horse battery' };
      const answer = await request(guildhall.url, 'POST', '/auth/register', { body });
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'username']);
    },
  );

  test.each(['not a uuid', '', 1, null])('%p is no clientId', async (clientId) => {
    const answer = await scene.member.post(`/topics/${scene.topicId}/posts`, { clientId, body: 'B' });
    expect(answer.body.errors[0].path).toBe('clientId');
  });
});

test.each(['0', '-1', '1e9', 'x', '101'])('a list gives no page of %s items', async (limit) => {
  const answer = await scene.member.get(`/groups?limit=${limit}`);
  expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'limit']);
});

test.each(['x', '1_2', '99999999999999999999_000000000000000000000000', '{"$gt":1}'])(
  '%s is no cursor',
  async (cursor) => {
    for (const path of ['/groups', `/groups/${scene.slug}/members`, `/groups/${scene.slug}/topics`]) {
      const answer = await scene.member.get(`${path}?cursor=${encodeURIComponent(cursor)}`);
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'cursor']);
    }
  },
);

test('what is not there is not found, and what is there takes only its methods', async () => {
  expect((await scene.member.get('/nowhere')).body.code).toBe('not_found');
  expect((await scene.member.get('/groups/no-such-group')).body.code).toBe('not_found');
  expect((await scene.member.get(`/topics/${'0'.repeat(24)}`)).body.code).toBe('not_found');
  expect((await scene.member.get('/accounts/nobody')).body.code).toBe('not_found');
  const answer = await scene.member.put('/groups');
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  const malformed = await fetch(`${guildhall.url}/api/v1/groups/%E0%A4%A`);
  expect(malformed.status).toBe(400);
});

test('none of this has left a trace in the group', async () => {
  const { head, memberCount, topicCount, name } = (await scene.member.get(`/groups/${scene.slug}`)).body;
  const { items } = (await scene.member.get(`/topics/${scene.topicId}/posts?limit=100`)).body;
  expect([memberCount, topicCount, name]).toEqual([2, 1, `Group ${scene.slug}`]);
  expect(head.seq - scene.head).toBe(items.length - 1);
});
