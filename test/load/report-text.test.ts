import { expect, test } from '@jest/globals';
import { bytes, clock, rate, span } from '../../load/report/figures.ts';
import { textReport } from '../../load/report/write.ts';
import { madeUpRun, madeUpSearch } from '../support/run.ts';

const NOTHING = { missed: 0, duplicated: 0, 're-ordered': 0, leaked: 0 };
const judged = { examples: [], streams: 4, events: 90 };

test('the report says what ran, against what, from where', () => {
  const text = textReport(madeUpRun());
  expect(text).toMatch(/^Guildhall load test: mixed$/m);
  expect(text).toMatch(/^ {2}against +http:\/\/10\.0\.0\.5:3000, http:\/\/10\.0\.0\.6:3000$/m);
  expect(text).toMatch(/^ {2}plan +sockets 5,000, groups 50, rate 100/m);
  expect(text).toMatch(/^ {2}from +8 cores/m);
});

test('a run in which nothing was wrong has passed', () => {
  expect(textReport(madeUpRun())).toMatch(/^PASSED: missed 0, duplicated 0, re-ordered 0, leaked 0$/m);
});

test('what was wrong is shouted, with examples', () => {
  const judgement = { ...judged, counts: { ...NOTHING, missed: 1_200, leaked: 1 }, examples: ['ana missed 7'] };
  const text = textReport(madeUpRun({ judgement }));
  expect(text).toMatch(/^FAILED: MISSED 1,200, duplicated 0, re-ordered 0, LEAKED 1$/m);
  expect(text).toMatch(/^ {2}- ana missed 7$/m);
});

test('a run of which nothing could be judged has not passed', () => {
  const text = textReport(madeUpRun({ judgement: { ...judged, events: 0, counts: NOTHING } }));
  expect(text).toMatch(/^NOT JUDGED: /m);
  expect(text).not.toContain('PASSED');
});

test('figures stand in columns: timings, phases and nodes', () => {
  const text = textReport(madeUpRun());
  expect(text).toMatch(/^ {2}delivered +820,000 +7\.30 ms +16\.1 ms +37\.2 ms +70\.8 ms +110 ms$/m);
  expect(text).toMatch(/^ {2}reconnect storm +1:30 +1:45 +5,000 +97\.\d +[\d,]+ +[\d.]+ ms +[\d.]+ ms$/m);
  expect(text.match(/^ {2}steady /gm)).toHaveLength(2);
  expect(text).toMatch(/^ {2}10\.0\.0\.6:3000 +0\.\d\d +0\.\d\d +\d+ MB +[\d.]+ ms +2,500$/m);
  expect(text).toMatch(/^ {2}problems +too_many_requests 12, transport close 2$/m);
});

test('what is severe comes first, and says what to do', () => {
  const lines = textReport(madeUpRun()).split('\n');
  const [first, second] = ['! tester: For 9 seconds', '- system: This machine'].map((lead) =>
    lines.findIndex((line) => line.includes(lead)),
  );
  expect(first).toBeGreaterThan(0);
  expect(second).toBeGreaterThan(first!);
  expect(lines[first! + 1]).toContain('→ Give it more workers');
});

test('a search for the limit tells it in a sentence, and its steps by rate', () => {
  const text = textReport(madeUpSearch());
  expect(text).toContain('The limit is 240 posts a second, 237,600 deliveries a second (p99 of delivered under 250 ms');
  const rates = [...text.matchAll(/^ +(\d+) +[\d.]+ m?s +[\d,]+ +0 +(yes|NO)/gm)].map(([, each]) => Number(each));
  expect(rates).toEqual([50, 100, 200, 240, 270, 300, 400]);
});

test('a search in which even the least was too much says so', () => {
  const { knee } = madeUpSearch();
  const text = textReport(madeUpRun({ knee: { ...knee!, best: null } }));
  expect(text).toContain('No rate that was tried kept to the objective');
});

test('a run that ended before its first second is told, too', () => {
  expect(textReport(madeUpRun({ samples: [], findings: [] }))).toContain('PASSED');
});

test('names from elsewhere stay on their line and command no terminal', () => {
  const evil = 'a\n\u001b[2Jb\u202ec';
  const text = textReport(madeUpRun({ scenario: evil, target: [evil], command: evil, machine: evil }));
  expect(text).toContain('Guildhall load test: a [2Jb c');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there.
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test('figures keep three digits that count', () => {
  expect([0.8449, 8.449, 84.49, 844.9, 999.7, 8_449].map(span)).toEqual([
    '0.84 ms',
    '8.45 ms',
    '84.5 ms',
    '845 ms',
    '1.00 s',
    '8.45 s',
  ]);
  expect([span(null), bytes(null), bytes(187.4e6), bytes(1.874e9)]).toEqual(['–', '–', '187 MB', '1.87 GB']);
  expect([clock(5), clock(65.4), clock(3_725)]).toEqual(['0:05', '1:05', '1:02:05']);
  expect([rate(0), rate(50), rate(48.25), rate(12_345)]).toEqual(['0', '50', '48.3', '12,345']);
});
