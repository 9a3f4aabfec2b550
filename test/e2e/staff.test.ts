import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { request } from '../support/http.ts';
import { ok, Person } from '../support/person.ts';
import { type RunningServer, startServer } from './running-server.ts';
import { openBrowser, sees, signIn, type Visitor, visit } from './visitor.ts';

// One of the staff keeps Ana out, and Bo by a slip; Cleo, who is on the staff, too, decides about her appeal.

jest.setTimeout(60_000);

const WHY = 'This account was used for advertising.';

let data: string;
let server: RunningServer;
let browser: Browser;
let people: { cleo: Person; ana: Person; bo: Person };
let staff: Visitor;
let cleo: Visitor;
let ana: Visitor;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  [server, browser] = await Promise.all([startServer(data), openBrowser()]);
  const [first, second, bo] = await Person.registerEach(server.url, ['cleo', 'ana', 'bo']);
  people = { cleo: first, ana: second, bo };
  const { username, password } = server.staff!;
  const { body } = ok(await request(server.url, 'POST', '/auth/login', { body: { login: username, password } }));
  ok(
    await request(server.url, 'PATCH', `/accounts/${first.username}`, {
      token: body.accessToken,
      body: { role: 'staff' },
    }),
  );
  const visitors = await Promise.all(['staff', 'cleo', 'ana'].map((name) => visit(browser, server.url, name)));
  [staff, cleo, ana] = visitors as [Visitor, Visitor, Visitor];
  await Promise.all([
    signIn(staff, username, password),
    signIn(cleo, first.username, first.password),
    signIn(ana, second.username, second.password),
  ]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

test('who is suspended is signed out at once and told why, appeals, and comes back when that is granted', async () => {
  const { page } = staff;
  await page.goto('/staff/accounts');
  await page.getByRole('searchbox', { name: 'Find an account' }).fill(people.ana.username.slice(0, 6));
  await page.getByRole('link', { name: `@${people.ana.username}` }).click();
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Spam' }).click();
  await dialog.getByRole('button', { name: 'Suspend', exact: true }).click();

  await sees(ana.page.getByRole('alert').filter({ hasText: WHY }));
  await ana.page.waitForURL(/sign-in/);
  await sees(page.getByText(/Suspended until/));
  await sees(page.getByRole('button', { name: 'Let in again' }));

  const form = ana.page.getByRole('main');
  await form.getByLabel('Username or e-mail').fill(people.ana.username);
  await form.getByLabel('Password').first().fill(people.ana.password);
  await form.getByRole('button', { name: 'Sign in' }).click();
  const appeal = ana.page.getByRole('form', { name: 'Appeal' });
  await appeal.getByLabel('What you want to say').fill('It was not me who wrote that.');
  await appeal.getByRole('button', { name: 'Send the appeal' }).click();
  await sees(ana.page.getByText('Your appeal has arrived.'));

  await cleo.page.goto('/staff/appeals');
  await sees(cleo.page.getByText('It was not me who wrote that.'));
  await cleo.page.getByRole('button', { name: /appeals/ }).click();
  await cleo.page.getByRole('button', { name: 'Grant', exact: true }).click();
  await cleo.page.getByRole('textbox', { name: 'Reason' }).fill('The account was taken over.');
  await cleo.page.getByRole('button', { name: 'Grant it' }).click();
  await sees(cleo.page.getByText('The appeal is granted'));

  await signIn(ana, people.ana.username, people.ana.password);
  await sees(page.getByText('They can sign in.'));
});

test('the audit log tells of it live, is narrowed by what one chooses, and saved as a file', async () => {
  const { page } = cleo;
  await page.goto('/staff/audit');
  const list = page.getByRole('list', { name: 'What was done, the latest first' });
  await sees(list.getByText(`suspended The ana until`));
  await page.getByLabel('About whom').fill('nobody-at-all');
  await sees(page.getByText('Nothing here'));
  await page.getByRole('button', { name: 'Show everything' }).click();
  await sees(list.getByText(WHY));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save what is listed as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('audit-staff.csv');
});

test('a suspension that was a slip is undone with one click', async () => {
  const { page } = staff;
  await page.goto(`/staff/accounts/${people.bo.username}`);
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Spam' }).click();
  await dialog.getByRole('button', { name: 'Suspend', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await sees(page.getByText(`${people.bo.account.displayName} can sign in again`));
  await sees(page.getByRole('button', { name: 'Suspend', exact: true }));
  expect((await people.bo.get('/me')).body.code).toBe('unauthorized');
});

test('registration is closed by one and seen by the other, who had begun to change something', async () => {
  await staff.page.goto('/staff/site');
  await cleo.page.goto('/staff/site');
  await cleo.page.getByLabel('Posting: How often').fill('7');
  await staff.page.getByText('Closed', { exact: true }).click();
  await staff.page.getByRole('button', { name: 'Save', exact: true }).click();
  await staff.page.getByRole('dialog').getByRole('button', { name: 'Spam wave' }).click();
  await staff.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await sees(staff.page.getByText('The site is changed'));

  await sees(cleo.page.getByRole('alert').filter({ hasText: 'Someone else has changed the settings' }));
  await cleo.page.getByRole('button', { name: 'Go on with mine' }).click();
  expect(await cleo.page.getByRole('radio', { name: 'Closed' }).isChecked()).toBe(true);
  expect(await cleo.page.getByLabel('Posting: How often').inputValue()).toBe('7');
  await cleo.page.getByRole('button', { name: 'Save', exact: true }).click();
  await cleo.page.getByRole('dialog').getByRole('textbox', { name: 'Reason' }).fill('Less at a time');
  await cleo.page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await sees(staff.page.getByRole('button', { name: 'Set Posting back' }));
});

test('the overview shows each node and how it does', async () => {
  const { page } = staff;
  await page.goto('/staff/overview');
  await sees(page.getByRole('img', { name: /^Connections: now \d/ }));
  await sees(page.getByText('Alive', { exact: true }));
});

test('nobody’s data are erased before their name was typed', async () => {
  const { page } = staff;
  await page.goto(`/staff/accounts/${people.ana.username}`);
  await page.getByRole('button', { name: 'Erase their data' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Asked for' }).click();
  const erase = dialog.getByRole('button', { name: 'Erase their data' });
  expect(await erase.isDisabled()).toBe(true);
  await dialog.getByLabel(/^Type /).fill(people.ana.username);
  expect(await erase.isEnabled()).toBe(true);
});

test('these pages are not for members', async () => {
  for (const path of ['overview', 'accounts', 'site', 'audit', 'appeals']) {
    await ana.page.goto(`/staff/${path}`);
    await sees(ana.page.getByRole('heading', { name: /did not work|nothing here/ }));
  }
  for (const { problems } of [staff, cleo, ana]) expect(problems).toEqual([]);
});
