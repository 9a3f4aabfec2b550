import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Guildhall } from '../../server/app.ts';
import { applicant, decide, giveProcess, mark, markAll } from '../support/applying.ts';
import { openGuildhall } from '../support/guildhall.ts';
import { type Partnering, partneringScene } from '../support/partnering.ts';
import { ok, type Person } from '../support/person.ts';
import { openBrowser, sees, signIn, type Visitor, visit } from './visitor.ts';

// Whoever was not selected sees the pages that someone sees whose application nobody has looked at.

jest.setTimeout(60_000);

type Looker = { person: Person; visitor: Visitor; application: { id: string } };

let guildhall: Guildhall;
let browser: Browser;
let scene: Partnering;
let waiting: Looker;
let declined: Looker;
beforeAll(async () => {
  [guildhall, browser] = await Promise.all([openGuildhall(), openBrowser()]);
  scene = await partneringScene(guildhall.url);
  await giveProcess(scene.partner);
  [waiting, declined] = [await looker(), await looker()];
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await guildhall?.close();
});

async function looker(): Promise<Looker> {
  const { person, application } = await applicant(scene);
  const visitor = await visit(browser, guildhall.url, person.username);
  await signIn(visitor, person.username, person.password);
  return { person, visitor, application };
}

/** What someone sees, hears read out and could click on, but for their own name, ids and how long ago something was. */
async function shown({ person, visitor: { page } }: Looker): Promise<string> {
  const seen = await page.evaluate<string>(SHOWN);
  return seen.replaceAll(person.username, 'NAME').replace(/[0-9a-f]{24}/g, 'ID');
}

const SHOWN = `[...document.querySelectorAll('body *')]
  .filter((element) => !element.closest('time, script, style'))
  .map((element) => {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data).join('');
    const said = ['role', 'aria-label', 'href', 'data-state', 'disabled', 'title']
      .map((name) => element.getAttribute(name) ?? '').join('|');
    return element.tagName + '|' + said + '|' + own;
  })
  .join('\\n')`;

const PAGES = () => ['/me/partners', `/partners/${scene.partner.slug}`, '/inbox'];

/** What they see of each of these, freshly opened. */
async function pagesOf(looker: Looker, paths = PAGES()): Promise<string[]> {
  const { page } = looker.visitor;
  const seen: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    await sees(page.getByRole('heading', { level: 1 }));
    await page.waitForLoadState('networkidle');
    seen.push(await shown(looker));
  }
  return seen;
}

test('their own page, the partner’s and the inbox look alike, before and after', async () => {
  const [waitings, before] = [await pagesOf(waiting), await pagesOf(declined)];
  expect(before).toEqual(waitings);
  expect(before[0]).toContain(scene.partner.name);
  await mark(scene.manager, declined.application, 'talk', false);
  ok(await decide(scene.manager, declined.application, 'decline', 'Too dim for us'));
  expect(await pagesOf(declined)).toEqual(before);
  // It would be seen if there were something: being selected is.
  await markAll(scene.manager, declined.application);
  ok(await decide(scene.manager, declined.application, 'select'));
  expect(await pagesOf(declined, PAGES().slice(0, 1))).not.toEqual(before.slice(0, 1));
  expect([...waiting.visitor.problems, ...declined.visitor.problems]).toEqual([]);
});

test('a page that is open while they are declined stays as it is', async () => {
  const { page } = waiting.visitor;
  await page.goto('/me/partners');
  await sees(page.getByText(scene.partner.name));
  await page.waitForLoadState('networkidle');
  const before = await shown(waiting);
  const ear = await waiting.person.listen();
  ok(await decide(scene.manager, waiting.application, 'decline', 'Too dim for us'));
  // What there was to tell has been sent, and drawn.
  await ear.settled();
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  ear.close();
  expect(await shown(waiting)).toBe(before);
});
