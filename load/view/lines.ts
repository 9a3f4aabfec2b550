import { FAULTS, type Sample, type Timing } from '../measured.ts';
import { clock, cores, count, plain, span } from '../report/figures.ts';
import { nodesOf } from '../report/summary.ts';
import { faultsSaid } from '../report/text.ts';
import type { View, ViewPlan } from './plan.ts';
import { strainOf } from './strain.ts';

/** Where there is no terminal: a line every few seconds, which says what went on since the line before. */
export function lineView(plan: ViewPlan, out: NodeJS.WritableStream, every: number): View {
  let since: Sample[] = [];
  const tell = (): void => {
    if (since.length > 0) out.write(`${lineOf(since)}\n`);
    since = [];
  };
  out.write(`Guildhall load test: ${plain(plan.scenario)} → ${plain(plan.target.join(', '))}\n`);
  return {
    sample(sample) {
      // What belongs to one phase is not mixed with what belongs to the next.
      if (since.length > 0 && since[0]!.phase !== sample.phase) tell();
      since.push(sample);
      if (since.length >= every) tell();
    },
    say: (text) => out.write(`${plain(text)}\n`),
    stop: tell,
  };
}

function lineOf(since: Sample[]): string {
  const now = since.at(-1)!;
  const rate = (of: (sample: Sample) => number): string =>
    count(since.reduce((sum, sample) => sum + of(sample), 0) / since.length);
  return [
    `${clock(now.at + 1).padStart(7)} ${plain(now.phase)}`,
    `sockets ${count(now.sockets.open)}/${count(now.sockets.wanted)}`,
    `posts ${rate(({ posts }) => posts.acknowledged)}/s of ${rate(({ posts }) => posts.due)} due`,
    `deliveries ${rate(({ deliveries }) => deliveries)}/s`,
    `p99 acknowledged ${worst(since, 'acknowledged')}, delivered ${worst(since, 'delivered')}`,
    ...nodesOf(since).map(
      ({ node, cpu, loopDelayMs }) => `${plain(node)} CPU ${cores(cpu.mean)}, loop ${span(loopDelayMs)}`,
    ),
    ...troubles(since),
  ].join(' | ');
}

/** The worst second's. */
function worst(since: Sample[], timing: Timing): string {
  const told = since.flatMap(({ timings }) => timings[timing]?.p99 ?? []);
  return span(told.length > 0 ? Math.max(...told) : null);
}

function troubles(since: Sample[]): string[] {
  const failed = since.reduce((sum, { posts }) => sum + posts.failed, 0);
  const faults = since.at(-1)!.faults;
  const strain = since.reduceRight<string | null>((found, { tester }) => found ?? strainOf(tester), null);
  return [
    ...(failed > 0 ? [`FAILED ${count(failed)} posts`] : []),
    ...(faults && FAULTS.some((fault) => faults[fault] > 0) ? [faultsSaid(faults)] : []),
    ...(strain ? [`TESTER IS THE BOTTLENECK: ${strain}`] : []),
  ];
}
