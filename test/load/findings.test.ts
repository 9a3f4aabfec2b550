import { expect, test } from '@jest/globals';
import type { Count } from '../../load/crowd/tally.ts';
import { findings } from '../../load/findings.ts';
import { readOptions } from '../../load/options.ts';
import type { System } from '../../load/system.ts';
import { Timeline } from '../../load/timeline.ts';

// The load tester says where its figures may not be the server's.

const ROOMY: System = { openFiles: { soft: 65_536, hard: 65_536 }, ports: 60_000, somaxconn: 4_096, synBacklog: 4_096 };
const REST: Count = {
  open: 10,
  wanted: 10,
  due: 10,
  acknowledged: 10,
  failed: 0,
  deliveries: 100,
  faults: { missed: 0, duplicated: 0, 're-ordered': 0, leaked: 0 },
  lateMs: 1,
  problems: {},
  timings: { acknowledged: null, delivered: null, connected: null, resumed: null },
  cpu: 0.2,
  loopDelayMs: 1,
};

type Changes = { count?: Partial<Count>; system?: Partial<System>; busy?: number; args?: string[] };

async function found({ count, system, busy = 0.3, args = [] }: Changes): Promise<string> {
  const options = await readOptions(['--url', 'http://127.0.0.1:3000', '--group', 'a', ...args], {});
  const timeline = new Timeline();
  timeline.turn('load');
  for (let second = 0; second < 10; second += 1) {
    timeline.heard(0, { ...REST, ...count });
    timeline.sample([]);
  }
  const all = findings({ options, timeline, system: { ...ROOMY, ...system }, busy, lagging: 0, holes: 0 });
  return all.map(({ about, text, advice = '' }) => `${about}: ${text} ${advice}`).join('\n');
}

test('nothing is said of a run in which nothing was scarce', async () => {
  expect(await found({})).toBe('');
});

test.each<[string, Changes, RegExp]>([
  ['a busy worker', { count: { cpu: 0.93 } }, /tester: .*93 % of a core.*--workers more than 1/],
  ['a loop that is late', { count: { loopDelayMs: 120 } }, /tester: .*120 ms late/],
  ['posts that leave late', { count: { lateMs: 300 } }, /tester: Posts were sent up to 300 ms after they were due/],
  ['a machine shared with the target', { busy: 0.97 }, /tester: The target is on this machine, and 97 %.*taskset/],
  ['no more files', { count: { problems: { EMFILE: 3 } } }, /system: 30 times.*EMFILE.*ulimit -n/],
  [
    'few files',
    { system: { openFiles: { soft: 1_024, hard: 4_096 } }, args: ['--sockets', '900'] },
    /system: .*1024 files.*ulimit -n/,
  ],
  ['no more ports', { count: { problems: { EADDRNOTAVAIL: 1 } } }, /system: .*EADDRNOTAVAIL.*ip_local_port_range/],
  [
    'a short queue for connections',
    { system: { somaxconn: 128 }, args: ['--sockets', '2000'] },
    /system: .*128.*net.core.somaxconn=4096/,
  ],
  ['limits that were met', { count: { problems: { '429 rate_limited': 2 } } }, /server: 20 times.*LIMIT_FACTOR=1000/],
  ['resets', { count: { problems: { 'watch answered reset': 1 } } }, /server: 10 times.*BACKLOG/],
  ['posts that were lost', { count: { acknowledged: 5 } }, /server: 50 of 100 posts/],
])('it is told of %s', async (_what, changes, told) => {
  expect(await found(changes)).toMatch(told);
});

test('a worker is not offered where there is no core for it', async () => {
  expect(await found({ count: { cpu: 0.93 }, busy: 0.97 })).not.toContain('--workers more than');
});
