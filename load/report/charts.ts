import { type NodeSample, type Quantiles, type Report, type Sample, TIMINGS, type Timing } from '../measured.ts';
import type { Chart, ChartLine, Unit } from './chart.ts';
import { kneeChart } from './knee.ts';
import { nodeNames } from './summary.ts';

export type ChartGroup = { heading: string; charts: Chart[] };

export const LIMIT = 'The limit';

/** All charts of a report; those that would show nothing are left out. */
export function chartsOf(report: Report): ChartGroup[] {
  const { samples, knee, totals } = report;
  const groups = [
    { heading: LIMIT, charts: knee ? [kneeChart(knee)] : [] },
    { heading: 'What went on', charts: traffic(samples) },
    {
      heading: 'How long it took',
      charts: [...TIMINGS.map((timing) => latency(samples, timing)), spectra(totals.spectrum)],
    },
    { heading: 'The server', charts: servers(samples) },
    { heading: 'The tester itself', charts: tester(samples) },
  ];
  return groups
    .map(({ heading, charts }) => ({ heading, charts: charts.filter(showsSomething) }))
    .filter(({ charts }) => charts.length > 0);
}

const showsSomething = ({ lines }: Chart): boolean =>
  lines.some(({ values, wanted }) => !wanted && values.some((value) => value !== null));

const overTime = (samples: Sample[]): Chart['x'] => ({ of: 'time', values: samples.map(({ at }) => at) });

function traffic(samples: Sample[]): Chart[] {
  const line = (label: string, of: (sample: Sample) => number, wanted?: true): ChartLine => ({
    label,
    values: samples.map(of),
    wanted,
  });
  const x = overTime(samples);
  return [
    {
      title: 'Sockets',
      x,
      unit: 'count',
      lines: [line('open', ({ sockets }) => sockets.open), line('wanted', ({ sockets }) => sockets.wanted, true)],
    },
    {
      title: 'Posts a second',
      x,
      unit: 'count',
      lines: [
        line('acknowledged', ({ posts }) => posts.acknowledged),
        line('failed', ({ posts }) => posts.failed),
        line('due', ({ posts }) => posts.due, true),
      ],
    },
    { title: 'Deliveries a second', x, unit: 'count', lines: [line('deliveries', ({ deliveries }) => deliveries)] },
  ];
}

const MEANINGS: Record<Timing, [title: string, note: string]> = {
  acknowledged: ['Acknowledged', 'From the moment a post was due until the server had it for good.'],
  delivered: ['Delivered', 'From the moment a post was due until a member had it.'],
  connected: ['Connected', 'From opening a socket until the session was welcomed.'],
  resumed: ['Resumed', 'From coming back until everything missed was there.'],
};

const PERCENTILES: [label: string, of: keyof Quantiles][] = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p99', 'p99'],
  ['p99.9', 'p999'],
  ['max', 'max'],
];

function latency(samples: Sample[], timing: Timing): Chart {
  const [title, note] = MEANINGS[timing];
  const lines = PERCENTILES.map(([label, of]) => ({
    label,
    values: samples.map(({ timings }) => positive(timings[timing]?.[of])),
  }));
  return { title, note, x: overTime(samples), unit: 'ms', log: true, lines };
}

// Zero has no place on an axis of powers of ten.
const positive = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Math.max(value, 0.01);

function spectra(spectrum: Report['totals']['spectrum'] = {}): Chart {
  const told = TIMINGS.flatMap((timing) => (spectrum[timing]?.length ? [{ timing, points: spectrum[timing] }] : []));
  const x = [...new Set(told.flatMap(({ points }) => points.map(([percentile]) => percentile)))];
  const shown = x.filter((percentile) => percentile < 100).sort((one, other) => one - other);
  return {
    title: 'All of them, by percentile',
    note: 'How many of a hundred took no longer than that. To the right are the few that took longest.',
    x: { of: 'percentile', values: shown.map((percentile) => 100 / (100 - percentile)) },
    unit: 'ms',
    log: true,
    lines: told.map(({ timing, points }) => {
      const values = new Map(points);
      return { label: timing, values: shown.map((percentile) => positive(values.get(percentile))) };
    }),
  };
}

function servers(samples: Sample[]): Chart[] {
  const chart = (title: string, unit: Unit, of: (node: NodeSample) => number | null, note?: string): Chart => ({
    title,
    note,
    x: overTime(samples),
    unit,
    lines: nodeNames(samples).map((name) => ({
      label: name,
      values: samples.map(({ nodes }) => {
        const told = nodes.find(({ node }) => node === name);
        return told ? of(told) : null;
      }),
    })),
  });
  return [
    chart('CPU', 'cores', ({ cpu }) => cpu, 'Cores in use by each node.'),
    chart('Event loop delay', 'ms', ({ loopDelayMs }) => loopDelayMs, 'The 99th percentile of each second.'),
    chart('Memory', 'MB', ({ memoryBytes }) => (memoryBytes === null ? null : memoryBytes / 1e6)),
    chart('Sockets by node', 'count', ({ sockets }) => sockets),
  ];
}

const tester = (samples: Sample[]): Chart[] => [
  {
    title: 'CPU of the tester',
    note: 'Of its busiest worker. Near one core it measures itself rather than the server.',
    x: overTime(samples),
    unit: 'cores',
    lines: [{ label: 'busiest worker', values: samples.map(({ tester }) => tester.cpu) }],
  },
  {
    title: 'Delays of the tester',
    note: 'How late its event loop was, and how late after they were due posts left it.',
    x: overTime(samples),
    unit: 'ms',
    lines: [
      { label: 'event loop', values: samples.map(({ tester }) => tester.loopDelayMs) },
      { label: 'posts', values: samples.map(({ tester }) => tester.lateMs) },
    ],
  },
];
