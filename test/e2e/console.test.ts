import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { type RunningServer, startServer } from './running-server.ts';
import {
  joinGroup,
  openBrowser,
  postWith,
  reply,
  sees,
  signIn,
  signUp,
  startTopic,
  type Visitor,
  visit,
} from './visitor.ts';

// Two leaders before their consoles, in browsers of their own, and the members whose group it is. Nobody reloads a page. Each test goes on
// where the one before it ended.

jest.setTimeout(60_000);

const GROUP = 'the-loom';
const SPAM = 'Cheap yarn, today only, at yarn.example.net';

let data: string;
let server: RunningServer;
let browser: Browser;
let staff: Visitor;
let lea: Visitor;
let leo: Visitor;
let mia: Visitor;
let nils: Visitor;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = await startServer(data);
  browser = await openBrowser();
  const names = ['Staff', 'Lea', 'Leo', 'Mia', 'Nils'];
  const visitors = await Promise.all(names.map((name) => visit(browser, server.url, name)));
  [staff, lea, leo, mia, nils] = visitors as [Visitor, Visitor, Visitor, Visitor, Visitor];
  await Promise.all([
    ...[lea, leo, mia, nils].map(signUp),
    signIn(staff, server.staff!.username, server.staff!.password),
  ]);
  await openGroup();
  await Promise.all([lea, leo, mia, nils].map((visitor) => joinGroup(visitor, GROUP)));
  await makeLeader('Lea');
  await makeLeader('Leo');
  await startTopic(mia, GROUP, 'Warps and wefts', 'Which yarn do you use?');
  await nils.page.goto(mia.page.url());
  await reply(nils, SPAM);
  await sees(postWith(mia, SPAM));
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

const button = ({ page }: Visitor, name: string | RegExp): Locator => page.getByRole('button', { name });
const dialog = ({ page }: Visitor): Locator => page.getByRole('dialog');
const main = ({ page }: Visitor): Locator => page.getByRole('main');
const card = ({ page }: Visitor, text: string): Locator => page.getByRole('article').filter({ hasText: text });
const tile = ({ page }: Visitor, name: string | RegExp): Locator =>
  page.getByRole('list', { name: 'What waits for a decision' }).getByRole('link', { name });

async function openGroup(): Promise<void> {
  await button(staff, 'New group').click();
  await dialog(staff).getByLabel('Name').fill('The Loom');
  await dialog(staff).getByLabel('Description').fill('We weave.');
  await dialog(staff).getByLabel('Guidelines').fill('Be kind.');
  await dialog(staff).getByRole('button', { name: 'New group' }).click();
  await sees(staff.page.getByRole('heading', { name: 'The Loom', level: 1 }));
}

async function makeLeader(name: string): Promise<void> {
  await staff.page.goto(`/g/${GROUP}/members`);
  await button(staff, `Options for ${name}`).click();
  await staff.page.getByRole('menuitem', { name: 'Make leader' }).click();
  await sees(staff.page.getByRole('listitem').filter({ hasText: name }).getByText('Group leader'));
}

async function report(visitor: Visitor, number: number, reason: string): Promise<void> {
  await button(visitor, `Options for post ${number}`).click();
  await visitor.page.getByRole('menuitem', { name: 'Report' }).click();
  await dialog(visitor).getByLabel(reason).check();
  await button(visitor, 'Send report').click();
  await dialog(visitor).waitFor({ state: 'detached' });
}

const openCard = (visitor: Visitor, text: string): Promise<void> =>
  card(visitor, text).getByRole('button', { expanded: false }).click();

/** Waits for a field of the page that has this value. */
const shows = ({ page }: Visitor, value: string) => page.locator(`input[value="${value}"]`).first().waitFor();

test('what waits and who is here shows on the consoles of all leaders as it happens', async () => {
  await lea.page.goto(`/g/${GROUP}/manage`);
  await leo.page.goto(`/g/${GROUP}/manage`);
  const here = lea.page.getByRole('region', { name: 'Who is here' }).getByRole('listitem').filter({ hasText: 'Mia' });
  await sees(here.getByRole('link', { name: 'Warps and wefts' }));
  await sees(tile(lea, '0 reports'));
  await report(mia, 2, 'Spam');
  await sees(tile(lea, '1 report'));
  await sees(tile(leo, '1 report'));
});

test('who opens a report has it, and the others see who', async () => {
  await tile(lea, '1 report').click();
  await tile(leo, '1 report').click();
  await openCard(lea, SPAM);
  await sees(card(lea, SPAM).getByText('You have this'));
  await sees(card(leo, SPAM).getByText('Lea is looking at this'));
  await openCard(leo, SPAM);
  await sees(card(leo, SPAM).getByText('Mia'));
  expect(await card(leo, SPAM).getByRole('button', { name: 'Remove post' }).isDisabled()).toBe(true);
});

test('it is given back when the browser of who has it is gone', async () => {
  await lea.page.close();
  await card(leo, SPAM).getByText('Lea is looking at this').waitFor({ state: 'detached' });
  await card(leo, SPAM).getByRole('button', { name: 'Claim' }).click();
  await sees(card(leo, SPAM).getByText('You have this'));
});

test('the post goes before the eyes of those who read it, with the reason, and the other leader sees by whom', async () => {
  lea.page = await lea.page.context().newPage();
  await lea.page.goto(`/g/${GROUP}/manage?tab=queue`);
  await sees(card(lea, SPAM).getByText('Leo is looking at this'));
  await card(leo, SPAM).getByRole('button', { name: 'Remove post' }).click();
  await card(leo, SPAM).getByRole('button', { name: 'Remove it now' }).click();
  await postWith(mia, SPAM).waitFor({ state: 'detached' });
  await sees(main(mia).getByText('This is advertising, which this group is not for.'));
  await sees(card(lea, SPAM).getByText('Removed by Leo'));
});

test('what was undone is there again for everyone, and waits again', async () => {
  await button(leo, 'Undo').click();
  await sees(postWith(mia, SPAM));
  await sees(card(lea, SPAM).getByRole('button', { expanded: false }));
});

test('keys go through the queue, claim, and put back', async () => {
  await card(lea, SPAM).getByRole('button', { expanded: false }).focus();
  await lea.page.keyboard.press('c');
  await sees(card(leo, SPAM).getByText('Lea is looking at this'));
  await lea.page.keyboard.press('Escape');
  await card(leo, SPAM).getByText('Lea is looking at this').waitFor({ state: 'detached' });
});

test('several posts are removed together from the latest, and brought back', async () => {
  await reply(nils, 'Cheap wool, too, at yarn.example.net');
  await lea.page.goto(`/g/${GROUP}/manage`);
  await lea.page.getByLabel('Select the post of Nils in Warps and wefts').first().check();
  await lea.page.getByLabel('Select the post of Nils in Warps and wefts').nth(1).check();
  await sees(main(lea).getByText('2 posts selected'));
  await button(lea, 'Remove').click();
  await dialog(lea).getByRole('button', { name: 'Spam' }).click();
  await dialog(lea).getByRole('button', { name: 'Remove', exact: true }).click();
  await postWith(mia, SPAM).waitFor({ state: 'detached' });
  await postWith(mia, 'Cheap wool').waitFor({ state: 'detached' });
  await button(lea, 'Undo').click();
  await sees(postWith(mia, SPAM));
  await sees(postWith(mia, 'Cheap wool'));
});

test('slow mode is set with a reason, and every leader sees it', async () => {
  await leo.page.goto(`/g/${GROUP}/manage`);
  await lea.page.getByRole('combobox', { name: 'Slow mode' }).click();
  await lea.page.getByRole('option', { name: '10 seconds' }).click();
  await dialog(lea).getByRole('button', { name: 'Too fast' }).click();
  await dialog(lea).getByRole('button', { name: 'Slow down' }).click();
  await dialog(lea).waitFor({ state: 'detached' });
  await shows(leo, '10 seconds');
  await button(lea, 'Undo').click();
  await shows(leo, 'Off');
});

test('a dry run shows which posts a rule would have met, and then the rule holds what it meets', async () => {
  await lea.page.goto(`/g/${GROUP}/manage?tab=rules`);
  await button(lea, 'Rule about links').click();
  await lea.page.getByLabel('Name').fill('No yarn shops');
  await lea.page.getByLabel('Never link to').fill('yarn.example.net');
  await lea.page.getByLabel('What its author is told').fill('Links to shops wait for a look.');
  await button(lea, 'Try the rules').click();
  await sees(main(lea).getByText('Of the last 3 posts the rules would have met: No yarn shops 2.'));
  await sees(lea.page.getByRole('list', { name: 'Posts the rules would have met' }).getByText(SPAM));
  await button(lea, 'Put in force').click();
  await dialog(lea).getByRole('button', { name: 'Spam' }).click();
  await dialog(lea).getByRole('button', { name: 'Put in force' }).click();
  await sees(main(lea).getByText('In force as shown.'));
});

test('a held post that is approved appears to its author and to all', async () => {
  const offer = 'Really good wool at yarn.example.net';
  await reply(nils, offer);
  await sees(main(nils).getByText('Links to shops wait for a look.'));
  await lea.page.goto(`/g/${GROUP}/manage?tab=queue`);
  await openCard(lea, offer);
  await card(lea, offer).getByRole('button', { name: 'Approve', exact: true }).click();
  await card(lea, offer).getByRole('button', { name: 'Approve it now' }).click();
  await sees(postWith(mia, offer));
  await sees(postWith(nils, offer).getByRole('button', { name: /^Options for post/ }));
});

test('nobody came across an error', () => {
  for (const { name, problems } of [staff, lea, leo, mia, nils])
    expect({ name, problems }).toEqual({ name, problems: [] });
});
