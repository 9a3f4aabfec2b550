import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { request } from '../support/http.ts';
import { ok, Person } from '../support/person.ts';
import { type RunningServer, startServer } from './running-server.ts';
import { openBrowser, postWith, sees, type Visitor, visit } from './visitor.ts';

// Two of the staff work on the ladder at once, while Ana and Ben look at what Ana wrote.

jest.setTimeout(60_000);

const NAMES = ['cleo', 'ana', 'ben'] as const;
const WRITTEN = 'The kiln is warm.';

let data: string;
let server: RunningServer;
let browser: Browser;
let members: Record<Name, Person>;
let topicId: string;
let staff: Visitor;
let cleo: Visitor;
let ana: Visitor;
let ben: Visitor;

type Name = (typeof NAMES)[number];

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  [server, browser] = await Promise.all([startServer(data), openBrowser()]);
  await settle();
  const visitors = await Promise.all(['staff', ...NAMES].map((name) => visit(browser, server.url, name)));
  [staff, cleo, ana, ben] = visitors as [Visitor, Visitor, Visitor, Visitor];
  await Promise.all([
    comeIn(staff, server.staff!.username, server.staff!.password, '/staff/ladder'),
    comeIn(cleo, members.cleo.account.username, members.cleo.password, '/staff/ladder'),
    comeIn(ana, members.ana.account.username, members.ana.password, `/t/${topicId}`),
    comeIn(ben, members.ben.account.username, members.ben.password, `/t/${topicId}`),
  ]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

/** A group with a topic of Ana's; Cleo becomes one of the staff. */
async function settle(): Promise<void> {
  const { username, password } = server.staff!;
  const { body } = ok(await request(server.url, 'POST', '/auth/login', { body: { login: username, password } }));
  const asStaff = (method: string, path: string, sent: unknown) =>
    request(server.url, method, path, { token: body.accessToken, body: sent });
  const [cleo, ana, ben] = await Person.registerEach(server.url, NAMES);
  members = { cleo, ana, ben };
  const hall = { slug: 'hall', name: 'The hall', category: 'Interest', description: 'What stands in it.' };
  const { body: group } = ok(await asStaff('POST', '/groups', hall));
  ok(await asStaff('PATCH', `/accounts/${cleo.account.username}`, { role: 'staff' }));
  for (const member of [ana, ben]) await member.join(group);
  topicId = (await ana.startTopic(group, 'Which kiln?', WRITTEN)).topic.id;
}

async function comeIn({ page }: Visitor, login: string, password: string, path: string): Promise<void> {
  // Many who hear of new ranks ask for them spread over seconds; here everyone asks at once.
  await page.addInitScript('const { random } = Math; Math.random = () => random() / 100;');
  // Who is sent to sign in comes back to where they wanted to be.
  await page.goto(path);
  const form = page.getByRole('main');
  await form.getByLabel('Username or e-mail').fill(login);
  await form.getByLabel('Password').first().fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(path);
}

const field = ({ page }: Visitor, rank: string, name: string): Locator =>
  page.getByRole('group', { name: rank }).getByLabel(name, { exact: true });

const press = ({ page }: Visitor, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** Asks for a preview and, in the dialog that follows it, says why. */
async function prepare(visitor: Visitor, note: string): Promise<void> {
  await press(visitor, 'Preview');
  await press(visitor, 'Put in force');
  await visitor.page.getByRole('dialog').getByLabel('What is changed, and why').fill(note);
}

const confirm = ({ page }: Visitor): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: 'Put in force' }).click();

test('who is not staff is not shown the ladder’s other side', async () => {
  const page = await ben.page.context().newPage();
  await page.goto('/staff/ladder');
  await sees(page.getByText('You may not do this'));
  await page.goto('/staff/ranks');
  await sees(page.getByText('There is nothing here'));
  await page.close();
});

test('a number that breaks the ladder is told at its field, and nothing can be previewed', async () => {
  const posts = field(staff, 'Active member', 'Posts');
  await field(staff, 'Frequent visitor', 'Posts').fill('5');
  await sees(staff.page.getByText('must be at least 5, as for Frequent visitor'));
  expect(await posts.getAttribute('aria-invalid')).toBe('true');
  expect(await staff.page.getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true);
});

test('what was typed outlives a reload, and is marked beside what it was', async () => {
  await field(staff, 'Frequent visitor', 'Posts').fill('1');
  await field(staff, 'Frequent visitor', 'Topics viewed').fill('0');
  await staff.page.reload();
  await sees(staff.page.getByText('2 changes'));
  await sees(staff.page.getByRole('group', { name: 'Frequent visitor' }).getByText('was 2'));
});

test('a preview names who would move up, and is out of date once something else is typed', async () => {
  await press(staff, 'Preview');
  const moves = staff.page.getByRole('list', { name: 'Moves' });
  await sees(moves.getByText('1 member'));
  await sees(moves.getByRole('link', { name: members.ana.account.displayName }));
  await field(staff, 'VIP', 'Posts').fill('251');
  await sees(staff.page.getByText('Out of date'));
  expect(await staff.page.getByRole('button', { name: 'Put in force' }).isDisabled()).toBe(true);
  await field(staff, 'VIP', 'Posts').fill('250');
});

test('a new ladder relabels what others have open, and nobody is told aloud', async () => {
  await sees(postWith(ben, WRITTEN).getByText('Forum explorer'));
  await field(cleo, 'Community Guru', 'Posts').fill('120');
  await prepare(cleo, 'Gurus write more.');
  await prepare(staff, 'Writing counts, reading does not.');
  await confirm(staff);
  await sees(staff.page.getByText(/Applied to 4 members.*: 1 moved up/));
  for (const visitor of [ana, ben]) {
    await sees(postWith(visitor, WRITTEN).getByText('Frequent visitor'));
    expect(await visitor.page.getByRole('alert').count()).toBe(0);
  }
});

test('who comes second is told whose ladder came first, and goes on from it with what they typed', async () => {
  await confirm(cleo);
  await cleo.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await sees(cleo.page.getByText(/has put version 2 in force meanwhile/));
  expect(await field(cleo, 'Community Guru', 'Posts').inputValue()).toBe('120');
  await press(cleo, 'Take it over, keep my changes');
  expect(await field(cleo, 'Frequent visitor', 'Topics viewed').inputValue()).toBe('0');
  await sees(cleo.page.getByText('1 change', { exact: true }));
  await prepare(cleo, 'Gurus write more.');
  await confirm(cleo);
  await sees(staff.page.getByRole('link', { name: members.cleo.account.displayName }));
  await staff.page.getByText('What changed (1)').click();
  await sees(staff.page.getByText('Community Guru, posts: 100 → 120'));
});

test('a rank that staff make and give is on every screen, and the earned one is back once they take it back', async () => {
  const { page } = cleo;
  await page.goto('/staff/ranks');
  await press(cleo, 'New rank');
  await page.getByRole('dialog').getByLabel('Title').fill('Keeper of kilns');
  await page.getByRole('dialog').getByLabel('Description').fill('Knows them all.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await sees(page.getByRole('button', { name: 'Edit Keeper of kilns' }));

  await page.goto(`/u/${members.ana.account.username}`);
  await page.locator('summary', { hasText: /^Rank$/ }).click();
  await press(cleo, 'Give a rank');
  await page.getByRole('dialog').getByLabel('Rank').click();
  await page.getByRole('option', { name: 'Keeper of kilns' }).click();
  await decide('Give a rank', 'She built three.');
  await sees(postWith(ben, WRITTEN).getByText('Keeper of kilns'));
  await sees(page.getByText('Was given the rank Keeper of kilns by staff'));

  await press(cleo, 'Take the rank back');
  await decide('Take the rank back', 'They are all sold.');
  await sees(postWith(ben, WRITTEN).getByText('Frequent visitor'));
  await page.getByRole('button', { name: 'Take the rank back' }).waitFor({ state: 'detached' });
});

/** In the dialog that is open on Cleo's page. */
async function decide(action: string, reason: string): Promise<void> {
  const dialog = cleo.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: action }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('an earlier ladder fills the editor', async () => {
  await press(staff, 'Use the numbers of version 1');
  expect(await field(staff, 'Frequent visitor', 'Topics viewed').inputValue()).toBe('2');
  expect(await field(staff, 'Community Guru', 'Posts').inputValue()).toBe('100');
  await sees(staff.page.getByText('3 changes'));
  for (const { name, problems } of [staff, cleo, ana, ben]) expect([name, problems]).toEqual([name, []]);
});
