import { expect, test } from '@jest/globals';
import type { Sample } from '../../load/measured.ts';
import { startView } from '../../load/view/view.ts';
import { madeUpRun } from '../support/run.ts';
import { Screen } from '../support/screen.ts';

// Where there is no terminal: in the logs of a continuous integration.

const { samples, scenario, target } = madeUpRun();

function log(seconds: Sample[], every?: number): string[] {
  const lines: string[] = [];
  const out = { write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
  const view = startView({ plan: { scenario, target, sockets: 5_000, phases: [] }, out, every });
  for (const sample of seconds) view.sample(sample);
  view.say('the end');
  view.stop();
  return lines;
}

test('a line says what went on since the line before, in rates', () => {
  const lines = log(samples.slice(30, 45));
  expect(lines).toHaveLength(5);
  expect(lines[1]).toMatch(
    /^ +0:35 steady \| sockets 5,000\/5,000 \| posts 9\d\/s of 100 due \| deliveries 9,\d+\/s \|/,
  );
  expect(lines[1]).toMatch(
    /p99 acknowledged [\d.]+ ms, delivered [\d.]+ ms \| 10\.0\.0\.5:3000 CPU 0\.\d+, loop [\d.]+ ms/,
  );
  expect(lines[4]).toBe('the end\n');
});

test('a terminal that does not know its size gets lines', () => {
  const screen = new Screen(0, 0);
  const view = startView({ plan: { scenario, target, sockets: 5_000, phases: [] }, out: screen as never });
  for (const sample of samples.slice(30, 35)) view.sample(sample);
  expect(screen.written).toMatch(/^ +0:35 steady \|/m);
});

test('each line belongs to one phase, and none is lost at the end', () => {
  const lines = log(samples.slice(25, 33), 20);
  expect(lines[1]).toMatch(/^ +0:30 ramp/);
  expect(lines.at(-1)).toMatch(/^ +0:33 steady/);
});

test('nothing in it is for a terminal alone, and every line is one', () => {
  for (const line of log(samples)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
    expect(line).toMatch(/^[^\u0000-\u001f]+\n$/);
  }
});

test('troubles are in words that can be searched for', () => {
  const faults = { missed: 3, duplicated: 0, 're-ordered': 0, leaked: 0 };
  const [, line] = log([{ ...samples[91]!, faults, tester: { cpu: 0.97, loopDelayMs: 1, lateMs: 1 } }], 1);
  expect(line).toContain('FAILED 12 posts');
  expect(line).toContain('MISSED 3');
  expect(line).toContain('TESTER IS THE BOTTLENECK');
});
