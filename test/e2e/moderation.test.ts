import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { type RunningServer, startServer } from './running-server.ts';
import { openBrowser, postWith, reply, sees, signIn, signUp, startTopic, type Visitor, visit } from './visitor.ts';

// Mira leads a group in which Noa writes. What Mira does is on Noa's screen at once, with the reason, on the page that is open.
// Each test goes on where the one before it ended.

jest.setTimeout(60_000);

const GROUP = 'the-loom';
const TOPIC = 'Which yarn for winter?';

let data: string;
let server: RunningServer;
let browser: Browser;
let staff: Visitor;
let mira: Visitor;
let noa: Visitor;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = await startServer(data);
  browser = await openBrowser();
  [staff, mira, noa] = (await Promise.all(
    ['Staff', 'Mira', 'Noa'].map((name) => visit(browser, server.url, name)),
  )) as [Visitor, Visitor, Visitor];
  await Promise.all([signUp(mira), signUp(noa), signIn(staff, server.staff!.username, server.staff!.password)]);
  await openGroup();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

const button = ({ page }: Visitor, name: string | RegExp): Locator => page.getByRole('button', { name });
const dialog = ({ page }: Visitor): Locator => page.getByRole('dialog');
const main = ({ page }: Visitor): Locator => page.getByRole('main');
const news = ({ page }: Visitor): Locator => page.getByTestId('news');
const gone = (what: Locator): Promise<void> => what.first().waitFor({ state: 'detached' });

/** Staff open the group, both join it, and Mira leads it. */
async function openGroup(): Promise<void> {
  await button(staff, 'New group').click();
  await dialog(staff).getByLabel('Name').fill('The Loom');
  await dialog(staff).getByLabel('Description').fill('Yarn, warp and weft.');
  await dialog(staff).getByRole('button', { name: 'New group' }).click();
  await sees(staff.page.getByRole('heading', { name: 'The Loom', level: 1 }));
  for (const visitor of [mira, noa]) {
    await visitor.page.goto(`/g/${GROUP}`);
    await button(visitor, 'Join group').click();
    await dialog(visitor).getByRole('button', { name: 'Join group' }).click();
    await sees(visitor.page.getByRole('link', { name: 'New topic' }));
  }
  await staff.page.goto(`/g/${GROUP}/members`);
  await button(staff, 'Options for Mira').click();
  await staff.page.getByRole('menuitem', { name: 'Make leader' }).click();
  await sees(mira.page.getByRole('link', { name: 'Manage group' }));
}

/** Marks the page that is open: a page that is loaded anew has no mark. */
const mark = ({ page }: Visitor) => page.evaluate("document.body.setAttribute('data-marked', '')");
const isMarked = ({ page }: Visitor) => page.evaluate("document.body.hasAttribute('data-marked')");

async function choose(visitor: Visitor, menu: string, item: string): Promise<void> {
  await visitor.page.getByRole('button', { name: menu, exact: true }).click();
  await visitor.page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Gives a reason from the templates and does it. */
async function decide(visitor: Visitor, template: string, action: string): Promise<void> {
  await dialog(visitor).getByRole('button', { name: template, exact: true }).click();
  await dialog(visitor).getByRole('button', { name: action, exact: true }).click();
  await gone(dialog(visitor));
}

async function pick(visitor: Visitor, numbers: number[]): Promise<void> {
  for (const number of numbers) await visitor.page.getByLabel(`Select post ${number}`, { exact: true }).check();
}

test('a locked topic says why to whoever reads it, who cannot reply any more, until that is undone', async () => {
  await startTopic(noa, GROUP, TOPIC, 'I have cotton and wool.');
  await reply(noa, 'And a little silk.');
  await sees(postWith(noa, 'And a little silk.').getByText('2 of 2'));
  await mark(noa);
  await mira.page.goto(new URL(noa.page.url()).pathname);
  await choose(mira, 'Topic options', 'Lock');
  await decide(mira, 'Heated', 'Lock');
  await sees(main(noa).getByText('Locked by Mira: This has become too heated.'));
  await sees(news(noa).getByText('Mira locked this topic: This has become too heated.'));
  await gone(main(noa).getByRole('button', { name: 'Reply', exact: true }));
  await sees(main(mira).getByRole('button', { name: 'Reply', exact: true }));
  await button(mira, 'Undo').click();
  await gone(main(noa).getByText('Locked by Mira'));
  await sees(main(noa).getByRole('button', { name: 'Reply', exact: true }));
  expect(await isMarked(noa)).toBe(true);
});

test('a draft outlives the lock of its topic', async () => {
  await main(noa).getByRole('button', { name: 'Reply', exact: true }).last().click();
  const text = noa.page.getByRole('textbox', { name: 'Reply' });
  await text.fill('Half a thought');
  await choose(mira, 'Topic options', 'Lock');
  await decide(mira, 'Settled', 'Lock');
  await sees(main(noa).getByText('This topic is locked. It can be read and no more.'));
  await sees(main(noa).getByText('What you have written is kept.'));
  await choose(mira, 'Topic options', 'Unlock');
  await decide(mira, 'Long enough', 'Unlock');
  await sees(text);
  expect(await text.inputValue()).toBe('Half a thought');
  await text.press('Control+Enter');
  await sees(postWith(noa, 'Half a thought').getByText('3 of 3'));
});

test('a pinned topic leads the list of everyone, with a sign', async () => {
  await startTopic(noa, GROUP, 'A later one', 'It would come first.');
  await noa.page.goto(`/g/${GROUP}`);
  const rows = noa.page.getByRole('list', { name: 'Topics' }).getByRole('link');
  await sees(rows.first().getByText('A later one'));
  await mark(noa);
  await choose(mira, 'Topic options', 'Pin');
  await decide(mira, 'Important', 'Pin');
  await sees(rows.first().getByText(TOPIC));
  await sees(rows.first().getByText('Pinned'));
  expect(await isMarked(noa)).toBe(true);
  await rows.first().click();
});

test('several posts are removed together; in their places everyone reads why, and the leader still what they said', async () => {
  await choose(mira, 'Topic options', 'Select posts');
  await pick(mira, [2, 3]);
  await sees(mira.page.getByText('2 posts selected'));
  await mira.page.getByRole('toolbar').getByRole('button', { name: 'Remove' }).click();
  await decide(mira, 'Spam', 'Remove');
  const tombs = main(noa).getByText('A group leader removed this post. Reason: This is advertising');
  await sees(tombs.nth(1));
  await sees(news(noa).getByText('Mira removed 2 posts: This is advertising'));
  expect(await main(noa).textContent()).not.toContain('A little silk');
  await mira.page.getByRole('article', { name: 'Post 2 by Noa' }).getByRole('button', { name: 'What it said' }).click();
  await sees(main(mira).getByText('And a little silk.'));
});

test('one of them comes back with two clicks and a reason', async () => {
  await mira.page.getByRole('article', { name: 'Post 2 by Noa' }).getByRole('button', { name: 'Restore' }).click();
  await decide(mira, 'Mistake', 'Restore');
  await sees(postWith(noa, 'And a little silk.').getByText('2 of 3'));
});

test('the selection is left with the escape key, and reached with the keyboard alone', async () => {
  await choose(mira, 'Topic options', 'Select posts');
  const box = mira.page.getByLabel('Select post 1', { exact: true });
  await box.focus();
  await mira.page.keyboard.press('Space');
  await sees(mira.page.getByText('1 post selected'));
  await mira.page.keyboard.press('Escape');
  await gone(mira.page.getByRole('toolbar'));
  await gone(box);
});

test('posts become a topic of their own, and where they stood a line leads there', async () => {
  await choose(mira, 'Topic options', 'Select posts');
  await pick(mira, [2]);
  await mira.page.getByRole('toolbar').getByRole('button', { name: 'New topic' }).click();
  await dialog(mira).getByLabel('Title of the new topic').fill('All about silk');
  await decide(mira, 'Better there', 'Make a new topic');
  await sees(news(noa).getByText('Mira moved a post from here to “All about silk”'));
  await main(noa).getByRole('link', { name: 'Read it there, as post 1' }).click();
  await sees(noa.page.getByRole('heading', { name: 'All about silk', level: 1 }));
  await sees(postWith(noa, 'And a little silk.').getByText('1 of 1'));
});

test('an address in a topic that was merged leads to the same post in the other', async () => {
  const there = new URL(noa.page.url()).pathname.split('/')[2];
  await mira.page.goto(`/t/${there}`);
  await sees(mira.page.getByRole('heading', { name: 'All about silk', level: 1 }));
  await choose(mira, 'Topic options', 'Merge into another');
  await mira.page.getByRole('combobox', { name: 'Into which topic' }).fill('A later');
  await mira.page.getByRole('option', { name: /A later one/ }).click();
  await decide(mira, 'Twice', 'Merge');
  await sees(main(noa).getByText('This topic has become part of another one'));
  await noa.page.goto(`/t/${there}/1`);
  await sees(noa.page.getByRole('heading', { name: 'A later one', level: 1 }));
  await sees(postWith(noa, 'And a little silk.').getByText('2 of 2'));
});

test('a removed topic keeps its reason and nothing else, and comes back', async () => {
  await mark(noa);
  await mira.page.goto(new URL(noa.page.url()).pathname);
  await choose(mira, 'Topic options', 'Remove topic');
  await decide(mira, 'Off-topic', 'Remove topic');
  await sees(main(noa).getByText('Mira removed this topic: This has nothing to do with'));
  expect(await main(noa).textContent()).not.toMatch(/A later one|It would come first|silk/);
  await button(mira, 'Restore topic').click();
  await decide(mira, 'Mistake', 'Restore topic');
  await sees(noa.page.getByRole('heading', { name: 'A later one', level: 1 }));
  await sees(postWith(noa, 'It would come first.'));
  expect(await isMarked(noa)).toBe(true);
});

test('a member reports a post and hears that it has arrived', async () => {
  await reply(mira, 'Buy my looms, cheap!');
  await sees(postWith(noa, 'Buy my looms, cheap!'));
  const post = postWith(noa, 'Buy my looms, cheap!').getByRole('button', { name: /^Options for post/ });
  await post.click();
  await noa.page.getByRole('menuitem', { name: 'Report' }).click();
  const send = button(noa, 'Send report');
  await dialog(noa).getByLabel('Something else').check();
  expect(await send.isDisabled()).toBe(true);
  await dialog(noa).getByLabel('Spam or advertising').check();
  await send.click();
  await sees(noa.page.getByText('Your report has arrived'));
  await post.click();
  await noa.page.getByRole('menuitem', { name: 'Report' }).click();
  await dialog(noa).getByLabel('Spam or advertising').check();
  await send.click();
  await sees(noa.page.getByText('You have reported this post before.'));
});

test('nobody is offered what they may not do', async () => {
  await noa.page.getByRole('button', { name: 'Topic options', exact: true }).click();
  await sees(noa.page.getByRole('menuitem', { name: 'Copy link' }));
  expect(await noa.page.getByRole('menuitem', { name: /^(Pin|Lock|Move|Remove topic|Select posts)$/ }).count()).toBe(0);
  await noa.page.keyboard.press('Escape');
});

test('who something was decided about reads what, by whom and why, and appeals once', async () => {
  await button(noa, 'Account menu of Noa').click();
  await noa.page.getByRole('menuitem', { name: 'Decisions about you' }).click();
  const act = noa.page.getByRole('article', { name: 'Mira removed posts' });
  await sees(act.getByText('This is advertising, which this group is not for.'));
  await sees(act.getByText('Half a thought'));
  await act.getByRole('button', { name: /^Appeal/ }).click();
  await dialog(noa).getByLabel('What should they know?').fill('It was only a thought.');
  await dialog(noa).getByRole('button', { name: 'Send appeal' }).click();
  await sees(act.getByText('Your appeal waits for a decision'));
  expect(await act.getByRole('button', { name: /^Appeal/ }).count()).toBe(0);
});

test('who comes second is told who was quicker, with what and why', async () => {
  await mira.page.goto(`/g/${GROUP}`);
  await mira.page.getByRole('link', { name: TOPIC }).first().click();
  await choose(mira, 'Topic options', 'Unpin');
  await staff.page.goto(new URL(mira.page.url()).pathname);
  await choose(staff, 'Topic options', 'Unpin');
  await decide(staff, 'Settled', 'Unpin');
  await sees(news(mira).getByText('unpinned this topic'));
  await decide(mira, 'Settled', 'Unpin');
  await sees(mira.page.getByText('was quicker and unpinned the topic. Their reason: The question is answered'));
});

test('a decision comes on the page of decisions as it is made, and what became of it', async () => {
  await choose(mira, 'Topic options', 'Lock');
  await decide(mira, 'Settled', 'Lock');
  const act = noa.page.getByRole('article', { name: 'Mira locked the topic' }).first();
  await sees(act.getByRole('button', { name: /^Appeal/ }));
  await button(mira, 'Undo').click();
  await sees(act.getByText('Taken back by Mira'));
});

test('nothing went wrong in any browser', () => {
  expect([staff, mira, noa].flatMap(({ problems }) => problems)).toEqual([]);
});
