import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { faultsIn, LoadTarget, SWEEP, scenarioFile } from '../support/load-run.ts';

// Every scenario runs against a real server as people run it, and finds nothing wrong with it.

let target: LoadTarget;

beforeAll(async () => {
  target = await LoadTarget.open();
});
afterAll(() => target.close());

const MIX = 'mixed';

test.each(['lurkers', 'chatty', 'storm', 'blast', 'moderation', MIX])('%s runs clean', async (scenario) => {
  const args = scenario === MIX ? ['--mix', 'visitors:60,storm:40', '--churn', '600'] : ['--scenario', scenario];
  const run = target.start(args);
  const code = await run.code();
  const report = await run.report();
  expect({ code, faults: faultsIn(report), out: code === 0 ? '' : run.out }).toEqual({ code: 0, faults: {}, out: '' });
  expect(report.totals.posts).toMatchObject({ due: report.totals.posts.acknowledged, failed: 0 });
  expect(report.totals.timings.delivered!.count).toBeGreaterThan(20);
  if (scenario === 'storm') expect(report.totals.timings.resumed!.count).toBeGreaterThanOrEqual(24);
});

test('a scenario of one’s own is read from a file; of those it removes nobody hears more; a second run signs in whom the first registered', async () => {
  const run = target.start(['--scenario', await scenarioFile(SWEEP), '--rate', '30']);
  const code = await run.code();
  const report = await run.report();
  expect({ code, faults: faultsIn(report), scenario: report.scenario }).toEqual({
    code: 0,
    faults: {},
    scenario: 'sweep',
  });
  expect(run.errors).toContain('0 registered, 12 signed in.');
  const refused = Object.keys(report.totals.problems).filter((code) => /forbidden|not_a_member/.test(code));
  expect(refused).toEqual([]);
});
