/** How long something took, in milliseconds, over some time. */
export type Quantiles = { count: number; p50: number; p90: number; p99: number; p999: number; max: number };

/**
 * What is timed. `acknowledged` and `delivered` count from the moment a post was due by the plan, not from when it was
 * sent: a server that holds up the tester does not hide behind that.
 */
export const TIMINGS = ['acknowledged', 'delivered', 'connected', 'resumed'] as const;
export type Timing = (typeof TIMINGS)[number];

/** One node, as its /metrics tell. What it does not tell is null. */
export type NodeSample = {
  node: string;
  /** CPU cores in use since the sample before. */
  cpu: number | null;
  memoryBytes: number | null;
  /** The 99th percentile of how late its event loop was, in milliseconds. */
  loopDelayMs: number | null;
  sockets: number | null;
};

/** The tester itself: its busiest worker. */
export type TesterSample = {
  /** Share of a core. */
  cpu: number;
  loopDelayMs: number;
  /** How late posts were sent, after they were due, in milliseconds: the latest one. */
  lateMs: number;
};

/** A second of the run. */
export type Sample = {
  /** Seconds since the start. */
  at: number;
  phase: string;
  sockets: { wanted: number; open: number };
  /** How many in this second. */
  posts: { due: number; acknowledged: number; failed: number };
  deliveries: number;
  timings: Record<Timing, Quantiles | null>;
  tester: TesterSample;
  nodes: NodeSample[];
  /** Answers and disconnects that were not wanted in this second, by code: how many. */
  problems?: Record<string, number>;
  /** What the oracle has found so far, if it judges while the run goes on. */
  faults?: Record<Fault, number>;
};

export const FAULTS = ['missed', 'duplicated', 're-ordered', 'leaked'] as const;
export type Fault = (typeof FAULTS)[number];

/** What the oracle found when it held every client's streams against the log. */
export type Judgement = {
  counts: Record<Fault, number>;
  /** Some of what it found, in words. */
  examples: string[];
  /** How many streams of clients, and how many events on them, were judged. */
  streams: number;
  events: number;
};

/** Something the reader should know, with what to do about it. */
export type Finding = { about: 'tester' | 'system' | 'server'; severe: boolean; text: string; advice?: string };

/** A step of the search for the limit. */
export type Step = { rate: number; p99: number; delivered: number; missed: number; kept: boolean; why?: string };

/** The most the server did within the objective; null where even the least was too much. */
export type Knee = { objective: { p99Ms: number; timing: Timing }; best: Step | null; steps: Step[] };

/** All a run has to tell; the JSON report is this. */
export type Report = {
  version: 1;
  startedAt: string;
  seconds: number;
  target: string[];
  /** As it was typed, without secrets. */
  command: string;
  scenario: string;
  plan: Record<string, number | string>;
  /** The machine of the tester. */
  machine: string;
  samples: Sample[];
  totals: {
    sockets: number;
    posts: { due: number; acknowledged: number; failed: number };
    deliveries: number;
    timings: Record<Timing, Quantiles | null>;
    /** Answers and disconnects that were not wanted, by code: how many. */
    problems: Record<string, number>;
    /** The whole distribution: pairs of percentile (0 to 100, rising) and milliseconds. */
    spectrum?: Partial<Record<Timing, [percentile: number, ms: number][]>>;
  };
  judgement: Judgement;
  findings: Finding[];
  knee: Knee | null;
};
