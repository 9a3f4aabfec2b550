import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { type RunningServer, startServer } from './running-server.ts';
import { openBrowser, postWith, sees, signIn, signUp, startTopic, type Visitor, visit } from './visitor.ts';

// How Noa comes into a closed group, lives in it and is sent away again. Nobody reloads a page: what is on a screen changes
// by itself. Each test goes on where the one before it ended.

jest.setTimeout(60_000);

const GROUP = 'the-kiln';
const SECRET = 'Firing schedule for March';

let data: string;
let server: RunningServer;
let browser: Browser;
let staff: Visitor;
let lea: Visitor;
let noa: Visitor;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = await startServer(data);
  browser = await openBrowser();
  [staff, lea, noa] = (await Promise.all(['Staff', 'Lea', 'Noa'].map((name) => visit(browser, server.url, name)))) as [
    Visitor,
    Visitor,
    Visitor,
  ];
  await Promise.all([signUp(lea), signUp(noa), signIn(staff, server.staff!.username, server.staff!.password)]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

const button = ({ page }: Visitor, name: string | RegExp): Locator => page.getByRole('button', { name });
const dialog = ({ page }: Visitor): Locator => page.getByRole('dialog');
const main = ({ page }: Visitor): Locator => page.getByRole('main');
const gone = (what: Locator): Promise<void> => what.first().waitFor({ state: 'detached' });

/** Takes the way a reader takes, within the page that is open. */
async function follow({ page }: Visitor, name: string | RegExp): Promise<void> {
  await page.getByRole('link', { name }).first().click();
}

/** Those that are there wait for as long as the mouse is on one of them, and there is room for three. */
async function closeToasts({ page }: Visitor): Promise<void> {
  const close = page.locator('.mantine-Notification-root').getByRole('button', { name: 'Close' });
  while ((await close.count()) > 0) {
    const first = await close.first().elementHandle();
    await first?.click();
    await first?.waitForElementState('hidden');
  }
  await page.mouse.move(640, 300);
}

async function invite(leader: Visitor, username: string, message: string): Promise<void> {
  await leader.page.goto(`/g/${GROUP}/manage?tab=invitations`);
  await leader.page.getByLabel('Username').fill(username);
  await leader.page.getByRole('textbox', { name: 'Message' }).fill(message);
  await button(leader, 'Invite').click();
  await sees(leader.page.getByRole('article', { name: username, exact: false }).getByText('Waiting'));
}

test('staff open a closed group, saying whom it is for', async () => {
  await button(staff, 'New group').click();
  const form = dialog(staff);
  await form.getByLabel('Name').fill('The Kiln');
  await form.getByLabel('Description').fill('We share one kiln and its calendar.');
  await form.getByLabel('Closed').check();
  await form.getByLabel('Who belongs here').fill('You have a studio in the town.');
  await form.getByLabel('Guidelines').fill('Clean what you use.');
  await form.getByLabel('Label it “beta”').check();
  await form.getByRole('button', { name: 'New group' }).click();
  await sees(staff.page.getByRole('heading', { name: 'The Kiln', level: 1 }));
  await sees(main(staff).getByText('Closed', { exact: true }));
  await sees(main(staff).getByText('Beta', { exact: true }));
});

test('who is invited accepts on the page of the group, and finds what is inside', async () => {
  await lea.page.goto(`/g/${GROUP}`);
  await sees(button(lea, 'Send request to join'));
  await invite(staff, 'lea', 'Will you look after the kiln?');
  await sees(main(lea).getByText('invites you to this group'));
  await button(lea, 'Accept').click();
  await sees(lea.page.getByText('Nobody has said anything yet.'));
  await sees(staff.page.getByRole('article', { name: 'Lea' }).getByText('Accepted'));
});

test('who is made a leader has what leaders have, at once', async () => {
  await staff.page.goto(`/g/${GROUP}/members`);
  await button(staff, 'Options for Lea').click();
  await staff.page.getByRole('menuitem', { name: 'Make leader' }).click();
  await sees(lea.page.getByRole('link', { name: 'Manage group' }));
});

test('who was let in accepts the guidelines before writing', async () => {
  await follow(lea, 'New topic');
  await sees(lea.page.getByText('Clean what you use.'));
  expect(await lea.page.getByLabel('Title').count()).toBe(0);
  await button(lea, 'Accept guidelines').click();
  await sees(lea.page.getByLabel('Title'));
  await startTopic(lea, GROUP, SECRET, 'Bisque on Mondays.');
});

test('an outsider sees what a closed group is about and whom it is for, and nothing that is said in it', async () => {
  const { page } = noa;
  await page.goto('/');
  await follow(noa, /The Kiln/);
  await sees(page.getByText('We share one kiln and its calendar.'));
  await sees(page.getByText('You have a studio in the town.'));
  expect(await main(noa).textContent()).not.toMatch(/Firing|Bisque|Lea|Clean what you use|member(?!s only)|topic/);
  await page.goto(new URL(lea.page.url()).pathname);
  await sees(page.getByText('There is nothing here'));
});

test('a request to join reaches the leaders as it is sent', async () => {
  await lea.page.goto(`/g/${GROUP}`);
  await sees(lea.page.getByRole('link', { name: 'Manage group', exact: true }));
  await noa.page.goto(`/g/${GROUP}`);
  await button(noa, 'Send request to join').click();
  await sees(dialog(noa).getByText('You have a studio in the town.'));
  await dialog(noa).getByLabel('Your message to the leaders').fill('I throw pots two streets away.');
  await button(noa, 'Send request').last().click();
  await sees(main(noa).getByText('You have asked to join'));
  await sees(lea.page.getByRole('link', { name: 'Manage group: 1 thing waits' }));
});

test('a denial says why, to who asked and to the other leaders', async () => {
  await staff.page.goto(`/g/${GROUP}/manage?tab=requests`);
  await sees(staff.page.getByText('I throw pots two streets away.'));
  await follow(lea, 'Manage group: 1 thing waits');
  await follow(lea, '1 request to join');
  await button(lea, 'Deny the request of Noa').click();
  await button(lea, 'More, please').click();
  await dialog(lea).getByLabel('Reason').fill('Which studio is yours?');
  await button(lea, 'Deny').last().click();
  await sees(main(noa).getByText('Your request was denied'));
  await sees(main(noa).getByText('Which studio is yours?'));
  await sees(staff.page.getByText('Denied by Lea: Which studio is yours?'));
  await sees(button(noa, 'Send request to join'));
});

test('an invitation comes as a private message and is accepted in place', async () => {
  await invite(lea, 'noa', 'I found out which studio. Come in!');
  await follow(noa, /^Messages,/);
  await follow(noa, /Lea/);
  await sees(noa.page.getByText('I found out which studio. Come in!'));
  await button(noa, 'Accept').click();
  await sees(main(noa).getByText('Accepted', { exact: true }));
  await sees(lea.page.getByRole('article', { name: 'Noa' }).getByText('Accepted'));
  await main(noa)
    .getByRole('link', { name: /The Kiln/ })
    .last()
    .click();
  await sees(noa.page.getByRole('link', { name: SECRET }));
});

test('who came in is told of a new topic, stops that from the toast, and hears no more of it', async () => {
  const toast = (title: string) => noa.page.locator('[data-news]').filter({ hasText: title });
  await follow(noa, 'Help');
  await startTopic(lea, GROUP, 'Cones are here', 'Two boxes.');
  await sees(toast('Cones are here'));
  await toast('Cones are here').getByRole('button', { name: 'Unsubscribe' }).click();
  await sees(noa.page.getByText('You will hear no more of this.'));
  await closeToasts(noa);
  await startTopic(lea, GROUP, 'Shelves are washed', 'All of them.');
  // What is said to Noa herself still comes, and after it the topic would have been told, too.
  await startTopic(lea, GROUP, 'Keys', 'The second one is yours, @noa.');
  await sees(toast('Keys'));
  expect(await toast('Shelves are washed').count()).toBe(0);
  await follow(noa, /^Groups$/);
  await follow(noa, /The Kiln/);
  await sees(noa.page.getByRole('link', { name: 'Shelves are washed' }));
});

test('changed guidelines are accepted before one goes on writing, and the draft is still there', async () => {
  await follow(noa, SECRET);
  await button(noa, 'Accept guidelines').or(button(noa, 'Reply').last()).first().click();
  await button(noa, 'Accept guidelines').click();
  const text = noa.page.getByRole('textbox', { name: 'Reply' });
  await text.fill('I take Tuesdays');

  await lea.page.goto(`/g/${GROUP}`);
  await button(lea, 'Options').last().click();
  await lea.page.getByRole('menuitem', { name: 'Edit group' }).click();
  await dialog(lea).getByLabel('Guidelines').fill('Clean what you use. Write down what you fire.');
  await button(lea, 'Save').click();

  await sees(noa.page.getByText('The guidelines have changed'));
  await sees(noa.page.getByText('What you have written is kept.'));
  await button(noa, 'Accept guidelines').click();
  expect(await text.inputValue()).toBe('I take Tuesdays');
  await text.press('Control+Enter');
  await sees(postWith(noa, 'I take Tuesdays').getByText('2 of 2'));
});

test('who is muted is told until when and why, instead of writing in vain', async () => {
  await lea.page.goto(`/g/${GROUP}/members`);
  await button(lea, 'Options for Noa').click();
  await lea.page.getByRole('menuitem', { name: 'Mute' }).click();
  await dialog(lea).getByLabel('Reason').fill('Tuesdays are taken.');
  await button(lea, 'Mute').last().click();
  await button(noa, 'Reply').last().click();
  await sees(main(noa).getByText('You are muted in this group until'));
  await sees(main(noa).getByText('Reason: Tuesdays are taken.'));
  await lea.page.goto(`/g/${GROUP}/manage?tab=sanctions`);
  await button(lea, 'Lift what stands against Noa').click();
  await dialog(lea).getByRole('button', { name: 'Settled' }).click();
  await dialog(lea).getByRole('button', { name: 'Lift' }).click();
  await sees(noa.page.getByRole('textbox', { name: 'Reply' }));
  await sees(lea.page.getByText('Nobody is muted or banned.'));
});

test('nothing of the group stays on the screen of one who is removed', async () => {
  await sees(noa.page.getByText('Bisque on Mondays.'));
  await lea.page.goto(`/g/${GROUP}/members`);
  await button(lea, 'Options for Noa').click();
  await lea.page.getByRole('menuitem', { name: 'Remove from group' }).click();
  await dialog(lea).getByLabel('Reason').fill('Good-bye.');
  await button(lea, 'Remove from group').last().click();
  await gone(noa.page.getByText('Bisque on Mondays.'));
  await sees(noa.page.getByText('There is nothing here'));
  await follow(noa, 'Go to the groups');
  await follow(noa, /The Kiln/);
  await sees(button(noa, 'Send request to join'));
  expect(await main(noa).textContent()).not.toMatch(/Firing|Bisque|Tuesdays/);
});

test('a suggestion that is approved opens the group, led by who made it', async () => {
  await noa.page.goto('/groups/suggest');
  await noa.page.getByLabel('Name of the group').fill('Glaze chemists');
  await noa.page.getByLabel('What it is about').fill('What melts, and why.');
  await noa.page.getByLabel('Why this group').fill('I have test tiles from ten years.');
  await staff.page.goto('/staff/lead-applications');
  await sees(staff.page.getByText('Nothing waits for you.'));
  await button(noa, 'Send suggestion').click();
  await sees(main(noa).getByText('Received'));
  await button(staff, 'Approve Glaze chemists').click();
  await button(staff, 'Approve').last().click();
  await sees(noa.page.getByRole('link', { name: 'Go to Glaze chemists' }));
  await closeToasts(noa);
  await follow(noa, 'Go to Glaze chemists');
  await sees(noa.page.getByRole('heading', { name: 'Glaze chemists', level: 1 }));
  await sees(noa.page.getByRole('link', { name: 'Manage group' }));
});

test('help can be read without an account', async () => {
  const stranger = await visit(browser, server.url, 'Stranger');
  await stranger.page.goto('/help');
  await sees(stranger.page.getByRole('heading', { name: 'How do I join a group?' }));
  expect(stranger.problems).toEqual([]);
});

test('nothing went wrong in any browser', () => {
  expect([staff, lea, noa].flatMap(({ problems }) => problems)).toEqual([]);
});
