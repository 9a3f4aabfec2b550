import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { eventually } from '../../load/conditions.ts';
import { MailServer } from '../support/mail-server.ts';
import { type RunningServer, startServer } from './running-server.ts';
import { openBrowser, postWith, reply, sees, signIn, type Visitor, visit } from './visitor.ts';

// A member with two devices and a mailbox: what is being written is on both, and what is told by mail can be turned off.

jest.setTimeout(60_000);

const GROUP = 'Letter writers';
const SLUG = 'letter-writers';
const PASSWORD = 'Ana likes to meet people';

const post = new MailServer();
let data: string;
let server: RunningServer;
let browser: Browser;
/** The topic that is written in. */
let topic: string;
let staff: Visitor;
/** The same member, at the desk and on the way. */
let desk: Visitor;
let phone: Visitor;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  await post.open();
  server = await startServer(data, 0, { SMTP_URL: post.url });
  browser = await openBrowser();
  [staff, desk, phone] = (await Promise.all(
    ['Staff', 'Ana', 'Ana'].map((name) => visit(browser, server.url, name)),
  )) as [Visitor, Visitor, Visitor];
  const { username, password } = server.staff!;
  topic = await writeTopic();
  await Promise.all([signIn(staff, username, password), signIn(desk, 'ana', PASSWORD), signIn(phone, 'ana', PASSWORD)]);
  await desk.page.goto(`/t/${topic}`);
  await sees(postWith(desk, 'Blue or black.'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await post.close();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

/** A group of staff's, with a topic by the member. @returns the topic's id. */
async function writeTopic(): Promise<string> {
  const { username: login, password } = server.staff!;
  const { accessToken: staffToken } = await ask('/auth/login', { login, password });
  const group = { slug: SLUG, name: GROUP, category: 'Interest', description: 'For those who still do.' };
  await ask('/groups', group, staffToken);
  const registration = { username: 'ana', displayName: 'Ana', email: 'ana@example.org', password: PASSWORD };
  const { accessToken } = await ask('/auth/register', registration);
  await ask(`/groups/${SLUG}/membership`, { guidelinesVersion: 1 }, accessToken);
  const first = { clientId: randomUUID(), title: 'Which ink?', body: 'Blue or black.' };
  return (await ask(`/groups/${SLUG}/topics`, first, accessToken)).topic.id;
}

const text = ({ page }: Visitor) => page.getByRole('textbox', { name: 'Reply' });
const answering = async (visitor: Visitor) => {
  await visitor.page
    .getByRole('button', { name: /^(Reply|Go on with your draft)$/ })
    .last()
    .click();
};
/** Comes back when the server has kept a draft, or thrown one away. */
const answered = (page: Page, method: 'PUT' | 'DELETE') =>
  page.waitForResponse((response) => {
    return response.url().includes('/me/drafts/') && response.request().method() === method;
  });

/** Looks at a page as one does who comes back to it. */
const comesBack = ({ page }: Visitor) => page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

const hasText = (visitor: Visitor, value: string) => shows(text(visitor), value);

const shows = (field: Locator, value: string) =>
  eventually(
    async () => (await field.inputValue()) === value,
    () => `the field says ${value}`,
    15_000,
  );

describe('a text being written', () => {
  test('is there on another device, and goes along with it', async () => {
    await answering(desk);
    const kept = answered(desk.page, 'PUT');
    await text(desk).fill('Blue, if');
    await kept;
    await phone.page.goto(`/t/${topic}`);
    await answering(phone);
    await hasText(phone, 'Blue, if');
    const more = answered(phone.page, 'PUT');
    await text(phone).fill('Blue, if it dries');
    await more;
    await comesBack(desk);
    await hasText(desk, 'Blue, if it dries');
  });

  test('that was gone on with in two places is for its writer to choose', async () => {
    await desk.page.context().setOffline(true);
    await text(desk).fill('Blue, if it dries fast');
    const there = answered(phone.page, 'PUT');
    await text(phone).fill('Black after all');
    await there;
    await desk.page.context().setOffline(false);
    await comesBack(desk);
    const choice = desk.page.getByRole('alert').filter({ hasText: 'You went on with this text elsewhere' });
    await sees(choice.getByText('Black after all'));
    expect(await text(desk).inputValue()).toBe('Blue, if it dries fast');
    const mine = answered(desk.page, 'PUT');
    await choice.getByRole('button', { name: 'Keep this one' }).click();
    await mine;
    await comesBack(phone);
    await hasText(phone, 'Blue, if it dries fast');
  });

  test('while the server cannot be reached is saved once it can', async () => {
    await desk.page.route('**/me/drafts/**', (route) => route.abort());
    const failed = desk.page.waitForEvent('requestfailed');
    await text(desk).fill('Blue, and that is that');
    await failed;
    const kept = answered(desk.page, 'PUT');
    await desk.page.unroute('**/me/drafts/**');
    await kept;
    await comesBack(phone);
    await hasText(phone, 'Blue, and that is that');
  });

  test('is gone everywhere once it was sent', async () => {
    const gone = answered(desk.page, 'DELETE');
    await desk.page.getByRole('button', { name: 'Send reply' }).click();
    await sees(postWith(phone, 'Blue, and that is that'));
    await hasText(phone, '');
    await gone;
    await phone.page.goto('/drafts');
    await sees(phone.page.getByText('No drafts'));
  });

  test('is listed, can be gone on with, and comes back when it was discarded too soon', async () => {
    await desk.page.goto(`/g/${SLUG}/new`);
    const kept = answered(desk.page, 'PUT');
    await desk.page.getByLabel('Title').fill('Paper');
    await desk.page.getByLabel('Text').fill('Laid or wove?');
    await kept;
    const { page } = phone;
    await page.goto('/drafts');
    await sees(page.getByText('Paper · Laid or wove?'));
    await page.getByRole('button', { name: 'Discard' }).click();
    await sees(page.getByText('No drafts'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await sees(page.getByText('Paper · Laid or wove?'));
    await page.getByRole('main').getByRole('link', { name: GROUP }).click();
    await sees(page.getByRole('heading', { level: 1 }));
    await shows(page.getByLabel('Text'), 'Laid or wove?');
  });
});

describe('a reply on its way', () => {
  test('is not lost when the page is left before the server has answered', async () => {
    const { page } = desk;
    await page.goto(`/t/${topic}`);
    await sees(postWith(desk, 'Blue or black.'));
    await page.route('**/posts', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
    await reply(desk, 'Sepia, to be honest.');
    await sees(page.getByText('Not sent'));
    await page.unroute('**/posts');
    await page.reload();
    await sees(postWith(desk, 'Sepia, to be honest.'));
    await phone.page.goto(`/t/${topic}`);
    await sees(postWith(phone, 'Sepia, to be honest.'));
    expect(await postWith(phone, 'Sepia, to be honest.').count()).toBe(1);
  });
});

describe('mail', () => {
  test('about an invitation comes with a link that turns such mail off, and on again', async () => {
    const { page } = desk;
    const [mail] = await invited();
    const link = /\/unsubscribe\?token=\S+/.exec(mail!.text)![0];
    await page.goto(link);
    await sees(page.getByText('You get e-mails about invitations to groups.'));
    await page.getByRole('button', { name: 'Stop these e-mails' }).click();
    await sees(page.getByText('You get no more e-mails about invitations to groups.'));
    await page.goto('/settings');
    const invitations = page.getByRole('checkbox', { name: 'Invitations to groups' });
    await sees(invitations.locator('xpath=..'));
    expect(await invitations.isChecked()).toBe(false);
    await page.goto(link);
    await page.getByRole('button', { name: 'Get them again' }).click();
    await sees(page.getByText('You get e-mails about invitations to groups.'));
  });

  test('that was sent is in the outbox, for staff', async () => {
    const { page } = staff;
    await page.goto('/staff/outbox');
    await page.getByRole('main').getByRole('link', { name: /invit/i }).first().click();
    await sees(page.getByText('To ana@example.org'));
    await sees(page.getByText('Sent', { exact: true }));
    await desk.page.goto('/staff/outbox');
    await sees(desk.page.getByText('You may not do this'));
  });

  test('is chosen in the settings', async () => {
    const { page } = desk;
    await page.goto('/settings');
    const digest = page.getByRole('checkbox', { name: 'A digest of what is new, once a day' });
    await digest.setChecked(true, { force: true });
    await sees(page.getByText('Saved'));
    await page.reload();
    await digest.waitFor({ state: 'attached' });
    expect(await digest.isChecked()).toBe(true);
  });
});

/** Staff invite the member to another group; comes back with the mail that tells. */
async function invited() {
  const { username: login, password } = server.staff!;
  const { accessToken } = await ask('/auth/login', { login, password });
  const other = { slug: 'ink-makers', name: 'Ink makers', category: 'Interest', description: 'x', access: 'closed' };
  await ask('/groups', other, accessToken);
  await ask('/groups/ink-makers/invitations', { username: 'ana' }, accessToken);
  return post.gets('ana@example.org');
}

type Answer = { accessToken: string; topic: { id: string } };

async function ask(path: string, body: unknown, token?: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

test('nobody met an error', () => {
  expect([desk, phone, staff].flatMap(({ problems }) => problems)).toEqual([]);
});
