import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Report } from '../../load/measured.ts';
import { writeReports } from '../../load/report/write.ts';
import { openBrowser } from '../e2e/visitor.ts';
import { madeUpRun, madeUpSearch } from '../support/run.ts';

let browser: Browser;
let folder: string;
/** What must not happen in any page: errors, messages, requests for anything but the page itself. */
const troubles: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'guildhall-report-'));
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(troubles.splice(0)).toEqual([]);
});

async function open(report: Report, how: BrowserContextOptions = {}): Promise<Page> {
  const file = join(folder, 'report.html');
  await writeReports(report, { text: false, html: file });
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...how })).newPage();
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => troubles.push(message.text()));
  page.on('dialog', (dialog) => troubles.push(dialog.message()));
  page.on('request', (request) => request.url() !== pathToFileURL(file).href && troubles.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return page;
}

/** How many colours each chart is drawn with: a blank one has one. */
const colours = (page: Page): Promise<number[]> =>
  page.evaluate(`[...document.querySelectorAll('canvas')].map((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  })`);

const titles = (page: Page): Promise<string[]> => page.locator('figcaption h3').allTextContents();

const ALWAYS = [
  'Sockets',
  'Posts a second',
  'Deliveries a second',
  'Acknowledged',
  'Delivered',
  'Connected',
  'Resumed',
];

test('every chart is drawn, from a file, without asking anyone for anything', async () => {
  const page = await open(madeUpRun());
  expect(await titles(page)).toEqual([
    ...ALWAYS,
    'All of them, by percentile',
    'CPU',
    'Event loop delay',
    'Memory',
    'Sockets by node',
    'CPU of the tester',
    'Delays of the tester',
  ]);
  const drawn = await colours(page);
  expect(drawn).toHaveLength(14);
  expect(Math.min(...drawn)).toBeGreaterThan(3);
});

test('the verdict, what to know and the figures are there without any script', async () => {
  const page = await open(madeUpRun(), { javaScriptEnabled: false });
  expect(await page.locator('header').textContent()).toContain('PASSED: missed 0');
  expect(await page.getByRole('listitem').first().textContent()).toContain('Important, tester:');
  const row = page.getByRole('table', { name: 'How long it took' }).getByRole('row', { name: /^delivered/ });
  expect(await row.getByRole('cell').allTextContents()).toEqual([
    '820,000',
    '7.30 ms',
    '16.1 ms',
    '37.2 ms',
    '70.8 ms',
    '110 ms',
  ]);
  await page.getByText('All figures, second by second').click();
  expect(await page.getByRole('table', { name: 'Second by second' }).getByRole('row').count()).toBe(131);
});

test('each chart is told in a sentence, too', async () => {
  const page = await open(madeUpRun());
  const told = await page.evaluate<string[]>(
    `[...document.querySelectorAll('[role=img]')].map((chart) => chart.getAttribute('aria-label'))`,
  );
  expect(told[0]).toBe('Sockets: open 0 to 5,000; wanted 0 to 5,000.');
  expect(told[4]).toMatch(/^Delivered: p50 [\d.]+ ms to [\d.]+ ms; p90 /);
  expect(told[8]).toMatch(/^CPU: 10\.0\.0\.5:3000 0\.\d+ cores to 0\.\d+ cores; 10\.0\.0\.6:3000 /);
});

test('a long run is tabled in part, and says so', async () => {
  const { samples } = madeUpRun();
  const long = Array.from({ length: 1_300 }, (_, at) => ({ ...samples[at % 130]!, at }));
  const page = await open(madeUpRun({ samples: long }));
  await page.getByText('All figures, second by second').click();
  expect(await page.getByRole('table', { name: 'One second of every 3' }).getByRole('row').count()).toBe(435);
});

test('pointing at one chart reads all of them at that second', async () => {
  const page = await open(madeUpRun());
  const at = page.locator('.u-series:first-child .u-value');
  await page.locator('#chart-0 .u-over').hover({ position: { x: 200, y: 60 } });
  const second = await at.first().textContent();
  expect(second).toMatch(/^\d:\d\d$/);
  // All but the percentiles, which are not over time.
  expect((await at.allTextContents()).filter((text) => text === second)).toHaveLength(13);
});

test('a search for the limit shows it, its steps and their chart', async () => {
  const page = await open(madeUpSearch());
  expect(await page.getByText('The limit is 240 posts a second').count()).toBe(1);
  expect(await page.getByRole('table', { name: 'Steps of the search' }).getByRole('row').count()).toBe(8);
  expect(await titles(page)).toContain('p99 of delivered, by rate');
  expect(Math.min(...(await colours(page)))).toBeGreaterThan(3);
});

test('what was not measured has no chart', async () => {
  const { samples, totals } = madeUpRun();
  const bare = samples.map((sample) => ({ ...sample, nodes: [], timings: { ...sample.timings, resumed: null } }));
  const page = await open(madeUpRun({ samples: bare, totals: { ...totals, spectrum: undefined } }));
  expect(await titles(page)).toEqual([...ALWAYS.slice(0, -1), 'CPU of the tester', 'Delays of the tester']);
});

test('a run that ended at once is a page all the same', async () => {
  const page = await open(madeUpRun({ samples: [], findings: [], totals: { ...madeUpRun().totals, spectrum: {} } }));
  expect(await page.locator('h1').textContent()).toBe('Load test: mixed');
  expect(await page.locator('canvas').count()).toBe(0);
});

test('a search of one step in a run of one second is drawn, too', async () => {
  const { knee, samples } = madeUpSearch();
  const page = await open(
    madeUpRun({ samples: samples.slice(40, 41), knee: { ...knee!, steps: knee!.steps.slice(0, 1) } }),
  );
  expect(await page.locator('canvas').count()).toBe(13);
  expect(Math.min(...(await colours(page)))).toBeGreaterThan(3);
});

test.each([
  [390, 'light'],
  [1280, 'dark'],
] as const)('at %i pixels, %s, nothing sticks out', async (width, colorScheme) => {
  const page = await open(madeUpSearch(), { viewport: { width, height: 800 }, colorScheme });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  expect(Math.min(...(await colours(page)))).toBeGreaterThan(3);
});

test('charts take the width there is, and are drawn for paper before it is printed', async () => {
  const page = await open(madeUpRun());
  const width = (): Promise<number> => page.evaluate(`document.querySelector('canvas').width`);
  const before = await width();
  await page.setViewportSize({ width: 390, height: 800 });
  while ((await width()) >= before);
  await page.pdf();
  expect(await page.locator('html').getAttribute('class')).toBe('');
  expect(await width()).toBeLessThan(before);
});

test('names from elsewhere are text and nothing else', async () => {
  const evil = `</script></style><script>alert(1)</script><img src=x onerror="alert(2)">'"&<!--`;
  const { samples, totals } = madeUpRun();
  const page = await open(
    madeUpRun({
      scenario: evil,
      target: [evil],
      command: evil,
      machine: evil,
      plan: { [evil]: evil },
      samples: samples.map((sample) => ({
        ...sample,
        phase: `${evil}${sample.phase}`,
        nodes: sample.nodes.map((node) => ({ ...node, node: `${evil}${node.node}` })),
      })),
      totals: { ...totals, problems: { [evil]: 3 } },
      findings: [{ about: 'server', severe: true, text: evil, advice: evil }],
      judgement: {
        counts: { missed: 1, duplicated: 0, 're-ordered': 0, leaked: 0 },
        examples: [evil],
        streams: 1,
        events: 1,
      },
    }),
  );
  expect(await page.locator('h1').textContent()).toBe(`Load test: ${evil}`);
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('script').count()).toBe(3);
  expect(await page.locator('#chart-8 .u-label').first().textContent()).toBe('at');
  expect(await page.locator('.u-label', { hasText: evil }).count()).toBe(8);
  expect(Math.min(...(await colours(page)))).toBeGreaterThan(3);
});
