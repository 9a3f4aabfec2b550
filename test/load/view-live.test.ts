import { expect, test } from '@jest/globals';
import type { Sample } from '../../load/measured.ts';
import type { View, ViewPlan } from '../../load/view/plan.ts';
import { startView } from '../../load/view/view.ts';
import { madeUpRun } from '../support/run.ts';
import { Screen } from '../support/screen.ts';

// Whoever runs the tests may have no terminal, or one that cannot do what our screen can.
process.env.TERM = 'xterm-256color';

const { samples, scenario, target } = madeUpRun();

const PLAN: ViewPlan = {
  scenario,
  target,
  sockets: 5_000,
  phases: [
    { name: 'ramp', seconds: 30 },
    { name: 'steady', seconds: 60 },
    { name: 'reconnect storm', seconds: 15 },
    { name: 'steady', seconds: 20 },
    { name: 'leaving', seconds: null },
  ],
};

function showing(screen: Screen, upTo: number, plan = PLAN): View {
  const view = startView({ plan, out: screen as unknown as NodeJS.WriteStream });
  for (const sample of samples.slice(0, upTo)) view.sample(sample);
  return view;
}

function shown(upTo: number, screen = new Screen()): string {
  showing(screen, upTo);
  return screen.shown().join('\n');
}

const changed = (sample: Sample, changes: Partial<Sample>): Sample => ({ ...sample, ...changes });

test('the block says where the run is and what goes on', () => {
  const text = shown(50);
  expect(text).toMatch(/^steady +0:20 of 1:00 .* 0:40 left {2}run 0:50$/m);
  expect(text).toMatch(/^sockets +5,000 of 5,000 +█+ 100 %$/m);
  expect(text).toMatch(/^posts +due 100\/s {2}acknowledged \d+\/s {2}failed 0\/s$/m);
  expect(text).toMatch(/^deliveries +[\d,]+\/s .*[▁▂▃▄▅▆▇█]+$/m);
  expect(text).toMatch(/^delivered( +[\d.]+ ms){4}$/m);
  expect(text).toMatch(/^10\.0\.0\.5:3000 +0\.\d\d +\d+ MB +[\d.]+ ms +2,500$/m);
  expect(text).toMatch(/^oracle +missed 0 {2}duplicated 0 {2}re-ordered 0 {2}leaked 0$/m);
});

test('a phase that comes a second time has the time of the second', () => {
  expect(shown(110)).toMatch(/^steady +0:05 of 0:20/m);
});

test('a phase whose length nobody knows is shown without an end', () => {
  expect(shown(128)).toMatch(/^leaving +for 0:03 {2}run 2:08$/m);
});

test('what was timed last stays for a while, and then goes', () => {
  expect(shown(33)).toMatch(/^connected +[\d.]+ ms/m);
  expect(shown(45)).toMatch(/^connected( +–){4}$/m);
});

test('problems add up by code', () => {
  expect(shown(91)).not.toContain('problems');
  expect(shown(100)).toMatch(/^problems +too_many_requests 12 {2}transport close 2$/m);
});

test('the tester says when it is the bottleneck itself, and stops saying so', () => {
  expect(shown(60)).not.toContain('bottleneck');
  expect(shown(98)).toContain('The tester is the bottleneck: its busiest worker uses');
  expect(shown(112)).not.toContain('bottleneck');
});

test('what the oracle found stands out without colours, too', () => {
  const screen = new Screen();
  const faults = { missed: 0, duplicated: 0, 're-ordered': 0, leaked: 2 };
  showing(screen, 40).sample(changed(samples[40]!, { faults }));
  expect(screen.shown().join('\n')).toContain('missed 0  duplicated 0  re-ordered 0  LEAKED 2');
});

test('the block is drawn over itself: nothing of the seconds before stays', () => {
  const screen = new Screen();
  showing(screen, 130);
  expect(screen.shown().filter((line) => line.startsWith('sockets'))).toHaveLength(1);
  expect(screen.shown().filter((line) => line.startsWith('Guildhall'))).toHaveLength(1);
});

test('notes stay above the block, in their order', () => {
  const screen = new Screen();
  const view = showing(screen, 10);
  view.say('Files: 1,024 may be open');
  view.sample(samples[10]!);
  view.say('steady begins');
  view.sample(samples[11]!);
  const lines = screen.shown();
  expect(lines.slice(0, 2)).toEqual(['Files: 1,024 may be open', 'steady begins']);
  expect(lines.filter((line) => line.startsWith('Guildhall'))).toHaveLength(1);
});

test.each([60, 80, 140])('no line is longer than a terminal of %i columns', (columns) => {
  const screen = new Screen(columns);
  showing(screen, 98);
  expect(Math.max(...screen.shown().map((line) => line.length))).toBeLessThan(columns);
});

test.each([
  [120, 60],
  [60, 120],
])('a terminal that goes from %i to %i columns shows one block', (from, to) => {
  const screen = new Screen(from);
  const view = showing(screen, 97);
  screen.resize(to);
  view.sample(samples[97]!);
  const lines = screen.shown();
  expect(lines[0]).toMatch(/^Guildhall load test/);
  expect(lines.filter((line) => /^(Guildhall|sockets|oracle)/.test(line))).toHaveLength(3);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(to);
});

test('in a low terminal nodes make room, and say how many do not fit', () => {
  const nodes = Array.from({ length: 12 }, (_, index) => ({ ...samples[40]!.nodes[0]!, node: `node-${index}:3000` }));
  const screen = new Screen(80, 24);
  const view = showing(screen, 40);
  view.sample(changed(samples[40]!, { nodes }));
  const lines = screen.shown();
  expect(lines[0]).toMatch(/^Guildhall/);
  expect(lines.join('\n')).toMatch(/^and \d+ more nodes$/m);
  expect(lines.length).toBeLessThanOrEqual(24);
});

test('colours are used where the terminal has them, and only there', () => {
  const [plain, coloured] = [new Screen(), new Screen()];
  coloured.colours = true;
  for (const screen of [plain, coloured]) showing(screen, 50);
  expect(plain.written).not.toMatch(/\[[\d;]+m/);
  expect(coloured.written).toMatch(/\[32m/);
  expect(coloured.shown()).toEqual(plain.shown());
});

test('what a server or a scenario is called cannot command the terminal', () => {
  const screen = new Screen();
  const evil = '\u001b]0;title\u0007\u001b[2Jgone\nnew line';
  const view = showing(screen, 40, { ...PLAN, scenario: evil, target: [evil] });
  const node = { ...samples[40]!.nodes[0]!, node: evil };
  view.sample(changed(samples[40]!, { nodes: [node], problems: { [evil]: 1 }, phase: evil }));
  view.say(evil);
  expect(screen.written).not.toContain('\u001b]');
  expect(screen.written).not.toContain('\u001b[2J');
  expect(screen.shown()).not.toContain('new line');
});

test('stopping leaves what was shown last and listens no more', () => {
  const screen = new Screen();
  const view = showing(screen, 50);
  const before = screen.shown();
  view.stop();
  view.sample(samples[50]!);
  view.say('too late');
  view.stop();
  expect(screen.shown()).toEqual([...before, '']);
  expect(screen.listenerCount('resize')).toBe(0);
});
