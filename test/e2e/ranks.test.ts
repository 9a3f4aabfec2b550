import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { request } from '../support/http.ts';
import { ok } from '../support/person.ts';
import { type RunningServer, startServer } from './running-server.ts';
import { openBrowser, postWith, sees, signIn, type Visitor, visit } from './visitor.ts';

// Ben rises by reading, which he has begun, on two devices; Ana looks on. Then staff give him a rank, and take it back.

jest.setTimeout(60_000);

const PASSWORD = 'likes to meet people';
const REASON = 'For the bench that everyone sits on';

let data: string;
let server: RunningServer;
let browser: Browser;
let ana: Visitor;
let ben: Visitor;
let phone: Visitor;
/** Ana's other tab. */
let room: Page;
let staffToken: string;
let anasToken: string;
let topics: [string, string];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  [server, browser] = await Promise.all([startServer(data), openBrowser()]);
  await settle();
  const visitors = await Promise.all(['ana', 'ben', 'ben'].map((name) => visit(browser, server.url, name)));
  [ana, ben, phone] = visitors as [Visitor, Visitor, Visitor];
  room = await ana.page.context().newPage();
  const anas = comeIn(ana, `/t/${topics[0]}`).then(() => room.goto('/g/hall'));
  const bens = comeIn(ben, '/').then(() => view(ben, topics[0]));
  await Promise.all([anas, bens, comeIn(phone, '/me/rank')]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

/** A group with two topics of Ana's, in the first of which Ben has replied. */
async function settle(): Promise<void> {
  const { username, password } = server.staff!;
  const body = { login: username, password };
  staffToken = ok(await request(server.url, 'POST', '/auth/login', { body })).body.accessToken;
  const group = { slug: 'hall', name: 'The hall', category: 'Interest', description: 'What stands in it.' };
  ok(await request(server.url, 'POST', '/groups', { token: staffToken, body: group }));
  const [anas, bens] = (await Promise.all(['ana', 'ben'].map(enter))) as [string, string];
  anasToken = anas;
  topics = [await startTopic('Who repairs the bench?'), await startTopic('The lamp flickers')];
  const reply = { clientId: randomUUID(), body: 'I have repaired it.' };
  ok(await request(server.url, 'POST', `/topics/${topics[0]}/posts`, { token: bens, body: reply }));
}

async function enter(username: string): Promise<string> {
  const body = { username, email: `${username}@example.org`, password: PASSWORD };
  const { accessToken: token } = ok(await request(server.url, 'POST', '/auth/register', { body })).body;
  ok(await request(server.url, 'POST', '/groups/hall/membership', { token, body: { guidelinesVersion: 1 } }));
  return token;
}

async function startTopic(title: string): Promise<string> {
  const body = { clientId: randomUUID(), title, body: `About: ${title}` };
  return ok(await request(server.url, 'POST', '/groups/hall/topics', { token: anasToken, body })).body.topic.id;
}

async function comeIn(visitor: Visitor, path: string): Promise<void> {
  await signIn(visitor, visitor.name, PASSWORD);
  await visitor.page.goto(path);
}

const decide = async (method: 'PUT' | 'DELETE', body: object): Promise<unknown> =>
  ok(await request(server.url, method, '/accounts/ben/rank/assignment', { token: staffToken, body }));

/** Looks at a topic until it counts as viewed: the client has said so a second time. */
async function view({ page }: Visitor, topicId: string): Promise<void> {
  let said = 0;
  const counted = page.waitForResponse(
    (response) => response.url().endsWith(`/topics/${topicId}/view`) && ++said === 2,
  );
  await page.goto(`/t/${topicId}`);
  await counted;
}

const bensPost = (): Locator => postWith(ana, 'I have repaired it.');
const toast = ({ page }: Visitor, text: string): Locator => page.locator('[data-news]').filter({ hasText: text });
const line = (): Locator => room.getByRole('log').getByText(/^ben is now/);
const main = (page: Page): Locator => page.getByRole('main');

test('a rise is told once on each device, says so in the room, and changes the label others see', async () => {
  await sees(bensPost().getByText('Forum explorer'));
  await view(ben, topics[1]);
  for (const device of [ben, phone]) {
    await sees(toast(device, 'You are now a Frequent visitor.'));
    expect(await toast(device, 'Frequent visitor').count()).toBe(1);
  }
  await sees(bensPost().getByText('Frequent visitor'));
  await sees(line());
  expect(await line().allInnerTexts()).toEqual([expect.stringMatching(/^ben is now a Frequent visitor/)]);
  await sees(main(phone.page).getByText('Became a Frequent visitor'));
});

test('it is not told again to whoever comes back', async () => {
  await phone.page.reload();
  await sees(phone.page.getByRole('button', { name: /^Notifications, \d+ unread$/ }));
  await startTopic('Who has the key?');
  await sees(toast(phone, 'Who has the key?'));
  expect(await toast(phone, 'Frequent visitor').count()).toBe(0);
});

test('a rank given by staff is on every label at once, with the reason for whom it concerns', async () => {
  await room.goto('/u/ben');
  await sees(main(room).getByText('Earned', { exact: true }));
  await decide('PUT', { rank: 'vip', reason: REASON, until: null });
  await sees(bensPost().getByText('VIP', { exact: true }));
  await sees(main(room).getByText('Given by staff', { exact: true }));
  await sees(main(phone.page).getByText(`“${REASON}”`));
  await sees(main(phone.page).getByText(/^Given by staff on .*, until staff take it back$/));
  await sees(main(phone.page).getByText('What you have earned beneath it'));
  await sees(toast(phone, 'Staff gave you the rank VIP'));
});

test('when it is taken back, what was earned is shown again, and the history tells both', async () => {
  await decide('DELETE', { reason: 'The bench is gone' });
  await sees(bensPost().getByText('Frequent visitor'));
  await sees(main(room).getByText('Earned', { exact: true }));
  const page = main(phone.page);
  await sees(page.getByText('Earned by taking part'));
  const lines = page.getByRole('region', { name: 'How you got here' }).getByRole('listitem');
  expect(await lines.locator('strong').allInnerTexts()).toEqual([
    'Staff took back the rank VIP',
    'Was given the rank VIP by staff',
    'Became a Frequent visitor',
    'Joined as a Forum explorer',
  ]);
  await sees(lines.first().getByText('“The bench is gone”'));
  await lines.first().getByText('The numbers then').focus();
  await phone.page.keyboard.press('Enter');
  await sees(lines.first().getByText('Judged by version 1 of the ladder.'));
});

test('a role and a rank of the same name are told apart, also by those who only hear them', async () => {
  await decide('PUT', { rank: 'moderator', reason: REASON, until: null });
  ok(await request(server.url, 'PATCH', '/accounts/ben', { token: staffToken, body: { role: 'moderator' } }));
  await sees(bensPost().getByText('Rank: Moderator', { exact: true }));
  await sees(bensPost().getByText('Role: Moderator', { exact: true }));
});

test('what ranks are is explained to everyone, and each question can be linked to', async () => {
  const stranger = await visit(browser, server.url, 'stranger');
  await stranger.page.goto('/ranks#income');
  const question = stranger.page.getByRole('heading', { name: /^Does my rank affect my income or my profile\?/ });
  await sees(question);
  await stranger.page.waitForFunction("document.getElementById('income').getBoundingClientRect().top < innerHeight");
  expect(await stranger.page.getByRole('row').count()).toBe(9);
  expect([ana, ben, phone, stranger].flatMap(({ problems }) => problems)).toEqual([]);
});
