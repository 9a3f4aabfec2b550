import { setTimeout as pause } from 'node:timers/promises';
import { type Exposition, readExposition } from './exposition.ts';
import type { Finding, NodeSample } from './measured.ts';

/** What the nodes' /metrics tell, once a second, for as long as a run goes. */
export type NodeWatch = {
  /** The latest of each node that has answered within the last seconds. */
  read(): NodeSample[];
  /** What the reader of a report should know: which nodes did not tell, and why. */
  findings(): Finding[];
  stop(): void;
};

export type NodeWatchOptions = {
  /** What the nodes have as METRICS_TOKEN. */
  token?: string;
  /** Milliseconds from one reading to the next. */
  everyMs?: number;
};

type Reading = { at: number; values: Exposition };
type Watched = {
  node: string;
  url: string;
  latest: NodeSample | null;
  before: Reading | null;
  finding: Finding | null;
};

/** Longer than a node under full load takes to answer; what is older says nothing about now. */
const FRESH_MS = 5_000;
/** The timer that notices delays fires this often even on an idle loop, and Node counts that in. */
const LOOP_TIMER_MS = 10;

/** @param urls the nodes themselves, without /metrics: what a balancer answers is of some node or other. */
export function watchNodes(urls: string[], { token, everyMs = 1_000 }: NodeWatchOptions = {}): NodeWatch {
  const nodes = urls.map(watched);
  const stopping = new AbortController();
  for (const node of nodes) void follow(node, { token, everyMs, stopping: stopping.signal });
  return {
    read: () => nodes.filter(isFresh).map(({ latest }) => latest!),
    findings: () => nodes.flatMap(({ finding }) => finding ?? []),
    stop: () => stopping.abort(),
  };
}

function watched(url: string): Watched {
  const { host, pathname } = new URL(url);
  const node = `${host}${pathname.replace(/\/$/, '')}`;
  return { node, url: `${url.replace(/\/$/, '')}/metrics`, latest: null, before: null, finding: null };
}

const isFresh = ({ latest, before }: Watched): boolean =>
  latest !== null && before !== null && performance.now() - before.at < FRESH_MS;

type Manner = { token?: string; everyMs: number; stopping: AbortSignal };

async function follow(node: Watched, manner: Manner): Promise<void> {
  while (!manner.stopping.aborted) {
    const next = pause(manner.everyMs, undefined, { signal: manner.stopping }).catch(() => {});
    await look(node, manner);
    await next;
  }
}

/** One reading. What goes wrong is told once, and the next reading tries again. */
async function look(node: Watched, manner: Manner): Promise<void> {
  try {
    const reading = await readNode(node.url, manner);
    node.latest = sampleOf(node.node, reading, node.before);
    node.before = reading;
  } catch (error) {
    if (!manner.stopping.aborted) node.finding ??= findingOf(node, error);
  }
}

async function readNode(url: string, { token, stopping }: Manner): Promise<Reading> {
  const response = await fetch(url, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    // Who may have the token is said by whoever runs the tester, not by who answers there.
    redirect: 'error',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(FRESH_MS)]),
  });
  const values = readExposition(await response.text());
  if (!response.ok || !values.has('process_cpu_seconds_total')) throw new Refusal(response.status);
  return { at: performance.now(), values };
}

function sampleOf(node: string, { at, values }: Reading, before: Reading | null): NodeSample {
  const lag = values.get('nodejs_eventloop_lag_p99_seconds');
  return {
    node,
    cpu: before && coresInUse(at - before.at, values, before.values),
    memoryBytes: values.get('process_resident_memory_bytes') ?? null,
    loopDelayMs: lag === undefined ? null : Math.max(0, lag * 1_000 - LOOP_TIMER_MS),
    sockets: values.get('guildhall_sockets') ?? null,
  };
}

/** @returns null for a node that was started again in between: it counts from zero. */
function coresInUse(ms: number, values: Exposition, before: Exposition): number | null {
  const [now, then] = [values, before].map((each) => each.get('process_cpu_seconds_total'));
  if (now === undefined || then === undefined || now < then) return null;
  return ((now - then) * 1_000) / ms;
}

class Refusal extends Error {
  constructor(status: number) {
    super(`it answered ${status}${status === 200 ? ', but no figures' : ''}`);
  }
}

function findingOf({ node, latest, url }: Watched, error: unknown): Finding {
  if (latest)
    return {
      about: 'server',
      severe: true,
      text: `${node} stopped telling its figures during the run: ${reasonOf(error)}.`,
      advice: 'Look at its log: it was overloaded, stopped or died.',
    };
  return {
    about: 'server',
    severe: false,
    text: `${node} does not tell its figures: ${reasonOf(error)}.`,
    advice:
      // A Guildhall hides its figures from those who may not read them as if there were none.
      error instanceof Refusal
        ? 'Give the tester the METRICS_TOKEN of the server in its environment, and name the nodes rather than their balancer.'
        : `Name the nodes themselves; ${url} must be reached from here.`,
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
