import type { NodeSample, Quantiles, Report, Sample, Timing } from '../../load/measured.ts';

/** A run of two minutes that never was: sockets come, members write, half of them come back at once, all leave. */
export function madeUpRun(changes: Partial<Report> = {}): Report {
  const samples = Array.from({ length: SECONDS }, (_, at) => madeUpSecond(at));
  return {
    version: 1,
    startedAt: '2026-03-01T10:15:00.000Z',
    seconds: SECONDS,
    target: ['http://10.0.0.5:3000', 'http://10.0.0.6:3000'],
    command: 'npm run load -- --url http://10.0.0.5:3000 --scenario mixed --sockets 5000 --rate 100 --duration 60',
    scenario: 'mixed',
    plan: { sockets: 5_000, groups: 50, rate: 100, duration: 60, ramp: 30 },
    machine: '8 cores of AMD EPYC 7543, 16 GB, Linux 6.1, Node.js 20.19.0',
    samples,
    totals: {
      sockets: 5_000,
      posts: { due: sum(samples, 'due'), acknowledged: sum(samples, 'acknowledged'), failed: sum(samples, 'failed') },
      deliveries: samples.reduce((total, { deliveries }) => total + deliveries, 0),
      timings: {
        acknowledged: quantiles(8_600, 4.1),
        delivered: quantiles(820_000, 7.3),
        connected: quantiles(7_500, 21),
        resumed: quantiles(2_500, 48),
      },
      problems: { too_many_requests: 12, 'transport close': 2 },
      spectrum: { acknowledged: spectrum(4.1), delivered: spectrum(7.3) },
    },
    judgement: {
      counts: { missed: 0, duplicated: 0, 're-ordered': 0, leaked: 0 },
      examples: [],
      streams: 25_000,
      events: 860_000,
    },
    findings: [
      {
        about: 'system',
        severe: false,
        text: 'This machine lets a process have 1,024 open files, which is fewer than the sockets of a worker.',
        advice: 'ulimit -n 65536, or LimitNOFILE=65536 in a unit of systemd. It was made up for by more workers.',
      },
      {
        about: 'tester',
        severe: true,
        text: 'For 9 seconds the tester itself was the bottleneck: its busiest worker used 97 % of a core.',
        advice:
          'Give it more workers (--workers 4) or run it on another machine; what was measured then is its own delay.',
      },
    ],
    knee: null,
    ...changes,
  };
}

/** The same, as a search for the limit. */
export const madeUpSearch = (): Report =>
  madeUpRun({
    scenario: 'chatty room',
    knee: {
      objective: { p99Ms: 250, timing: 'delivered' },
      best: step(240, 118),
      steps: [
        step(50, 11),
        step(100, 14),
        step(200, 46),
        step(400, 1_900),
        step(300, 410),
        step(240, 118),
        step(270, 262),
      ],
    },
  });

const SECONDS = 130;
const PHASES: [string, number][] = [
  ['ramp', 30],
  ['steady', 90],
  ['reconnect storm', 105],
  ['steady', 125],
  ['leaving', SECONDS],
];

function madeUpSecond(at: number): Sample {
  const phase = PHASES.find(([, end]) => at < end)![0];
  const open = openAt(at);
  const busy = phase === 'steady' || phase === 'reconnect storm';
  const due = busy ? 100 : 0;
  const load = open / 5_000 + (phase === 'reconnect storm' ? 0.4 : 0);
  return {
    at,
    phase,
    sockets: { wanted: at < 30 ? Math.round((5_000 * at) / 29) : at < 125 ? 5_000 : 0, open },
    posts: { due, acknowledged: busy ? 97 + wave(at, 3) : 0, failed: at === 91 ? 12 : 0 },
    deliveries: busy ? Math.round((9_700 + wave(at, 600)) * (open / 5_000)) : 0,
    timings: timingsAt(at, busy, load),
    tester: { cpu: 0.2 + 0.5 * load + (at > 90 && at < 100 ? 0.2 : 0), loopDelayMs: 1 + wave(at, 2), lateMs: load * 3 },
    nodes: at === 47 ? [] : [nodeAt('10.0.0.5:3000', at, load), nodeAt('10.0.0.6:3000', at, load * 0.8)],
    problems: at === 91 ? { too_many_requests: 12, 'transport close': 2 } : {},
    faults: { missed: 0, duplicated: 0, 're-ordered': 0, leaked: 0 },
  };
}

function openAt(at: number): number {
  if (at < 30) return Math.round((5_000 * at) / 29);
  if (at >= 90 && at < 100) return 2_500 + (at - 90) * 250;
  return at < 125 ? 5_000 : Math.max(0, 5_000 - (at - 124) * 1_000);
}

function timingsAt(at: number, busy: boolean, load: number): Sample['timings'] {
  const slow = (ms: number): number => ms * (0.5 + load) * (1 + wave(at, 30) / 100);
  const timed: [Timing, Quantiles | null][] = [
    ['acknowledged', busy ? quantiles(97, slow(4)) : null],
    ['delivered', busy ? quantiles(9_700, slow(7)) : null],
    ['connected', at < 30 || (at >= 90 && at < 100) ? quantiles(180, slow(20)) : null],
    ['resumed', at >= 90 && at < 100 ? quantiles(250, slow(45)) : null],
  ];
  return Object.fromEntries(timed) as Sample['timings'];
}

const nodeAt = (node: string, at: number, load: number): NodeSample => ({
  node,
  cpu: at === 0 ? null : 0.05 + 0.55 * load + wave(at, 4) / 100,
  memoryBytes: (140 + 60 * load + at / 4) * 1e6,
  loopDelayMs: 1 + load * 12 + wave(at, 3),
  sockets: Math.round(openAt(at) / 2),
});

function quantiles(count: number, p50: number): Quantiles {
  return { count, p50, p90: p50 * 2.2, p99: p50 * 5.1, p999: p50 * 9.7, max: p50 * 15 };
}

const spectrum = (p50: number): [number, number][] =>
  [0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.999, 100].map((percentile) => [
    percentile,
    p50 * 0.4 * (1 + Math.log10(1 / (1 - Math.min(percentile, 99.9995) / 100)) * 5),
  ]);

const step = (rate: number, p99: number) => ({
  rate,
  p99,
  delivered: rate * 990,
  missed: 0,
  kept: p99 <= 250,
  ...(p99 > 250 && { why: `p99 ${p99} ms is over 250 ms` }),
});

/** Up and down within ± height, the same in every run. */
const wave = (at: number, height: number): number => Math.round(height * Math.sin(at * 1.7) * Math.cos(at * 0.31));

const sum = (samples: Sample[], what: keyof Sample['posts']): number =>
  samples.reduce((total, { posts }) => total + posts[what], 0);
