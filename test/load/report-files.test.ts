import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { compareReports } from '../../load/report/compare.ts';
import { reportCommand } from '../../load/report/main.ts';
import { textReport, writeReports } from '../../load/report/write.ts';
import { madeUpRun, madeUpSearch } from '../support/run.ts';

const run = promisify(execFile);

let folder: string;
let printed: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-report-'));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  jest.spyOn(console, 'error').mockImplementation(() => {});
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const within = (name: string): string => join(folder, name);

test('a directory gets the report in all its forms, named by when and what', async () => {
  const directory = within('new/reports');
  const files = await writeReports(madeUpRun({ scenario: './my scenarios/Störm.mjs' }), { directory, text: false });
  expect((await readdir(directory)).sort()).toEqual(
    ['html', 'json', 'txt'].map((ending) => `2026-03-01-101500-my-scenarios-st-rm-mjs.${ending}`),
  );
  expect(files.sort()).toEqual((await readdir(directory)).sort().map((name) => join(directory, name)));
  expect(printed).toBe('');
});

test('the JSON is the report as it is', async () => {
  await writeReports(madeUpSearch(), { text: false, json: within('a.json') });
  expect(JSON.parse(await readFile(within('a.json'), 'utf8'))).toEqual(madeUpSearch());
});

test('a report that was written is printed again as it was', async () => {
  await writeReports(madeUpRun(), { text: true, json: within('a.json') });
  expect(printed).toBe(`${textReport(madeUpRun())}\n`);
  printed = '';
  expect(await reportCommand(['report', within('a.json')])).toBe(0);
  expect(printed).toBe(`${textReport(madeUpRun())}\n`);
});

test('a page can be made of it later', async () => {
  await writeReports(madeUpRun(), { text: false, html: within('first.html'), json: within('a.json') });
  await reportCommand(['report', within('a.json'), '--html', within('again.html')]);
  expect(await readFile(within('again.html'), 'utf8')).toBe(await readFile(within('first.html'), 'utf8'));
});

test('the program as it is built makes the same page', async () => {
  await writeReports(madeUpRun(), { text: false, html: within('first.html'), json: within('a.json') });
  await run(process.execPath, ['dist/load/main.js', 'report', within('a.json'), '--html', within('built.html')]);
  const [built, first] = await Promise.all(['built.html', 'first.html'].map((name) => readFile(within(name), 'utf8')));
  expect(shownIn(built!)).toBe(shownIn(first!));
  for (const name of ['uPlot', 'function drawAll', 'function phaseHooks']) expect(built).toContain(name);
  expect(built).not.toMatch(/^(import|export (?!\{\})) /m);

  function shownIn(page: string): string {
    return /<body>[\s\S]*?<script type="application[\s\S]*?<\/script>/.exec(page)![0];
  }
});

test.each([
  ['what is not there', 'none.json', 'cannot be read: ENOENT'],
  ['what is no JSON', 'text.json', 'is no report'],
  ['another JSON', 'other.json', 'is no report'],
])('%s is refused in a sentence', async (_, name, message) => {
  await writeFile(within('text.json'), 'PASSED');
  await writeFile(within('other.json'), '{"version":1}');
  await expect(reportCommand(['report', within(name)])).rejects.toThrow(message);
});

test.each([[['report']], [['compare', 'a.json']], [['report', 'a.json', '--pdf']]])(
  '%j is told how to be said',
  async (args) => {
    await expect(reportCommand(args)).rejects.toThrow('compare A.json B.json');
  },
);

test('two runs are compared as ratios', async () => {
  const { totals } = madeUpRun();
  const faster = madeUpRun({
    totals: { ...totals, timings: { ...totals.timings, delivered: halved() }, deliveries: 0 },
  });
  await writeReports(madeUpRun(), { text: false, json: within('a.json') });
  await writeReports(faster, { text: false, json: within('b.json') });
  await reportCommand(['compare', within('a.json'), within('b.json')]);
  expect(printed).toMatch(/^ {2}delivered p99 +37\.2 ms +18\.6 ms +0\.50$/m);
  expect(printed).toMatch(/^ {2}sockets +5,000 +5,000 +1\.00$/m);
  expect(printed).toMatch(/^ {2}missed +0 +0 +–$/m);
  expect(printed).toMatch(/^ {2}CPU ms per 1,000 deliveries +\d+ +\d+ +1\.00$/m);
  expect(printed).not.toContain('not the same');

  function halved() {
    const { count, ...times } = totals.timings.delivered!;
    return { ...times, count, p99: times.p99 / 2 };
  }
});

test('what was run differently is said before any figure', () => {
  const text = compareReports(madeUpRun(), madeUpRun({ scenario: 'storm', plan: { sockets: 100 } }));
  expect(text).toMatch(/What was run is not the same:\n {2}scenario +mixed → storm\n {2}sockets +5000 → 100\n/);
});

test('what only one of them measured has no ratio', () => {
  expect(compareReports(madeUpRun(), madeUpSearch())).toMatch(/^ {2}limit, posts\/s +– +240 +–$/m);
});
