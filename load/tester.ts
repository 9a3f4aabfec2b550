import { findings } from './findings.ts';
import { Interrupt } from './interrupt.ts';
import { FAULTS, type Finding, type Report } from './measured.ts';
import { watchNodes } from './nodes.ts';
import type { Options } from './options.ts';
import { keepSignedIn } from './renewal.ts';
import { writeReports } from './report/write.ts';
import { type Outcome, perform } from './run.ts';
import { setStage } from './stage.ts';
import { machine, readSystem, watchCpu } from './system.ts';
import { Timeline } from './timeline.ts';
import type { ViewPlan } from './view/plan.ts';
import { startView } from './view/view.ts';
import { Workers } from './workers.ts';

const SAMPLE_MS = 1_000;
const LIMITED = /^429|rate_limited/;
const LIMITS_MET = 'The target’s limits are met (429). Start it with LIMIT_FACTOR=1000 (or 10000) in its environment.';

/** What the program ends with. */
export const CODES = { clean: 0, found: 1, unusable: 2, broken: 3 } as const;

/** Runs a test from the first member's signing in to the report. @param command as it was typed. @returns what to end with. */
export async function test(options: Options, command: string): Promise<number> {
  const interrupt = new Interrupt();
  const tell = (text: string) => options.quiet || process.stderr.write(`${text}\n`);
  const startedAt = new Date().toISOString();
  const stage = await setStage(options, tell);
  const timeline = new Timeline();
  const workers = new Workers(options.workers, (worker, count) => timeline.heard(worker, count));
  const nodes = watchNodes(options.urls, { token: options.metricsToken });
  const view = options.quiet ? null : startView({ plan: viewPlan(options), out: process.stderr });
  const stopRenewing = keepSignedIn({ ...stage, workers });
  const cpu = watchCpu();
  const busy: number[] = [];
  let limited = false;
  const sampling = setInterval(() => {
    const sample = timeline.sample(nodes.read());
    const share = cpu();
    if (sample.phase !== 'settle') busy.push(share);
    view?.sample(sample);
    if (!limited && timeline.problems(LIMITED) > 0) view?.say(LIMITS_MET);
    limited ||= timeline.problems(LIMITED) > 0;
  }, SAMPLE_MS);
  try {
    const say = (text: string) => view?.say(text);
    const outcome = await perform({ options, stage, workers, timeline, interrupt, say });
    timeline.sample(nodes.read());
    view?.stop();
    const more = [...failureOf(outcome), ...nodes.findings()];
    const observed = { options, timeline, system: readSystem(), busy: median(busy), ...outcome };
    const all = [...findings(observed), ...more];
    const report = reportOf({ options, command, startedAt, timeline, outcome, findings: all });
    const files = await writeReports(report, { ...options.places, text: !options.quiet });
    for (const file of files) tell(`Written: ${file}`);
    const code = codeOf(options, report, outcome);
    if (options.quiet && code !== CODES.clean) process.stderr.write(`${briefly(report, outcome)}\n`);
    tell(await stage.strike().catch((error: Error) => `Not everyone could be signed out: ${error.message}`));
    return code;
  } finally {
    clearInterval(sampling);
    stopRenewing();
    nodes.stop();
    view?.stop();
    interrupt.stop();
    await workers.end();
  }
}

type Told = {
  options: Options;
  command: string;
  startedAt: string;
  timeline: Timeline;
  outcome: Outcome;
  findings: Finding[];
};

function reportOf({ options, command, startedAt, timeline, outcome, findings }: Told): Report {
  const { sockets, members, groups, group, rate, duration, ramp, churn, workers, scenario, staff } = options;
  const plan: Report['plan'] = {
    sockets,
    members,
    groups: group?.length ?? groups,
    ...(options.findLimit ? { 'first rate': rate, step: options.step } : { rate, duration }),
    ramp,
    churn,
    workers,
    staff: staff ? 'yes' : 'no',
    about: scenario.about,
  };
  return {
    version: 1,
    startedAt,
    seconds: Math.round(timeline.now),
    target: options.urls,
    command,
    scenario: scenario.name,
    plan,
    machine: machine(),
    samples: timeline.samples,
    totals: timeline.totals(sockets),
    judgement: outcome.judgement,
    findings,
    knee: outcome.knee,
  };
}

function codeOf({ p99, timing }: Options, { judgement, knee, totals }: Report, { failure }: Outcome): number {
  if (FAULTS.some((fault) => judgement.counts[fault] > 0)) return CODES.found;
  if (failure !== null) return CODES.unusable;
  if (p99 === null) return CODES.clean;
  const kept = knee ? knee.best !== null : (totals.timings[timing]?.p99 ?? Number.POSITIVE_INFINITY) <= p99;
  return kept ? CODES.clean : CODES.broken;
}

function briefly({ judgement: { counts, examples } }: Report, { failure }: Outcome): string {
  if (failure) return `Nothing could be judged: ${failure}`;
  return [FAULTS.map((fault) => `${fault} ${counts[fault]}`).join(', '), ...examples].join('\n  ');
}

const failureOf = ({ failure }: Outcome): Finding[] =>
  failure === null ? [] : [{ about: 'server', severe: true, text: `Nothing could be judged: ${failure}` }];

function viewPlan({ urls, scenario, sockets, ramp, duration, findLimit }: Options): ViewPlan {
  const load = findLimit ? { name: 'search', seconds: null } : { name: 'load', seconds: duration };
  const phases = [{ name: 'ramp', seconds: ramp }, load, { name: 'settle', seconds: null }];
  return { scenario: scenario.name, target: urls, sockets, phases };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
