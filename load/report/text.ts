import { FAULTS, type Fault, type Finding, type Judgement, type Report } from '../measured.ts';
import { clock, count, NONE, percent, plain, span } from './figures.ts';
import { kneeLines } from './knee.ts';
import { nodeRows, phaseRows, timingRows } from './rows.ts';
import { peaksOf, type Verdict, verdictOf } from './summary.ts';
import { table, terms, wrapped } from './table.ts';

/** What happened, to paste where people talk. */
export function textReport(report: Report): string {
  const parts = [
    heading(report),
    judgementLines(report.judgement),
    timings(report),
    totals(report),
    phases(report),
    machines(report),
    report.knee ? kneeLines(report.knee) : [],
    findingLines(report.findings),
  ];
  const told = parts.filter((lines) => lines.length > 0);
  return told.map((lines) => lines.join('\n')).join('\n\n');
}

function heading(report: Report): string[] {
  return [
    `Guildhall load test: ${plain(report.scenario)}`,
    ...terms([
      ['against', plain(report.target.join(', '))],
      ['with', plain(report.command)],
      ['plan', plain(planOf(report)) || NONE],
      ['when', `${report.startedAt.slice(0, 16).replace('T', ' ')} UTC, for ${clock(report.seconds)}`],
      ['from', plain(report.machine)],
    ]),
  ];
}

export const planOf = ({ plan }: Report): string =>
  Object.entries(plan)
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? count(Number(value)) : value}`)
    .join(', ');

export const VERDICTS: Record<Verdict, string> = { passed: 'PASSED', failed: 'FAILED', unjudged: 'NOT JUDGED' };

function judgementLines(judged: Judgement): string[] {
  return [
    `${VERDICTS[verdictOf(judged)]}: ${faultsSaid(judged.counts)}`,
    `  ${count(judged.events)} events on ${count(judged.streams)} streams of clients, each held against the log`,
    ...judged.examples.map((example) => `  - ${plain(example)}`),
  ];
}

/** What is not as it should be shouts. */
export const faultsSaid = (counts: Record<Fault, number>): string =>
  FAULTS.map((fault) => `${counts[fault] > 0 ? fault.toUpperCase() : fault} ${count(counts[fault])}`).join(', ');

function timings(report: Report): string[] {
  const rows = timingRows(report);
  return rows.length > 0 ? table([['how long', 'count', 'p50', 'p90', 'p99', 'p99.9', 'max'], ...rows]) : [];
}

function totals(report: Report): string[] {
  const { sockets, posts, deliveries, problems } = report.totals;
  return terms([
    ['sockets', count(sockets)],
    ['posts', `${count(posts.due)} due, ${count(posts.acknowledged)} acknowledged, ${count(posts.failed)} failed`],
    ['deliveries', `${count(deliveries)}, at most ${count(peaksOf(report).deliveries)} in a second`],
    ['problems', problemsSaid(problems)],
  ]);
}

/** By code, the most frequent first. */
export function problemsSaid(problems: Record<string, number>): string {
  const told = Object.entries(problems).filter(([, times]) => times > 0);
  const sorted = told.sort(([, one], [, other]) => other - one);
  return sorted.map(([code, times]) => `${plain(code)} ${count(times)}`).join(', ') || 'none';
}

function phases({ samples }: Report): string[] {
  if (samples.length === 0) return [];
  return table([
    ['phase', 'from', 'to', 'sockets', 'posts/s', 'deliveries/s', 'acknowledged p99', 'delivered p99'],
    ...phaseRows(samples),
  ]);
}

/** Cores in use, and the worst of the rest. */
function machines(report: Report): string[] {
  if (report.samples.length === 0) return [];
  const { cpu, loopDelayMs, lateMs } = peaksOf(report);
  const nodes = nodeRows(report.samples);
  return [
    ...(nodes.length > 0 ? table([['node', 'CPU mean', 'CPU max', 'memory', 'loop delay', 'sockets'], ...nodes]) : []),
    `  tester, at its busiest: ${percent(cpu)} of a core, its loop ${span(loopDelayMs)} late, posts sent ${span(lateMs)} late`,
  ];
}

function findingLines(findings: Finding[]): string[] {
  if (findings.length === 0) return [];
  const sorted = [...findings].sort((one, other) => Number(other.severe) - Number(one.severe));
  return [
    'To know:',
    ...sorted.flatMap(({ about, severe, text, advice }) => [
      ...hanging(severe ? `! ${about}: ` : `- ${about}: `, plain(text)),
      ...(advice ? hanging('  → ', plain(advice)) : []),
    ]),
  ];
}

const hanging = (lead: string, text: string): string[] =>
  wrapped(text, 108 - lead.length).map((line, index) => `  ${index === 0 ? lead : ' '.repeat(lead.length)}${line}`);
