import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FLAGS, help } from '../../load/flags.ts';
import { readOptions } from '../../load/options.ts';
import { faultsIn, LoadRun, LoadTarget } from '../support/load-run.ts';
import { temporaryDirectory } from '../support/process.ts';

// The load tester's command line: what it takes, refuses, and ends with.

describe('what is typed', () => {
  test.each([
    ['--sockets', ['--sockets', 'many']],
    ['--sockets', ['--sockets', '1.5']],
    ['--rate', ['--rate', '-1']],
    ['--members', ['--sockets', '5', '--members', '6']],
    ['--url', ['--url', 'localhost:3000']],
    ['--url', ['--url', 'http://staff:secret@localhost:3000']],
    ['--scenario', ['--scenario', 'nonsense']],
    ['--scenario', ['--scenario', './nowhere.mjs']],
    ['--scenario', ['--scenario', 'moderation']],
    ['--mix', ['--mix', 'lurkers']],
    ['--mix', ['--mix', 'nobody:1']],
    ['--mix', ['--mix', 'lurkers:1', '--scenario', 'storm']],
    ['--timing', ['--timing', 'soon']],
    ['--staff', ['--staff', 'ada']],
    ['--groups', ['--groups', '3']],
    ['--duration', ['--find-limit', '--duration', '3']],
    ['--nonsense', ['--nonsense']],
  ])('is refused by the name of %s: %j', async (flag, args) => {
    await expect(readOptions(['--group', 'a-group', ...args], {})).rejects.toThrow(flag);
  });

  test('somewhere to write is asked for', async () => {
    await expect(readOptions([], {})).rejects.toThrow(/--staff or --group/);
  });

  test('has defaults that fit each other', async () => {
    const options = await readOptions(['--group', 'a,b', '--sockets', '5000'], {});
    expect(options).toMatchObject({ group: ['a', 'b'], members: 200, ramp: 25, p99: null, staff: null });
    expect((await readOptions(['--group', 'a', '--find-limit'], {})).p99).toBe(250);
  });

  test('is explained, every flag of it', () => {
    for (const name of Object.keys(FLAGS)) expect(help()).toContain(`--${name}`);
  });
});

test('what cannot be used is told in a line, and ends with 2', async () => {
  const people = join(await temporaryDirectory(), 'people.json');
  const wrong = new LoadRun(['--sockets', 'x', '--group', 'a']);
  const away = new LoadRun(['--url', 'http://127.0.0.1:9', '--group', 'a', '--people', people]);
  expect([await wrong.code(), wrong.errors.trim().split('\n').length]).toEqual([2, 1]);
  expect([await away.code(), away.errors]).toEqual([2, '--url: http://127.0.0.1:9 does not answer (ECONNREFUSED).\n']);
});

describe('against a server', () => {
  let target: LoadTarget;
  beforeAll(async () => {
    target = await LoadTarget.open();
  });
  afterAll(() => target.close());

  test('who is no staff is told so, and no password is ever printed', async () => {
    const run = new LoadRun(target.args([]), { LOAD_STAFF_PASSWORD: 'a secret of mine' });
    expect(await run.code()).toBe(2);
    expect(run.errors).toMatch(/^--staff: staff cannot sign in/);
    expect(run.errors + run.out).not.toContain('a secret of mine');
  });

  test('Ctrl-C ends a run early, with a report; what is remembered is for its owner alone', async () => {
    const run = target.start(['--duration', '600']);
    await run.says(/24 of 24 sockets are connected/);
    run.child.kill('SIGINT');
    expect(await run.code()).toBe(0);
    const report = await run.report();
    expect(report.seconds).toBeLessThan(120);
    expect(report.judgement.streams).toBeGreaterThan(0);
    const args = target.args([]);
    const { mode } = await stat(args[args.indexOf('--people') + 1]!);
    expect(mode & 0o777).toBe(0o600);
    const secret = target.environment.LOAD_STAFF_PASSWORD!;
    expect(JSON.stringify(report) + run.out + run.errors).not.toContain(secret);
  });

  test('the search reports the knee and every step', async () => {
    const args = ['--find-limit', '--rate', '4', '--max-rate', '8', '--step', '2', '--p99', '60000'];
    const run = target.start(args);
    const code = await run.code();
    const { knee, ...report } = await run.report();
    expect({ code, faults: faultsIn({ knee, ...report }) }).toEqual({ code: 0, faults: {} });
    expect(knee).toMatchObject({ objective: { p99Ms: 60_000, timing: 'delivered' }, best: { rate: 8, kept: true } });
    expect(knee!.steps.map(({ rate }) => rate)).toEqual([4, 8]);
  });

  test('an objective that is broken ends with 3; a clean run forgets its members', async () => {
    const people = target.people('forgotten');
    const run = target.start(['--find-limit', '--step', '1', '--p99', '0.1', '--clean', '--people', people]);
    expect(await run.code()).toBe(3);
    await expect(stat(people)).rejects.toThrow('ENOENT');
    expect(run.errors).toMatch(/Left on the target: 12 accounts .* Members have left their groups, and are forgotten/);
    expect((await run.report()).knee).toMatchObject({
      best: null,
      steps: [{ kept: false, why: expect.stringMatching(/p99/) }],
    });
  });
});

test('a target that limits too much is not waited for: it is said what to do', async () => {
  const target = await LoadTarget.open({ LIMIT_FACTOR: '1' });
  const run = target.start(['--sockets', '30', '--members', '30']);
  const code = await run.code();
  await target.close();
  expect({ code, said: run.errors }).toEqual({ code: 2, said: expect.stringMatching(/LIMIT_FACTOR=1000.*--members/) });
});
