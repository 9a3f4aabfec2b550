import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { GuildhallProcess } from '../support/process.ts';
import { openBrowser, postWith, sees, signIn, startTopic, type Visitor, visit } from './visitor.ts';

// Two members of the demo community meet in a topic.

jest.setTimeout(60_000);

const GROUP = 'community-life';

let data: string;
let server: GuildhallProcess;
let browser: Browser;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = start(0);
  const url = await server.url();
  browser = await openBrowser();
  [ana, ben] = (await Promise.all(['ana', 'ben'].map((name) => visit(browser, url, name)))) as [Visitor, Visitor];
  for (const visitor of [ana, ben]) await signIn(visitor, visitor.name, 'guildhall-demo');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill('SIGKILL');
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

const start = (port: number) => new GuildhallProcess({ PORT: String(port), GUILDHALL_DATA: data, DEMO: 'true' });
const othersHere = ({ page }: Visitor) => page.getByRole('button', { name: /other members? (is|are) here/ });
const typing = ({ page }: Visitor) => page.getByTestId('typing');

test('two who read the same topic see each other', async () => {
  await startTopic(ana, GROUP, 'Who is awake?', 'I am.');
  expect(await othersHere(ana).count()).toBe(0);
  await ben.page.goto(new URL(ana.page.url()).pathname);
  await sees(othersHere(ana));
  await sees(othersHere(ben));
  await othersHere(ana).click();
  const names = ana.page.getByRole('dialog');
  await sees(names.getByRole('link', { name: /Ben/ }));
  expect(await names.getByRole('link').count()).toBe(1);
  await ana.page.keyboard.press('Escape');
});

test('one who writes is seen writing, until the reply is there', async () => {
  await ben.page.getByRole('button', { name: 'Reply', exact: true }).last().click();
  await ben.page.getByRole('textbox', { name: 'Reply' }).pressSequentially('Me too');
  await sees(typing(ana).getByText(/^Ben.* is typing…$/));
  expect(await typing(ben).count()).toBe(0);
  await ben.page.keyboard.press('Control+Enter');
  await sees(postWith(ana, 'Me too'));
  await typing(ana).waitFor({ state: 'detached' });
});

test('one who empties what they wrote writes no longer', async () => {
  await ben.page.getByRole('button', { name: 'Reply', exact: true }).last().click();
  await ben.page.getByRole('textbox', { name: 'Reply' }).pressSequentially('Or no');
  await sees(typing(ana));
  await ben.page.getByRole('textbox', { name: 'Reply' }).fill('');
  await typing(ana).waitFor({ state: 'detached' });
  await ben.page.keyboard.press('Escape');
});

test('one who goes elsewhere is no longer there', async () => {
  await ben.page.getByRole('link', { name: 'Groups' }).first().click();
  await othersHere(ana).waitFor({ state: 'detached' });
  await ben.page.goBack();
  await sees(othersHere(ana));
});

test('nobody is shown while the server is away, and all again when it is back', async () => {
  const port = Number(new URL(ana.page.url()).port);
  await server.kill('SIGKILL');
  for (const visitor of [ana, ben]) await othersHere(visitor).waitFor({ state: 'detached' });
  server = start(port);
  for (const visitor of [ana, ben]) await sees(othersHere(visitor));
  for (const { name, problems } of [ana, ben]) expect([name, problems]).toEqual([name, []]);
});
