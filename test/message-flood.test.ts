import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type SignedIn, signInMany } from '../bench/people.ts';
import type { Guildhall } from '../server/app.ts';
import { openGuildhall } from './support/guildhall.ts';
import { type Answer, request } from './support/http.ts';

// Two fifths of the usual limits: twelve messages a minute, six new conversations an hour, the same text to two strangers.

const SECRET = 'a secret for the tests of limits, long enough';
let guildhall: Guildhall;
let strangers: SignedIn[];
let sender: SignedIn;
let ask: (person: SignedIn, method: string, path: string, body: object) => Promise<Answer>;

beforeAll(async () => {
  guildhall = await openGuildhall({ limitFactor: 0.4, jwtSecret: SECRET });
  ask = (person, method, path, body) => request(guildhall.url, method, path, { token: person.token(), body });
});
beforeEach(async () => {
  [sender, ...strangers] = (await signInMany(16, SECRET)) as [SignedIn, ...SignedIn[]];
});
afterAll(() => guildhall?.close());

const begin = (from: SignedIn, to: SignedIn, body: string = randomUUID(), clientId: string = randomUUID()) =>
  ask(from, 'POST', '/me/conversations', { username: to.username, clientId, body });

const write = (from: SignedIn, id: string, body: string = randomUUID()) =>
  ask(from, 'POST', `/conversations/${id}/messages`, { clientId: randomUUID(), body });

function expectRest({ status, body, headers }: Answer): void {
  expect([status, body.code]).toEqual([429, 'rate_limited']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
}

test('nobody begins many conversations at once with people who never answered', async () => {
  for (const stranger of strangers.slice(0, 6)) expect((await begin(sender, stranger)).status).toBe(201);
  expectRest(await begin(sender, strangers[6]!));
  const { body } = await request(guildhall.url, 'GET', '/me/conversations', { token: sender.token() });
  expect(body.items).toHaveLength(6);
});

test('who was held back still writes to those who have answered, and is still answered', async () => {
  const first = (await begin(sender, strangers[0]!)).body.conversation.id;
  for (const stranger of strangers.slice(1, 6)) await begin(sender, stranger);
  expectRest(await begin(sender, strangers[6]!));
  expect((await write(strangers[0]!, first)).status).toBe(201);
  expect((await write(sender, first)).status).toBe(201);
  expect((await begin(strangers[7]!, sender)).status).toBe(201);
  expect((await begin(sender, strangers[7]!)).status).toBe(201);
});

test('the same text goes to few who never answered, however it is dressed up', async () => {
  expect((await begin(sender, strangers[0]!, 'Buy my book!')).status).toBe(201);
  expect((await begin(sender, strangers[1]!, 'buy MY book')).status).toBe(201);
  expectRest(await begin(sender, strangers[2]!, 'Buy, my  book …'));
  expect((await begin(sender, strangers[2]!, 'How are you?')).status).toBe(201);
});

test('nobody writes more than so many messages a minute, also to those who answer', async () => {
  const { id } = (await begin(sender, strangers[0]!)).body.conversation;
  await write(strangers[0]!, id);
  const answers = await Promise.all(Array.from({ length: 12 }, () => write(sender, id)));
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused).toHaveLength(1);
  expectRest(refused[0]!);
  expect((await write(strangers[0]!, id)).status).toBe(201);
});

test('a message sent again because its answer was lost counts once', async () => {
  const clientId = randomUUID();
  const answers: number[] = [];
  for (let tries = 0; tries < 4; tries += 1) {
    answers.push((await begin(sender, strangers[0]!, 'The same', clientId)).status);
  }
  expect(answers).toEqual([201, 200, 200, 200]);
  expect((await begin(sender, strangers[1]!, 'The same')).status).toBe(201);
});
