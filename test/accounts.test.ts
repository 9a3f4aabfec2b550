import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { SessionModel } from '../server/accounts/session.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import type { Answer as SocketAnswer } from '../shared/sockets.ts';
import { openGuildhall } from './support/guildhall.ts';
import { type Answer, request } from './support/http.ts';
import { fresh, ok, Person, refreshCookie } from './support/person.ts';

const JWT_SECRET = 'a secret of more than thirty-two characters';

let guildhall: Guildhall;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: JWT_SECRET });
});
afterAll(() => guildhall?.close());

const send = (path: string, body?: unknown, cookie?: string): Promise<Answer> =>
  request(guildhall.url, 'POST', path, { body, headers: cookie ? { cookie } : {} });

function registration(changes: object = {}) {
  const username = fresh('reg');
  return { username, email: `${username}@test.invalid`, password: 'correct horse battery', ...changes };
}

describe('registering', () => {
  test('makes an account and signs in, with a cookie that scripts and other sites cannot use', async () => {
    const input = registration({ displayName: 'Zoë' });
    const answer = await send('/auth/register', input);
    expect(answer.status).toBe(201);
    expect(answer.body.account).toMatchObject({
      username: input.username,
      displayName: 'Zoë',
      role: 'member',
      rank: 'forum-explorer',
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Strict/i);
    expect(answer.headers.getSetCookie()[0]).toMatch('Path=/api/v1/auth');
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|argon/i);
  });

  test('refuses a name or address that is taken, however it is written', async () => {
    const input = registration();
    ok(await send('/auth/register', input));
    const name = await send('/auth/register', registration({ username: input.username.toUpperCase() }));
    expect([name.status, name.body.code, name.body.errors[0].path]).toEqual([409, 'username_taken', 'username']);
    const email = await send('/auth/register', registration({ email: input.email.toUpperCase() }));
    expect([email.status, email.body.code]).toEqual([409, 'email_taken']);
  });

  test('of the same name at the same moment works once', async () => {
    const input = registration();
    const answers = await Promise.all(
      [1, 2, 3].map((n) => send('/auth/register', { ...input, email: `${n}${input.email}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });
});

describe('signing in', () => {
  test('works with name or address, whatever the case', async () => {
    const input = registration();
    ok(await send('/auth/register', input));
    for (const login of [input.username.toUpperCase(), input.email]) {
      expect((await send('/auth/login', { login, password: input.password })).status).toBe(200);
    }
  });

  test('tells a wrong password and an unknown name apart for nobody', async () => {
    const input = registration();
    ok(await send('/auth/register', input));
    const wrong = await send('/auth/login', { login: input.username, password: 'not the password' });
    const unknown = await send('/auth/login', { login: 'nobody-at-all', password: 'not the password' });
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual(unknown.body);
  });
});

describe('the refresh token', () => {
  test('is replaced at each use', async () => {
    const person = await Person.register(guildhall.url);
    const first = ok(await send('/auth/refresh', undefined, person.cookie));
    expect(refreshCookie(first)).not.toBe(person.cookie);
    const second = await send('/auth/refresh', undefined, refreshCookie(first));
    expect(second.status).toBe(200);
    expect((await request(guildhall.url, 'GET', '/me', { token: second.body.accessToken })).status).toBe(200);
  });

  test('sent by two tabs at once signs neither out', async () => {
    const person = await Person.register(guildhall.url);
    const answers = await Promise.all([1, 2, 3].map(() => send('/auth/refresh', undefined, person.cookie)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const cookies = answers.map(refreshCookie).filter(Boolean);
    expect(new Set(cookies).size).toBe(1);
  });

  test('used a second time later ends the session: one of the two is a thief', async () => {
    const person = await Person.register(guildhall.url);
    const ear = await person.listen();
    const first = ok(await send('/auth/refresh', undefined, person.cookie));
    const second = ok(await send('/auth/refresh', undefined, refreshCookie(first)));
    expect((await send('/auth/refresh', undefined, person.cookie)).status).toBe(401);
    expect((await send('/auth/refresh', undefined, refreshCookie(second))).status).toBe(401);
    expect((await person.get('/me')).status).toBe(401);
    expect((await ear.notice(({ type }) => type === 'closing')).payload).toEqual({ code: 'revoked' });
  });

  test('that was never given out ends nothing', async () => {
    const person = await Person.register(guildhall.url);
    const [name, value] = person.cookie.split('=') as [string, string];
    const forged = `${name}=${value.split('.')[0]}.${'A'.repeat(43)}`;
    for (const cookie of [forged, `${name}=nonsense`, `${name}=`]) {
      expect((await send('/auth/refresh', undefined, cookie)).status).toBe(401);
      expect((await send('/auth/logout', undefined, cookie)).status).toBe(204);
    }
    expect((await person.get('/me')).status).toBe(200);
  });

  test('lies in the store only as a hash', async () => {
    const person = await Person.register(guildhall.url);
    const secret = person.cookie.split('.')[1]!;
    const session = await SessionModel.findOne({ account: toId(person.id) }).lean();
    expect(JSON.stringify(session)).not.toMatch(secret);
  });
});

describe('a session', () => {
  test('ends with logout: both its tokens are worthless at once', async () => {
    const person = await Person.register(guildhall.url);
    expect((await send('/auth/logout', undefined, person.cookie)).status).toBe(204);
    expect((await person.get('/me')).status).toBe(401);
    expect((await send('/auth/refresh', undefined, person.cookie)).status).toBe(401);
  });

  test('is listed, and can be ended from another, but not by another member', async () => {
    const [person, stranger] = [await Person.register(guildhall.url), await Person.register(guildhall.url)];
    const credentials = { login: person.username, password: person.password };
    const elsewhere = ok(await send('/auth/login', credentials)).body.accessToken;
    const { items } = (await person.get('/me/sessions')).body;
    expect(items.map(({ current }: { current: boolean }) => current).sort()).toEqual([false, true]);
    const { id } = items.find(({ current }: { current: boolean }) => !current);
    expect((await stranger.delete(`/me/sessions/${id}`)).status).toBe(404);
    expect((await person.delete(`/me/sessions/${id}`)).status).toBe(204);
    expect((await request(guildhall.url, 'GET', '/me', { token: elsewhere })).status).toBe(401);
    expect((await person.get('/me')).status).toBe(200);
  });
});

describe('an access token', () => {
  const claims = (person: Person) => {
    const { sid, sub } = jwt.decode(person.token) as { sid: string; sub: string };
    return { sid, sub, iss: 'guildhall', aud: 'guildhall' };
  };
  const forgeries: [string, (person: Person) => string][] = [
    ['has expired', (person) => jwt.sign(claims(person), JWT_SECRET, { expiresIn: -1 })],
    ['is signed with another key', (person) => jwt.sign(claims(person), 'x'.repeat(40), { expiresIn: 60 })],
    [
      'is signed with another algorithm',
      (person) => jwt.sign(claims(person), JWT_SECRET, { algorithm: 'HS512', expiresIn: 60 }),
    ],
    ['is not signed', (person) => jwt.sign(claims(person), '', { algorithm: 'none', expiresIn: 60 })],
    [
      'was made by another issuer',
      (person) => jwt.sign({ ...claims(person), iss: 'other' }, JWT_SECRET, { expiresIn: 60 }),
    ],
    [
      'is meant for another audience',
      (person) => jwt.sign({ ...claims(person), aud: 'other' }, JWT_SECRET, { expiresIn: 60 }),
    ],
    ['names no session', (person) => jwt.sign({ ...claims(person), sid: undefined }, JWT_SECRET, { expiresIn: 60 })],
    [
      'names the session of another',
      (person) => jwt.sign({ ...claims(person), sub: '0'.repeat(24) }, JWT_SECRET, { expiresIn: 60 }),
    ],
    [
      'names an operator as its session',
      (person) => jwt.sign({ ...claims(person), sid: { $gt: '' } }, JWT_SECRET, { expiresIn: 60 }),
    ],
  ];
  test.each(forgeries)('is refused when it %s', async (_name, forge) => {
    const person = await Person.register(guildhall.url);
    const answer = await request(guildhall.url, 'GET', '/me', { token: forge(person) });
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
  });
});

describe('the site’s roles', () => {
  test('are given by staff, at once, and not by others or to oneself', async () => {
    const [staff, member] = [
      await Person.register(guildhall.url, 'staff', 'staff'),
      await Person.register(guildhall.url),
    ];
    const group = { slug: fresh('g').toLowerCase(), name: 'G', category: 'Impact', description: 'D' };
    expect((await member.post('/groups', group)).status).toBe(403);
    expect((await member.patch(`/accounts/${member.username}`, { role: 'staff' })).status).toBe(403);
    expect((await staff.patch(`/accounts/${staff.username}`, { role: 'member' })).status).toBe(403);
    expect((await staff.patch(`/accounts/${member.username}`, { role: 'staff' })).status).toBe(200);
    expect((await member.post('/groups', group)).status).toBe(201);
  });

  test('begin with a staff account whose password is told once', async () => {
    const { staff } = guildhall.news;
    const answer = await send('/auth/login', { login: staff!.username, password: staff!.password });
    expect(answer.body.account.role).toBe('staff');
  });
});

describe('too many attempts', () => {
  test('are told when to come back, and leave other accounts alone', async () => {
    const strict = await openGuildhallAgain();
    const person = await Person.register(strict.url);
    const attempt = (login: string) =>
      request(strict.url, 'POST', '/auth/login', { body: { login, password: 'wrong wrong wrong' } });
    const statuses = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await attempt(person.username)).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    expect((await attempt('someone-else')).status).toBe(401);
  });
});

test('a socket that watches without end is told when to come back', async () => {
  const strict = await openGuildhallAgain();
  const ear = await (await Person.register(strict.url)).listen();
  const answers: SocketAnswer<unknown>[] = [];
  while (answers.length < 125) answers.push(await ear.ask('watch', { streams: {} }));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(120);
  expect(answers.at(-1)).toMatchObject({ ok: false, code: 'rate_limited', retryAfter: expect.any(Number) });
  ear.close();
});

/** The node all tests use, with the limits members have. */
async function openGuildhallAgain(): Promise<Guildhall> {
  await guildhall.close();
  guildhall = await openGuildhall({ jwtSecret: JWT_SECRET, limitFactor: 1 });
  return guildhall;
}
