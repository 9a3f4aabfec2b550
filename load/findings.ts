import type { Finding, Sample } from './measured.ts';
import type { Options } from './options.ts';
import { isHere, type System } from './system.ts';
import type { Timeline } from './timeline.ts';

export type Observed = {
  options: Options;
  timeline: Timeline;
  system: System;
  /** The share of all cores of this machine that was busy while there was load, whoever was. */
  busy: number;
  /** Devices that were not where the logs are, in the end. */
  lagging: number;
  /** Streams of which the auditor missed a part. */
  holes: number;
};

/** A worker that is so busy of its core measures itself. */
const BUSY = 0.85;
/** And a machine that is so busy of all its cores takes them from someone. */
const BUSY_MACHINE = 0.9;
const LOOP_DELAY_MS = 50;
const LATE_MS = 50;
/** Files a process needs beside its sockets. */
const SPARE_FILES = 700;

/** Where the figures may not be the server's, and what can be done about it. */
export function findings(observed: Observed): Finding[] {
  return [...ofTester(observed), ...ofSystem(observed), ...ofServer(observed)];
}

function ofTester({ options, timeline, busy }: Observed): Finding[] {
  const underLoad = timeline.samples.filter(({ phase }) => phase !== 'getting ready' && phase !== 'settle');
  const cpu = usual(underLoad, ({ tester }) => tester.cpu);
  const delay = usual(underLoad, ({ tester }) => tester.loopDelayMs);
  const late = usual(underLoad, ({ tester }) => tester.lateMs);
  const crowded = busy >= BUSY_MACHINE;
  const workers = crowded
    ? 'All cores were busy: run the tester on another machine, or with less beside it.'
    : `Give --workers more than ${options.workers}, or run the tester on another machine.`;
  return found('tester', [
    [
      cpu >= BUSY,
      true,
      `The tester’s busiest worker had ${percent(cpu)} of a core: times are partly its own.`,
      workers,
    ],
    [
      cpu < BUSY && delay > LOOP_DELAY_MS,
      true,
      `The tester’s event loop was up to ${ms(delay)} late: times are that much too long.`,
      workers,
    ],
    [
      late > LATE_MS,
      true,
      `Posts were sent up to ${ms(late)} after they were due: the tester did not keep up with the plan.`,
      workers,
    ],
    [
      crowded && options.urls.some(isHere),
      true,
      `The target is on this machine, and ${percent(busy)} of all its cores were busy: tester, target and whatever else runs here took them from each other.`,
      'Run the tester on another machine, or pin both to cores of their own (taskset).',
    ],
  ]);
}

function ofSystem({ options, timeline, system }: Observed): Finding[] {
  const { openFiles, ports, somaxconn, synBacklog } = system;
  const here = options.urls.some(isHere);
  const each = Math.ceil(options.sockets / options.workers) + SPARE_FILES;
  const toEach = Math.ceil(options.sockets / options.urls.length);
  const noFiles = timeline.problems(/EMFILE|ENFILE/);
  const noPorts = timeline.problems(/EADDRNOTAVAIL/);
  const refused = timeline.problems(/ECONNREFUSED|ETIMEDOUT/);
  const ulimit = `ulimit -n ${Math.max(65_536, 2 * each)}   (in the shell of the tester; for the server LimitNOFILE= in its unit, or ulimit too)`;
  return found('system', [
    [noFiles > 0, true, `${noFiles} times there was no file left to open (EMFILE).`, ulimit],
    [
      noFiles === 0 && openFiles !== null && openFiles.soft < each,
      false,
      `A worker may open ${openFiles?.soft} files, and has ${each - SPARE_FILES} sockets.`,
      ulimit,
    ],
    [noPorts > 0, true, `${noPorts} times there was no port left to connect from (EADDRNOTAVAIL).`, WIDER],
    [
      noPorts === 0 && ports !== null && ports < toEach + SPARE_FILES,
      false,
      `This machine has ${ports} ports to connect from to an address.`,
      WIDER,
    ],
    [
      here && options.sockets >= 1_000 && Math.min(somaxconn ?? 4_096, synBacklog ?? 4_096) < 1_024,
      false,
      `The system lets ${somaxconn} connections wait to be taken (somaxconn), and ${synBacklog} half-open (tcp_max_syn_backlog).`,
      'sysctl -w net.core.somaxconn=4096 net.ipv4.tcp_max_syn_backlog=4096   (where the server is)',
    ],
    [
      !here && refused > 0,
      false,
      `${refused} connections were refused or timed out.`,
      'On the server: sysctl -w net.core.somaxconn=4096 net.ipv4.tcp_max_syn_backlog=4096',
    ],
  ]);
}

function ofServer({ options, timeline, lagging, holes }: Observed): Finding[] {
  const limited = timeline.problems(/^429|rate_limited/);
  const resets = timeline.problems(/answered reset/);
  const { posts } = timeline.totals(0);
  const short = posts.due - posts.acknowledged;
  return found('server', [
    [
      limited > 0,
      true,
      `${limited} times the target’s limits were met (429): they were measured, not the server.`,
      'Start it with LIMIT_FACTOR=1000 (or 10000) in its environment.',
    ],
    [
      resets > 0,
      false,
      `${resets} times a stream was answered with \`reset\`: more had been missed than is kept for catching up.`,
      'BACKLOG on the target is how many events are; the web client fetches its pages again.',
    ],
    [
      short > posts.due * 0.01 && options.rate > 0,
      true,
      `${short} of ${posts.due} posts that were due were not acknowledged.`,
      undefined,
    ],
    [lagging > 0, true, `${lagging} sockets had not caught up when the wait for them was over.`, undefined],
    [
      holes > 0,
      true,
      `${holes} logs could not be gathered whole, and were judged only from where they could.`,
      'Raise BACKLOG on the target.',
    ],
  ]);
}

const WIDER = 'sysctl -w net.ipv4.ip_local_port_range="1024 65535"   (or more addresses: several --url)';

type Row = [holds: boolean, severe: boolean, text: string, advice: string | undefined];

const found = (about: Finding['about'], rows: Row[]): Finding[] =>
  rows
    .filter(([holds]) => holds)
    .map(([, severe, text, advice]) => ({ about, severe, text, ...(advice !== undefined && { advice }) }));

/** What nine of ten seconds kept below: one bad second is nobody's bottleneck. */
function usual(samples: Sample[], of: (sample: Sample) => number): number {
  const values = samples.map(of).sort((a, b) => a - b);
  return values[Math.floor(values.length * 0.9)] ?? 0;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const ms = (value: number): string => `${Math.round(value)} ms`;
