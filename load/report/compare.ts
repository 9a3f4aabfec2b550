import { FAULTS, type Report, TIMINGS } from '../measured.ts';
import { bytes, cores, count, NONE, percent, plain, rate, small, span } from './figures.ts';
import { nodesOf, peaksOf } from './summary.ts';
import { table, terms } from './table.ts';

/** Two runs side by side, and how many times the first the second is. */
export function compareReports(one: Report, other: Report): string {
  const rows = FIGURES.map(({ name, of, write }) => row(name, of(one), of(other), write)).filter(
    (each) => each !== null,
  );
  const differences = differencesOf(one, other);
  return [
    ...terms([
      ['A', naming(one)],
      ['B', naming(other)],
    ]),
    ...(differences.length > 0 ? ['', 'What was run is not the same:', ...differences] : []),
    '',
    ...table([['', 'A', 'B', 'B / A'], ...rows]),
  ].join('\n');
}

type Figure = { name: string; of: (report: Report) => number | null | undefined; write: (value: number) => string };

const FIGURES: Figure[] = [
  { name: 'limit, posts/s', of: ({ knee }) => knee?.best?.rate, write: rate },
  { name: 'sockets', of: ({ totals }) => totals.sockets, write: count },
  { name: 'posts acknowledged', of: ({ totals }) => totals.posts.acknowledged, write: count },
  { name: 'posts failed', of: ({ totals }) => totals.posts.failed, write: count },
  { name: 'deliveries', of: ({ totals }) => totals.deliveries, write: count },
  { name: 'deliveries, best second', of: (report) => peaksOf(report).deliveries, write: count },
  ...TIMINGS.flatMap((timing) =>
    (['p50', 'p90', 'p99', 'p999', 'max'] as const).map(
      (percentile): Figure => ({
        name: `${timing} ${percentile === 'p999' ? 'p99.9' : percentile}`,
        of: ({ totals }) => totals.timings[timing]?.[percentile],
        write: span,
      }),
    ),
  ),
  { name: 'CPU of the nodes, mean', of: (report) => sumOf(report, ({ cpu }) => cpu.mean), write: cores },
  { name: 'CPU ms per 1,000 deliveries', of: cpuPerDelivery, write: small },
  { name: 'memory of the nodes', of: (report) => sumOf(report, ({ memoryBytes }) => memoryBytes), write: bytes },
  { name: 'loop delay, worst', of: (report) => worstOf(report, ({ loopDelayMs }) => loopDelayMs), write: span },
  { name: 'CPU of the tester, most', of: (report) => peaksOf(report).cpu, write: percent },
  ...FAULTS.map((fault): Figure => ({ name: fault, of: ({ judgement }) => judgement.counts[fault], write: count })),
];

function row(name: string, one: number | null | undefined, other: number | null | undefined, write: Figure['write']) {
  if (typeof one !== 'number' && typeof other !== 'number') return null;
  const [a, b] = [one, other].map((value) => (typeof value === 'number' ? write(value) : NONE));
  return [
    name,
    a!,
    b!,
    typeof one === 'number' && typeof other === 'number' && one > 0 ? (other / one).toFixed(2) : NONE,
  ];
}

type Node = ReturnType<typeof nodesOf>[number];

const told = ({ samples }: Report, of: (node: Node) => number | null): number[] =>
  nodesOf(samples).flatMap((node) => of(node) ?? []);

function sumOf(report: Report, of: (node: Node) => number | null): number | null {
  const values = told(report, of);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : null;
}

const worstOf = (report: Report, of: (node: Node) => number | null): number | null =>
  told(report, of).reduce<number | null>((worst, value) => Math.max(worst ?? 0, value), null);

/** All the CPU the nodes used while anything was delivered, whatever for. */
function cpuPerDelivery({ samples }: Report): number | null {
  const busy = samples.filter(({ deliveries, nodes }) => deliveries > 0 && nodes.some(({ cpu }) => cpu !== null));
  const deliveries = busy.reduce((sum, each) => sum + each.deliveries, 0);
  const seconds = busy.flatMap(({ nodes }) => nodes.map(({ cpu }) => cpu ?? 0)).reduce((sum, cpu) => sum + cpu, 0);
  return deliveries > 0 ? (seconds * 1e6) / deliveries : null;
}

const naming = ({ scenario, startedAt, target }: Report): string =>
  plain(`${scenario}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${target.join(', ')}`);

function differencesOf(one: Report, other: Report): string[] {
  const [before, after] = [conditionsOf(one), conditionsOf(other)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = names.filter((name) => before[name] !== after[name]);
  return terms(differing.map((name) => [plain(name), plain(`${before[name] ?? NONE} → ${after[name] ?? NONE}`)]));
}

const conditionsOf = ({ scenario, machine, plan }: Report): Report['plan'] => ({ scenario, machine, ...plan });
