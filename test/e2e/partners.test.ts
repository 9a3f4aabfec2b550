import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import type { Guildhall } from '../../server/app.ts';
import type { Facts } from '../../shared/partners/facts.ts';
import { decide, giveProcess, invite, markAll } from '../support/applying.ts';
import { openGuildhall } from '../support/guildhall.ts';
import { request } from '../support/http.ts';
import { type Partnering, partneringScene, serviceToken } from '../support/partnering.ts';
import { ok } from '../support/person.ts';
import { openBrowser, sees, signIn, type Visitor, visit } from './visitor.ts';

// How a freelancer becomes an expert, loses the badge for a while and has it again. Pages change by themselves. Each test goes on
// where the one before it ended.

jest.setTimeout(60_000);

const HEADLINE = 'I make tools sing';

let guildhall: Guildhall;
let browser: Browser;
let scene: Partnering;
let freelancer: Visitor;
let stranger: Visitor;
let token: string;

beforeAll(async () => {
  [guildhall, browser] = await Promise.all([openGuildhall(), openBrowser()]);
  scene = await partneringScene(guildhall.url);
  await giveProcess(scene.partner);
  token = await serviceToken(scene.staff);
  freelancer = await visit(browser, guildhall.url, 'freelancer');
  stranger = await visit(browser, guildhall.url, 'stranger');
  await signIn(freelancer, scene.freelancer.username, scene.freelancer.password);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await guildhall?.close();
});

const main = ({ page }: Visitor): Locator => page.getByRole('main');
const button = ({ page }: Visitor, name: string): Locator => page.getByRole('button', { name, exact: true });
const gone = (what: Locator): Promise<void> => what.first().waitFor({ state: 'detached' });
const home = () => `/partners/${scene.partner.slug}`;
const listed = () => stranger.page.getByText(HEADLINE);

/** What the marketplace says of the freelancer from now on. */
async function deliver(version: number, facts: Partial<Facts>): Promise<void> {
  const items = [{ username: scene.freelancer.username, version, facts }];
  ok(await request(guildhall.url, 'POST', '/marketplace/facts', { token, body: { items } }));
}

test('without an invitation one cannot apply, and says that one is interested', async () => {
  const { page } = freelancer;
  await page.goto(`${home()}/apply`);
  await sees(page.getByText('You need an invitation to apply'));
  await page.getByRole('link', { name: `Go to ${scene.partner.name}` }).click();
  await button(freelancer, 'I’m interested').click();
  await page.getByRole('dialog').getByLabel('Your message').fill('I have made tools for years.');
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await sees(main(freelancer).getByText('You have said that you are interested.'));
});

test('an invitation shows at once; what one writes survives a reload, and is sent with a link and a file', async () => {
  const { page } = freelancer;
  await invite(scene, scene.freelancer);
  await sees(main(freelancer).getByText(`${scene.partner.name} invites you to apply.`));
  await page.getByRole('link', { name: 'Apply', exact: true }).click();
  await page.getByLabel('Your headline').fill(HEADLINE);
  const certificate = page.getByRole('region', { name: 'The certificate' });
  await certificate.locator('input[type=file]').setInputFiles({
    ...{ name: 'program.exe', mimeType: 'text/plain', buffer: Buffer.from('MZ\u0000\u0001') },
  });
  await sees(certificate.getByText('What is in this file is none of these'));
  await certificate.locator('input[type=file]').setInputFiles({
    ...{ name: 'passed.txt', mimeType: 'text/plain', buffer: Buffer.from('Passed with distinction') },
  });
  await sees(certificate.getByRole('button', { name: 'Remove passed.txt' }));

  await page.reload();
  expect(await page.getByLabel('Your headline').inputValue()).toBe(HEADLINE);
  await sees(certificate.getByRole('button', { name: 'Download passed.txt' }));
  await button(freelancer, 'Send application').click();
  const work = page.getByRole('region', { name: 'The work' });
  await sees(work.getByText('This is needed.'));
  await work.getByRole('button', { name: 'Add a link' }).click();
  await work.getByLabel('Address').fill('javascript:alert(1)');
  await button(freelancer, 'Send application').click();
  await sees(work.getByText('must be an address'));
  await work.getByLabel('Title').fill('A site');
  await work.getByLabel('Address').fill('work.example/site');
  await button(freelancer, 'Send application').click();
  await page.waitForURL('**/me/partners');
  await sees(main(freelancer).getByText('On file', { exact: true }));
});

test('what was sent can be looked at and changed, by the process as it is now', async () => {
  const { page } = freelancer;
  await page.getByText('What you sent').click();
  await sees(page.getByRole('link', { name: 'A site https://work.example/site' }));
  await page.getByRole('link', { name: 'Change it' }).click();
  await page.getByLabel('Your answer: The work').fill('Mine alone.');
  const { body: settings } = ok(await scene.manager.get(`${home()}/settings`));
  const { version, jss, steps } = settings.partner.process;
  const asks = [...steps, { ...steps[0], id: 'hobby', title: 'A hobby', required: false }];
  ok(await scene.manager.put(`${home()}/process`, { basedOn: version, jss, steps: asks }));
  await sees(page.getByText('The partner has changed what it asks for'));
  await sees(page.getByRole('region', { name: 'A hobby' }));
  expect(await page.getByLabel('Your answer: The work').inputValue()).toBe('Mine alone.');
  await button(freelancer, 'Send changes').click();
  await page.waitForURL('**/me/partners');
  await page.getByText('What you sent').click();
  await sees(page.getByText('Mine alone.'));
});

test('who is selected has the badge at once: on their page, on their profile, in the directory', async () => {
  const { page } = freelancer;
  await stranger.page.goto(home());
  await sees(stranger.page.getByText('Nobody is listed yet.'));
  const { body } = ok(await scene.manager.get(`${home()}/applications`));
  await markAll(scene.manager, body.items[0]);
  ok(await decide(scene.manager, body.items[0], 'decline'));
  ok(await decide(scene.manager, body.items[0], 'select'));
  await sees(main(freelancer).getByText('Your badge is valid.'));
  await sees(listed());
  await page.goto(`/u/${scene.freelancer.username}`);
  await sees(page.getByRole('link', { name: `Expert · ${scene.partner.name}` }));
});

test('a fact that changes lets the badge rest, which says why, and another one brings it back', async () => {
  const { page } = freelancer;
  await deliver(2, { jss: 70 });
  await gone(page.getByRole('link', { name: `Expert · ${scene.partner.name}` }));
  await gone(listed());
  await page.goto('/me/partners');
  await sees(main(freelancer).getByText('Badge rests', { exact: true }));
  const card = page.getByRole('article', { name: scene.partner.name });
  await sees(card.getByText('The Job Success Score is 70 %, but at least 80 % is needed'));
  await deliver(3, { jss: 91 });
  await sees(main(freelancer).getByText('Your badge is valid.'));
  await sees(listed());
});

test('who leaves is asked first, and is gone from the directory at once', async () => {
  await button(freelancer, 'Leave the experts').click();
  await freelancer.page.getByRole('dialog').getByRole('button', { name: 'Leave the experts' }).click();
  await gone(main(freelancer).getByText('Your badge is valid.'));
  await gone(listed());
  expect([...freelancer.problems, ...stranger.problems]).toEqual([]);
});
