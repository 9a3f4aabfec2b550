import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Request } from 'playwright-core';
import { type RunningServer, startServer } from './running-server.ts';
import { joinGroup, openBrowser, postWith, sees, signUp, type Visitor, visit } from './visitor.ts';

// A topic longer than any screen: finding one's place in it, and keeping it while others write.

jest.setTimeout(60_000);

const POSTS = 120;

let data: string;
let server: RunningServer;
let browser: Browser;
let reader: Visitor;
let topicId: string;
let post: (body: string) => Promise<unknown>;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'guildhall-e2e-'));
  server = await startServer(data);
  browser = await openBrowser();
  await writeLongTopic();
  reader = await visit(browser, server.url, 'Rita');
  await signUp(reader);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

test('a permalink leads to its post in the middle of a topic', async () => {
  await reader.page.goto(`/t/${topicId}/75`);
  await sees(postWith(reader, 'Post number 75.'));
  await sees(reader.page.getByTestId('position').getByText(`75 of ${POSTS}`));
});

test('what others write meanwhile moves nothing and is offered', async () => {
  const before = await topOf('Post number 75.');
  await post('While you were reading.');
  await sees(reader.page.getByRole('button', { name: '1 new post' }));
  await sees(reader.page.getByTestId('position').getByText(`75 of ${POSTS + 1}`));
  expect(await topOf('Post number 75.')).toBe(before);
});

test('the offer leads to it, and at the end new posts appear in place', async () => {
  await reader.page.getByRole('button', { name: '1 new post' }).click();
  await sees(postWith(reader, 'While you were reading.'));
  await reader.page.mouse.wheel(0, 5_000);
  await sees(reader.page.getByTestId('position').getByText(`${POSTS + 1} of ${POSTS + 1}`));
  const marked = reader.page.waitForResponse((response) => isReadMarker(response.request(), POSTS + 2));
  await post('And now you see it.');
  await sees(postWith(reader, 'And now you see it.'));
  await sees(reader.page.getByTestId('position').getByText(`${POSTS + 2} of ${POSTS + 2}`));
  expect(await reader.page.getByRole('button', { name: /new post/ }).count()).toBe(0);
  expect((await marked).status()).toBe(204);
});

test('one comes back to the first post one has not read', async () => {
  await reader.page.goto('/');
  await post('News for your next visit.');
  await reader.page.goto(`/t/${topicId}`);
  await sees(reader.page.getByText('New since your last visit'));
  await sees(postWith(reader, 'News for your next visit.'));
});

test('a draft outlives a reload', async () => {
  await joinGroup(reader, 'long-reads');
  await reader.page.goto(`/t/${topicId}`);
  await reader.page.getByRole('button', { name: 'Reply', exact: true }).last().click();
  await reader.page.getByRole('textbox', { name: 'Reply' }).fill('Half a thought');
  await reader.page.reload();
  await reader.page.getByRole('button', { name: 'Go on with your draft' }).click();
  expect(await reader.page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('Half a thought');
});

const isReadMarker = (request: Request, number: number): boolean =>
  request.url().endsWith('/read') && request.postData() === JSON.stringify({ number });

const topOf = async (text: string) => (await postWith(reader, text).boundingBox())?.y;

async function writeLongTopic(): Promise<void> {
  const { username: login, password } = server.staff!;
  const { accessToken } = await ask('/auth/login', { login, password });
  const group = {
    name: 'Long reads',
    slug: 'long-reads',
    category: 'Interest',
    description: 'x',
    guidelines: 'Be kind.',
  };
  await ask('/groups', group, accessToken);
  const first = { clientId: randomUUID(), title: 'A long talk', body: 'Post number 1.' };
  const { topic } = await ask('/groups/long-reads/topics', first, accessToken);
  topicId = topic.id;
  post = (body) => ask(`/topics/${topicId}/posts`, { clientId: randomUUID(), body }, accessToken);
  for (let number = 2; number <= POSTS; number += 1)
    await post(`Post number ${number}. ${'Words. '.repeat(number % 50)}`);
}

type Answer = { accessToken: string; topic: { id: string } };

async function ask(path: string, body: unknown, token?: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${server.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}
