import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { request } from '../support/http.ts';
import { ok } from '../support/person.ts';
import { GuildhallProcess } from '../support/process.ts';
import { openBrowser, sees, signIn, type Visitor, visit } from './visitor.ts';

// Two members of the demo community write to each other in private. Ana has two devices. Nobody reloads a page.

jest.setTimeout(60_000);

let data: string;
let server: GuildhallProcess;
let browser: Browser;
let url: string;
let staffLogin: { username: string; password: string };
let ana: Visitor;
let anasPhone: Visitor;
let ben: Visitor;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = new GuildhallProcess({ GUILDHALL_DATA: data, DEMO: 'true' });
  url = await server.url();
  staffLogin = server.staff()!;
  browser = await openBrowser();
  [ana, anasPhone, ben] = (await Promise.all(['ana', 'ana', 'ben'].map((name) => visit(browser, url, name)))) as [
    Visitor,
    Visitor,
    Visitor,
  ];
  await anasPhone.page.setViewportSize({ width: 390, height: 844 });
  await Promise.all([ana, anasPhone, ben].map((visitor) => signIn(visitor, visitor.name, 'guildhall-demo')));
  await readAll(ana);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill('SIGKILL');
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

/** The demo has messages for Ana already. */
async function readAll({ page }: Visitor): Promise<void> {
  const token = await tokenOf('ana', 'guildhall-demo');
  const { body } = ok(await request(url, 'GET', '/me/conversations', { token }));
  for (const { id, lastMessage } of body.items) {
    ok(await request(url, 'PUT', `/conversations/${id}/read`, { token, body: { number: lastMessage.number } }));
  }
  await sees(unread(page, 'none'));
}

async function tokenOf(login: string, password: string): Promise<string> {
  return ok(await request(url, 'POST', '/auth/login', { body: { login, password } })).body.accessToken;
}

const unread = (page: Visitor['page'], count: string): Locator =>
  page.getByRole('link', { name: `Messages, ${count} unread` });
const message = ({ page }: Visitor, text: string): Locator => page.getByRole('article').filter({ hasText: text });

async function write({ page }: Visitor, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

test('one begins a conversation from a profile, and the other hears of it at once, on all devices', async () => {
  await ben.page.goto('/u/ana');
  await ben.page.getByRole('link', { name: 'Write a message' }).click();
  await write(ben, 'Are you coming to the market on Saturday?');
  await sees(ana.page.getByRole('status').filter({ hasText: 'the market on Saturday' }));
  await sees(message(ben, 'the market on Saturday'));
  await ben.page.waitForURL(/\/messages\/[0-9a-f]{24}$/);
  await sees(unread(ana.page, '1'));
  await sees(unread(anasPhone.page, '1'));
});

test('reading it is seen by the one who wrote it, and by the reader’s other devices', async () => {
  await unread(ana.page, '1').click();
  await ana.page.getByRole('link', { name: /market on Saturday/ }).click();
  await sees(message(ana, 'the market on Saturday'));
  await sees(ben.page.getByText('Seen', { exact: true }));
  await sees(unread(ana.page, 'none'));
  await sees(unread(anasPhone.page, 'none'));
});

test('what both write stands there once, in order, and is announced to those who listen', async () => {
  await write(ana, 'I am. With the cart.');
  await sees(message(ben, 'With the cart.'));
  await sees(ben.page.getByRole('log').getByText(/With the cart\./));
  await write(ben, 'Then I bring the ropes.');
  await sees(message(ana, 'Then I bring the ropes.'));
  for (const visitor of [ana, ben]) {
    const said = await visitor.page.getByRole('article').allInnerTexts();
    expect(said.map((text) => /market|cart|ropes/.exec(text)?.[0])).toEqual(['market', 'cart', 'ropes']);
  }
});

test('on a phone the list and the conversation are two pages', async () => {
  const { page } = anasPhone;
  await page.getByRole('link', { name: /^Messages,/ }).click();
  await sees(page.getByRole('heading', { name: 'Messages', level: 1 }));
  expect(await page.getByRole('textbox', { name: 'Message' }).isVisible()).toBe(false);
  await page.getByRole('link', { name: /I bring the ropes/ }).click();
  await sees(message(anasPhone, 'I bring the ropes'));
  expect(await page.getByRole('heading', { name: 'Messages', level: 1 }).isVisible()).toBe(false);
  await page.getByRole('link', { name: 'All conversations' }).click();
  await sees(page.getByRole('heading', { name: 'Messages', level: 1 }));
});

test('a message that cannot be sent is kept, over a reload too, and goes out once it can', async () => {
  const { page } = ana;
  const sending = '**/api/v1/conversations/*/messages';
  await page.route(sending, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await write(ana, 'The road is closed at the mill.');
  await sees(page.getByText(/^Not sent/));
  await page.reload();
  await sees(message(ana, 'closed at the mill'));
  await sees(page.getByText(/^Not sent/));
  await page.unroute(sending);
  await page.getByRole('button', { name: 'Try again' }).click();
  await sees(message(ben, 'closed at the mill'));
  await page.getByText(/^Not sent/).waitFor({ state: 'detached' });
  expect(await message(ana, 'closed at the mill').count()).toBe(1);
});

test('one who is blocked cannot write, and keeps what they wrote until they can', async () => {
  await ana.page.getByRole('button', { name: 'Options of the conversation' }).click();
  await ana.page.getByRole('menuitem', { name: /^Block/ }).click();
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await sees(ana.page.getByText(/You have blocked/));
  await write(ben, 'Shall we take the bridge?');
  await sees(ben.page.getByText(/^Not sent: You cannot write to this member/));
  await ana.page.goto('/settings');
  await ana.page.getByRole('button', { name: /^Unblock/ }).click();
  await sees(ana.page.getByText('You have blocked nobody.'));
  await ben.page.getByRole('button', { name: 'Try again' }).click();
  await sees(unread(ana.page, '1'));
});

test('an invitation is accepted where it stands, and both see what became of it', async () => {
  const token = await tokenOf(staffLogin.username, staffLogin.password);
  const group = {
    slug: 'rope-makers',
    name: 'Rope makers',
    category: 'Industry',
    description: 'Knots.',
    access: 'closed',
  };
  ok(await request(url, 'POST', '/groups', { token, body: group }));
  await sees(unread(ana.page, '1'));
  ok(await request(url, 'POST', '/groups/rope-makers/invitations', { token, body: { username: 'ana' } }));
  await sees(unread(ana.page, '2'));
  await ana.page.goto('/messages');
  await ana.page.getByRole('link', { name: /Invitation to Rope makers/ }).click();
  await ana.page.getByRole('button', { name: 'Accept' }).click();
  await sees(message(ana, 'Accepted'));
  expect(await ana.page.getByRole('button', { name: 'Accept' }).count()).toBe(0);
  await ana.page.getByRole('link', { name: 'Open Rope makers' }).click();
  await sees(ana.page.getByRole('link', { name: 'New topic' }));
});

test('a message that is reported comes to the staff, live', async () => {
  const staff = await visit(browser, url, 'staff');
  await signIn(staff, staffLogin.username, staffLogin.password);
  await staff.page.goto('/staff/message-reports');
  await sees(staff.page.getByText('No reports are open.').or(staff.page.getByRole('list', { name: 'Reports' })));
  await ana.page.goto('/messages');
  await ana.page.getByRole('link', { name: /take the bridge/ }).click();
  await message(ana, 'take the bridge').hover();
  await message(ana, 'take the bridge')
    .getByRole('button', { name: /^Options/ })
    .click();
  await ana.page.getByRole('menuitem', { name: 'Report message' }).click();
  await ana.page.getByLabel('What is wrong with it?').fill('He is no good with bridges.');
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Report message' }).click();
  const report = staff.page.getByRole('region').filter({ hasText: 'He is no good with bridges.' });
  await sees(report);
  await sees(report.getByText(/take the bridge/));
  await report.getByRole('button', { name: 'Mark as handled' }).click();
  await report.waitFor({ state: 'detached' });
  expect([ana, anasPhone, ben, staff].flatMap(({ problems }) => problems)).toEqual([]);
});
