import { FAULTS, type Judgement, type NodeSample, type Report, type Sample } from '../measured.ts';

/** A part of the run, and what went on in it. */
export type PhaseSummary = {
  name: string;
  from: number;
  to: number;
  /** The most that were open. */
  sockets: number;
  /** A second, on the average. */
  acknowledged: number;
  deliveries: number;
  /** The worst second's. */
  acknowledgedP99: number | null;
  deliveredP99: number | null;
};

export type NodeSummary = {
  node: string;
  cpu: { mean: number | null; max: number | null };
  memoryBytes: number | null;
  loopDelayMs: number | null;
  sockets: number | null;
};

/** What came out, in a word: `unjudged` where the oracle had nothing to hold against the log. */
export type Verdict = 'passed' | 'failed' | 'unjudged';

export function verdictOf({ counts, events }: Judgement): Verdict {
  if (FAULTS.some((fault) => counts[fault] > 0)) return 'failed';
  return events > 0 ? 'passed' : 'unjudged';
}

/** In their order; a phase that comes again is told again. */
export function phasesOf(samples: Sample[]): PhaseSummary[] {
  const runs: Sample[][] = [];
  for (const sample of samples) {
    const run = runs.at(-1);
    if (run?.[0]?.phase === sample.phase) run.push(sample);
    else runs.push([sample]);
  }
  return runs.map((run, index) => summaryOf(run, runs[index + 1]?.[0]?.at));
}

function summaryOf(run: Sample[], next: number | undefined): PhaseSummary {
  const [first, last] = [run[0]!, run.at(-1)!];
  return {
    name: first.phase,
    from: first.at,
    to: next ?? last.at + 1,
    sockets: most(run.map(({ sockets }) => sockets.open))!,
    acknowledged: mean(run.map(({ posts }) => posts.acknowledged))!,
    deliveries: mean(run.map(({ deliveries }) => deliveries))!,
    acknowledgedP99: most(run.map(({ timings }) => timings.acknowledged?.p99)),
    deliveredP99: most(run.map(({ timings }) => timings.delivered?.p99)),
  };
}

export const nodeNames = (samples: Sample[]): string[] => [
  ...new Set(samples.flatMap(({ nodes }) => nodes.map(({ node }) => node))),
];

export const nodesOf = (samples: Sample[]): NodeSummary[] =>
  nodeNames(samples).map((node) => {
    const told = samples.flatMap(({ nodes }) => nodes.filter((each) => each.node === node));
    const all = (of: (sample: NodeSample) => number | null): (number | null)[] => told.map(of);
    return {
      node,
      cpu: { mean: mean(all(({ cpu }) => cpu)), max: most(all(({ cpu }) => cpu)) },
      memoryBytes: most(all(({ memoryBytes }) => memoryBytes)),
      loopDelayMs: most(all(({ loopDelayMs }) => loopDelayMs)),
      sockets: most(all(({ sockets }) => sockets)),
    };
  });

/** The second in which most was delivered, and the tester at its worst. */
export const peaksOf = ({
  samples,
}: Report): { deliveries: number; cpu: number; loopDelayMs: number; lateMs: number } => ({
  deliveries: most(samples.map(({ deliveries }) => deliveries)) ?? 0,
  cpu: most(samples.map(({ tester }) => tester.cpu)) ?? 0,
  loopDelayMs: most(samples.map(({ tester }) => tester.loopDelayMs)) ?? 0,
  lateMs: most(samples.map(({ tester }) => tester.lateMs)) ?? 0,
});

type Maybe = number | null | undefined;
const known = (values: Maybe[]): number[] => values.filter((value) => typeof value === 'number');

// Not Math.max(...values): a run of some hours has more seconds than a call may have arguments.
const most = (values: Maybe[]): number | null =>
  known(values).reduce<number | null>((max, value) => (max === null || value > max ? value : max), null);

function mean(values: Maybe[]): number | null {
  const all = known(values);
  return all.length === 0 ? null : all.reduce((sum, value) => sum + value, 0) / all.length;
}
