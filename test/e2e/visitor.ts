import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

/** Someone with a browser profile of their own. */
export type Visitor = { name: string; page: Page; problems: string[] };

export async function visit(browser: Browser, url: string, name: string): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  return { name, page, problems };
}

export async function signUp({ name, page }: Visitor): Promise<void> {
  await page.goto('/sign-up');
  const form = page.getByRole('main');
  await form.getByLabel('Username').fill(name.toLowerCase());
  await form.getByLabel('Display name').fill(name);
  await form.getByLabel('E-mail').fill(`${name.toLowerCase()}@example.org`);
  await form.getByLabel('Password', { exact: false }).first().fill(`${name} likes to meet people`);
  await form.getByRole('button', { name: 'Create account' }).click();
  await sees(page.getByRole('heading', { name: 'Groups', level: 1 }));
}

export async function signIn({ page }: Visitor, login: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  const form = page.getByRole('main');
  await form.getByLabel('Username or e-mail').fill(login);
  await form.getByLabel('Password').first().fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
  await sees(page.getByRole('heading', { name: 'Groups', level: 1 }));
}

export async function joinGroup({ page }: Visitor, slug: string): Promise<void> {
  await page.goto(`/g/${slug}`);
  await page.getByRole('button', { name: 'Join group' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('I have read the guidelines').check();
  await dialog.getByRole('button', { name: 'Join group' }).click();
  await sees(page.getByRole('link', { name: 'New topic' }));
}

/** Writes a topic and stays on its page. */
export async function startTopic({ page }: Visitor, slug: string, title: string, body: string): Promise<void> {
  await page.goto(`/g/${slug}/new`);
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Text').fill(body);
  await page.getByRole('button', { name: 'Publish topic' }).click();
  await sees(page.getByRole('heading', { name: title, level: 1 }));
}

export async function reply({ page }: Visitor, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Reply', exact: true }).last().click();
  await page.getByRole('textbox', { name: 'Reply' }).fill(text);
  await page.keyboard.press('Control+Enter');
}

/** The post whose text contains this. */
export const postWith = ({ page }: Visitor, text: string): Locator =>
  page.getByRole('article').filter({ hasText: text });

export const sees = (what: Locator): Promise<void> => what.first().waitFor({ state: 'visible' });
