import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
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

// One evening in a community, from its first start to a power cut: each test goes on where the one before it ended.

jest.setTimeout(60_000);

let data: string;
let server: RunningServer;
let browser: Browser;
let staff: Visitor;
let ana: Visitor;
let ben: Visitor;
/** Ben has stayed on his first topic for long enough. */
let firstViewed: Promise<unknown>;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = await startServer(data);
  browser = await openBrowser();
  [staff, ana, ben] = (await Promise.all(['Staff', 'Ana', 'Ben'].map((name) => visit(browser, server.url, name)))) as [
    Visitor,
    Visitor,
    Visitor,
  ];
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

test('staff open a group with guidelines', async () => {
  await signIn(staff, server.staff!.username, server.staff!.password);
  const { page } = staff;
  await page.getByRole('button', { name: 'New group' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Potters of the North');
  await dialog.getByLabel('Description').fill('Clay, kilns and cold hands.');
  await dialog.getByLabel('Guidelines').fill('Be **kind**.');
  await dialog.getByRole('button', { name: 'New group' }).click();
  await sees(page.getByRole('heading', { name: 'Potters of the North', level: 1 }));
  expect(new URL(page.url()).pathname).toBe('/g/potters-of-the-north');
});

test('a form says at its fields what is wrong', async () => {
  const { page } = ana;
  await page.goto('/sign-up');
  const form = page.getByRole('main');
  await form.getByLabel('Username').fill('a');
  await form.getByLabel('E-mail').fill('nonsense');
  await form.getByRole('button', { name: 'Create account' }).click();
  await sees(form.getByText('at least 10 characters', { exact: false }).last());
  expect(await form.getByLabel('Username').getAttribute('aria-invalid')).toBe('true');
});

test('two sign up and join; the first sees the second come in', async () => {
  await Promise.all([signUp(ana), signUp(ben)]);
  await joinGroup(ana, 'potters-of-the-north');
  await joinGroup(ben, 'potters-of-the-north');
  await sees(ana.page.getByRole('log').getByText('Ben joined'));
});

test('a new topic appears in the group of the other without a reload', async () => {
  await startTopic(ana, 'potters-of-the-north', 'Which glaze for tea bowls?', 'Mine always runs.');
  await sees(ben.page.getByRole('link', { name: /Which glaze for tea bowls\?/ }));
  await sees(ben.page.getByRole('log').getByText('Which glaze for tea bowls?'));
});

test('a reply appears live with its number, and the place counts on', async () => {
  firstViewed = countsAsViewed(ben);
  await ben.page.getByRole('list', { name: 'Topics' }).getByRole('link').first().click();
  await sees(postWith(ben, 'Mine always runs.'));
  await reply(ben, 'A **stiffer** one, and a foot ring.');
  await sees(postWith(ana, 'stiffer').getByText('2 of 2'));
  await sees(postWith(ana, 'Mine always runs.').getByText('1 of 2'));
  await sees(postWith(ben, 'stiffer').getByText('2 of 2'));
  expect(await postWith(ben, 'stiffer').count()).toBe(1);
});

test('kudos given by one are counted for the other', async () => {
  await postWith(ana, 'stiffer')
    .getByRole('button', { name: /Give kudos/ })
    .click();
  await sees(postWith(ben, 'stiffer').getByText('1 kudos'));
  expect(
    await postWith(ben, 'stiffer')
      .getByRole('button', { name: /Give kudos/ })
      .count(),
  ).toBe(0);
});

test('a rank-up is told to the member and relabels their posts on the other’s screen', async () => {
  await sees(postWith(ana, 'stiffer').getByText('Forum explorer'));
  const tab = { ...ana, page: await ana.page.context().newPage() };
  await startTopic(tab, 'potters-of-the-north', 'Kiln for sale', 'It is warm.');
  await tab.page.close();
  await firstViewed;
  await ben.page.getByRole('link', { name: 'Potters of the North' }).click();
  await ben.page
    .getByRole('link', { name: /Kiln for sale/ })
    .first()
    .click();
  await sees(ben.page.getByText('You are now a Frequent visitor.'));
  await sees(postWith(ana, 'stiffer').getByText('Frequent visitor'));
  await ben.page.getByRole('link', { name: 'Potters of the North' }).click();
  await ben.page
    .getByRole('link', { name: /Which glaze for tea bowls\?/ })
    .first()
    .click();
  await sees(postWith(ben, 'stiffer').getByText('Frequent visitor'));
});

test('after a power cut all is there, and both pages catch up by themselves', async () => {
  const port = Number(new URL(server.url).port);
  await server.kill();
  await sees(ana.page.getByText('Connecting…'));
  await reply(ana, 'Written in the dark.');
  await sees(postWith(ana, 'Written in the dark.').getByText(/Sending…|Not sent/));

  server = await startServer(data, port);
  expect(server.staff).toBeNull();
  await sees(postWith(ana, 'Written in the dark.').getByText('3 of 3'));
  await sees(postWith(ben, 'Written in the dark.').getByText('3 of 3'));
  await sees(postWith(ben, 'stiffer').getByText('1 kudos'));
  expect(await postWith(ana, 'Written in the dark.').count()).toBe(1);

  await reply(ben, 'And the light is back.');
  await sees(postWith(ana, 'the light is back').getByText('4 of 4'));
});

test('a reload shows what the live page showed', async () => {
  await ana.page.reload();
  await sees(postWith(ana, 'the light is back').getByText('4 of 4'));
  await sees(postWith(ana, 'stiffer').getByText('Frequent visitor'));
  for (const { name, problems } of [staff, ana, ben]) expect([name, problems]).toEqual([name, []]);
});

const countsAsViewed = ({ page }: Visitor): Promise<unknown> =>
  page.waitForResponse(async (answer) => answer.url().endsWith('/view') && (await answer.json()).viewed, {
    timeout: 0,
  });
