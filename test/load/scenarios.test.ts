import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { request } from '../support/http.ts';
import { faultsIn, LoadTarget, SWEEP, scenarioFile } from '../support/load-run.ts';
import { ok } from '../support/person.ts';

// Every scenario runs against a real server as people run it, and finds nothing wrong with it.

let target: LoadTarget;

const MIX = ['--mix', 'visitors:60,storm:40', '--churn', '600'];

beforeAll(async () => {
  target = await LoadTarget.open();
});
afterAll(() => target.close());

// Three at a time, as several people may test one server.
test.each([
  ['lurkers', 'chatty', 'storm'],
  ['blast', 'moderation', 'mixed'],
])('%s, %s and %s run clean', async (...scenarios) => {
  await Promise.all(scenarios.map((scenario, index) => runsClean(scenario, target.people(`people ${index}`))));
});

async function runsClean(scenario: string, people: string): Promise<void> {
  const what = scenario === 'mixed' ? MIX : ['--scenario', scenario];
  const run = target.start([...what, '--people', people]);
  const code = await run.code();
  const report = await run.report();
  expect({ code, faults: faultsIn(report), out: code === 0 ? '' : run.out }).toEqual({ code: 0, faults: {}, out: '' });
  const { posts, timings } = report.totals;
  expect(posts).toMatchObject({ due: posts.acknowledged, failed: 0 });
  expect(timings.delivered!.count).toBeGreaterThan(20);
  if (scenario === 'storm') expect(timings.resumed!.count).toBeGreaterThanOrEqual(24);
}

test('a scenario of one’s own is read from a file; of those it removes nobody hears more; a second run signs in whom the first registered', async () => {
  const run = target.start([
    '--scenario',
    await scenarioFile(SWEEP),
    '--rate',
    '30',
    '--people',
    target.people('people 0'),
  ]);
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

test('what others write in the meantime is nobody’s fault', async () => {
  const slug = await makeGroup();
  const others = target.start(['--group', slug, '--duration', '6', '--people', target.people('people 1')]);
  await others.says(/24 of 24 sockets are connected/);
  const run = target.start(['--group', slug, '--duration', '1', '--people', target.people('people 0')]);
  const code = await run.code();
  expect({ code, faults: faultsIn(await run.report()) }).toEqual({ code: 0, faults: {} });
  others.child.kill('SIGINT');
  expect(await others.code()).toBe(0);
});

async function makeGroup(): Promise<string> {
  const password = target.environment.LOAD_STAFF_PASSWORD;
  const url = target.urls[0]!;
  const { body } = await request(url, 'POST', '/auth/login', { body: { login: 'staff', password } });
  const group = { slug: 'a-group', name: 'A group', category: 'Interest', description: 'That others use, too' };
  ok(await request(url, 'POST', '/groups', { token: body.accessToken, body: group }));
  return group.slug;
}
