import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { request } from '../support/http.ts';
import { ok } from '../support/person.ts';
import { GuildhallProcess } from '../support/process.ts';
import { openBrowser, postWith, sees, signIn, type Visitor, visit } from './visitor.ts';

// Ana is told what happens, in two tabs and on another device; Ben makes it happen.

jest.setTimeout(60_000);

const GROUP = 'hall';
const PASSWORD = 'likes to meet people';

let data: string;
let server: GuildhallProcess;
let browser: Browser;
let url: string;
let ana: Visitor;
let device: Visitor;
/** Opened after the other: the one that was looked at last. */
let secondTab: Page;
let staffToken: string;
let anasToken: string;
let bensToken: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = new GuildhallProcess({ GUILDHALL_DATA: data });
  url = await server.url();
  browser = await openBrowser();
  [ana, device] = (await Promise.all(['ana', 'ana'].map((name) => visit(browser, url, name)))) as [Visitor, Visitor];
  await settle();
  await Promise.all([ana, device].map((visitor) => signIn(visitor, 'ana', PASSWORD)));
  await sees(bell(ana.page, 'none'));
  secondTab = await ana.page.context().newPage();
  secondTab.setDefaultTimeout(20_000);
  await secondTab.goto('/ranks');
  await sees(bell(secondTab, 'none'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill('SIGKILL');
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

/** A group with Ana and Ben in it. */
async function settle(): Promise<void> {
  const { username, password } = server.staff()!;
  staffToken = ok(await request(url, 'POST', '/auth/login', { body: { login: username, password } })).body.accessToken;
  const group = { slug: GROUP, name: 'The hall', category: 'Interest', description: 'What stands in it.' };
  ok(await request(url, 'POST', '/groups', { token: staffToken, body: group }));
  [anasToken, bensToken] = (await Promise.all(['ana', 'ben'].map(enter))) as [string, string];
}

async function enter(username: string): Promise<string> {
  const body = { username, email: `${username}@example.org`, password: PASSWORD };
  const { accessToken: token } = ok(await request(url, 'POST', '/auth/register', { body })).body;
  ok(await request(url, 'POST', `/groups/${GROUP}/membership`, { token, body: { guidelinesVersion: 1 } }));
  return token;
}

async function startTopic(token: string, title: string): Promise<string> {
  const body = { clientId: randomUUID(), title, body: `About: ${title}` };
  return ok(await request(url, 'POST', `/groups/${GROUP}/topics`, { token, body })).body.topic.id;
}

async function reply(topicId: string, body: string): Promise<void> {
  const post = { clientId: randomUUID(), body };
  ok(await request(url, 'POST', `/topics/${topicId}/posts`, { token: bensToken, body: post }));
}

const bell = (page: Page, count: string): Locator =>
  page.getByRole('button', { name: `Notifications, ${count} unread` });
const toasts = (page: Page): Locator => page.locator('[data-news]');
const toast = (page: Page, text: string | RegExp): Locator => toasts(page).filter({ hasText: text });

/** In the browser: one tab is in charge, and no other waits for it. */
const HOLDS_ALONE = `navigator.locks.query().then(({ held, pending }) => {
  const ours = ({ name }) => name === 'guildhall-toasts';
  return held.some(ours) && !pending.some(ours);
})`;

const stopIn = (one: Locator): Locator => one.getByRole('button', { name: 'Unsubscribe' });

async function closeToasts(page: Page): Promise<void> {
  while ((await toasts(page).count()) > 0) {
    const first = await toasts(page).first().elementHandle();
    await first?.$('button[aria-label="Close"]').then((close) => close?.click());
    await first?.waitForElementState('hidden');
  }
}

test('a new topic is told in the tab that was looked at last, with the reason; and counted everywhere', async () => {
  await startTopic(bensToken, 'Who repairs the bench?');
  const told = toast(secondTab, 'Who repairs the bench?');
  await sees(told);
  await sees(told.getByText('Because you are subscribed to The hall'));
  expect(await told.getAttribute('role')).toBe('status');
  for (const page of [ana.page, secondTab, device.page]) await sees(bell(page, '1'));
  expect(await toasts(ana.page).count()).toBe(0);
  expect(await secondTab.title()).toMatch(/^\(1\) /);
});

test('what is opened on one device is read on all, and leads to the very post', async () => {
  await bell(device.page, '1').click();
  await device.page
    .getByRole('dialog')
    .getByRole('link', { name: /Who repairs the bench\?/ })
    .click();
  await device.page.waitForURL(/\/t\/[0-9a-f]{24}\/1$/);
  for (const page of [ana.page, secondTab, device.page]) await sees(bell(page, 'none'));
  await toasts(secondTab).waitFor({ state: 'detached' });
  await device.page.goto('/');
});

test('what is on screen is not pointed at, and is read by being seen', async () => {
  const topicId = await startTopic(anasToken, 'The lamp in the hall flickers');
  await secondTab.goto(`/t/${topicId}`);
  await sees(secondTab.getByRole('heading', { name: 'The lamp in the hall flickers' }));
  await reply(topicId, 'It is only loose.');
  await sees(postWith({ ...ana, page: secondTab }, 'It is only loose.'));
  for (const page of [secondTab, device.page]) await sees(bell(page, 'none'));
  expect(await toasts(secondTab).count()).toBe(0);
  await secondTab.goto('/ranks');
});

test('replies of one topic share a toast, and three are shown at most: the oldest goes that nobody has gone into', async () => {
  const own = [];
  for (const title of ['Chairs', 'Tables', 'Shelves', 'Stools']) own.push(await startTopic(anasToken, title));
  for (const text of ['One', 'Two', 'Three']) await reply(own[0]!, text);
  await sees(toast(secondTab, '3 replies in “Chairs”'));
  await stopIn(toast(secondTab, 'Chairs')).focus();
  for (const topicId of own.slice(1)) await reply(topicId, 'Made of oak, I would say.');
  await stopIn(toast(secondTab, /replied in “Stools”/)).focus();
  await toast(secondTab, 'Tables').waitFor({ state: 'detached' });
  expect(await toasts(secondTab).count()).toBe(3);
  await sees(bell(secondTab, '6'));
});

test('a toast that someone has gone into stays, and its topic can be stopped in it, which can be undone', async () => {
  const stools = toast(secondTab, /Stools/);
  await stopIn(stools).click();
  await sees(stools.getByText('You will hear no more of this.'));
  await stools.getByRole('button', { name: 'Undo' }).click();
  await stopIn(stools).click();
  await sees(stools.getByText('You will hear no more of this.'));
});

test('what was stopped is silent from then on, on all devices, while the rest is told', async () => {
  const { body } = ok(await request(url, 'GET', '/me/notifications', { token: anasToken }));
  const topicOf = (title: string): string => body.items.find((item: { title: string }) => item.title === title).topicId;
  await closeToasts(secondTab);
  await reply(topicOf('Stools'), 'Nobody is told of this.');
  await reply(topicOf('Tables'), 'But of this.');
  await sees(toast(secondTab, /Tables/));
  expect(await toasts(secondTab).count()).toBe(1);
  for (const page of [secondTab, device.page]) await sees(bell(page, '7'));
});

test('the inbox puts a day’s notices of one topic together, stops them in place and marks all as read', async () => {
  const { page } = device;
  await page.goto('/inbox');
  await sees(page.getByRole('heading', { name: 'Today', level: 2 }));
  const chairs = page.getByRole('listitem').filter({ hasText: 'Chairs' });
  expect(await chairs.count()).toBe(1);
  expect(await chairs.getByRole('link', { name: /replied/ }).count()).toBe(3);
  await chairs.getByRole('button', { name: 'Unsubscribe' }).click();
  await sees(chairs.getByText('You will hear no more of this.'));
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  for (const each of [page, secondTab, ana.page]) await sees(bell(each, 'none'));
  await page.getByText('Unread', { exact: true }).click();
  await sees(page.getByText('You have read everything.'));
});

test('the options of a topic subscribe and mute, and say so on the other device at once', async () => {
  const topicId = await startTopic(bensToken, 'Where do the spoons go?');
  await Promise.all([secondTab, device.page].map((page) => page.goto(`/t/${topicId}`)));
  const options = (page: Page) => page.getByRole('button', { name: 'Topic options' });
  await options(secondTab).click();
  await sees(secondTab.getByText('You are not subscribed'));
  await secondTab.getByRole('menuitem', { name: 'Subscribe', exact: true }).click();
  await options(device.page).click();
  await sees(device.page.getByText('You are subscribed'));
  await device.page.getByRole('menuitem', { name: 'Mute…' }).click();
  await device.page.getByRole('menuitem', { name: '8 hours' }).click();
  await options(secondTab).click();
  await sees(secondTab.getByText(/^Muted until/));
  await secondTab.getByRole('menuitem', { name: 'Unmute' }).click();
  await options(secondTab).click();
  await sees(secondTab.getByText('You are subscribed'));
  await options(secondTab).click();
  await secondTab.getByRole('menu').waitFor({ state: 'detached' });
});

test('posts, forums and groups have the same choices in their options', async () => {
  const page = secondTab;
  await page.getByRole('button', { name: 'Options for post 1' }).click();
  await page.getByRole('menuitem', { name: 'Subscribe', exact: true }).click();
  await page.goto(`/g/${GROUP}`);
  await page.getByRole('button', { name: 'Options', exact: true }).click();
  await sees(page.getByText('Subscribed since you joined'));
  await sees(page.getByRole('menuitem', { name: 'Unsubscribe' }));
  await page.keyboard.press('Escape');
});

test('subscriptions are selected, deleted and brought back, here and on the other device', async () => {
  const page = secondTab;
  await device.page.goto('/me/subscriptions');
  await page.getByRole('button', { name: /^Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'My Subscriptions' }).click();
  const rows = (on: Page) => on.getByRole('list', { name: 'Subscriptions' }).getByRole('listitem');
  const spoons = (on: Page) => rows(on).filter({ hasText: 'Where do the spoons go?' });
  await sees(spoons(page));
  expect(await spoons(page).count()).toBe(2);

  await page.getByLabel('Filter by name').fill('spoons');
  await rows(page).filter({ hasNotText: 'spoons' }).first().waitFor({ state: 'detached' });
  await page.getByLabel('Select all').check();
  await sees(page.getByText('2 selected'));
  await page.getByRole('button', { name: 'Options for the selected' }).click();
  await page.getByRole('menuitem', { name: 'Delete Selected Subscriptions' }).click();
  await sees(page.getByText('2 subscriptions deleted'));
  await sees(page.getByText('No subscription matches.'));
  await spoons(device.page).first().waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Undo' }).click();
  await spoons(page).nth(1).waitFor();
  await spoons(device.page).nth(1).waitFor();
});

test('that one is invited is told until the invitation is taken back', async () => {
  await closeToasts(secondTab);
  const group = { slug: 'garden', name: 'The garden', category: 'Interest', description: 'Beds.', access: 'closed' };
  ok(await request(url, 'POST', '/groups', { token: staffToken, body: group }));
  const body = { username: 'ana' };
  const { id } = ok(await request(url, 'POST', '/groups/garden/invitations', { token: staffToken, body })).body;
  const told = toast(secondTab, /invited you to join The garden/);
  // It would stay for as long as someone is in it.
  await told.getByRole('link').focus();
  ok(await request(url, 'PATCH', `/invitations/${id}`, { token: staffToken, body: { decision: 'revoke' } }));
  await told.waitFor({ state: 'detached' });
});

test('once the tab in charge is closed, the other one tells', async () => {
  await secondTab.close();
  await ana.page.waitForFunction(HOLDS_ALONE);
  await startTopic(bensToken, 'Who has the key?');
  await sees(toast(ana.page, 'Who has the key?'));
  expect([...ana.problems, ...device.problems]).toEqual([]);
});
