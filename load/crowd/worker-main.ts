import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Api } from '../api.ts';
import { Heard } from '../oracle/heard.ts';
import { judge } from '../oracle/judge.ts';
import { readOwnStreams } from '../oracle/own-streams.ts';
import { Verdict } from '../oracle/verdict.ts';
import type { StreamLog, WorkerPlan } from '../plan.ts';
import { Acts } from './acts.ts';
import type { Calls, Question, Reply } from './calls.ts';
import { Crowd } from './crowd.ts';
import { Posting } from './posting.ts';
import { Tally } from './tally.ts';

/** How often a worker tells what it counted. */
const TELL_MS = 1_000;
const OWN_PATIENCE_MS = 5_000;
const OWN_TRIES = 3;
/** The timer that notices delays fires this often even on an idle loop, and Node counts that in. */
const LOOP_TIMER_MS = 10;

/** A worker: a share of the sockets and of the writing. It ends with the tester. */
function work(plan: WorkerPlan): Omit<Calls, 'prepare'> {
  let tokens = { members: plan.members.map(({ token }) => token), staff: plan.staff };
  const token = (member: number) => tokens.members[member]!;
  const tally = new Tally();
  const verdict = new Verdict();
  const heard = new Heard(plan.tag);
  const crowd = new Crowd(plan, token, { heard, tally, verdict });
  const acts = new Acts(plan, token, () => tokens.staff ?? '');
  const api = new Api(plan.urls);
  const posting = new Posting({ api, acts, tally, type: (member, topic) => crowd.type(member, topic) });
  let own: StreamLog[] = [];
  const tellNow = tellEachSecond(tally, verdict);
  return {
    renew: (renewed) => {
      tokens = renewed;
    },
    ramp: (ramp) => crowd.ramp(ramp),
    churn: (churning) => (churning ? crowd.churn() : crowd.gather()),
    write: ({ place, of, ...writing }) => posting.start(writing, place, of),
    cut: (share) => crowd.cut(share),
    rest: () => posting.rest(),
    reach: ({ heads, patienceMs }) => crowd.reach(heads, patienceMs),
    count: tellNow,
    async conclude() {
      own = await concludeOwn(crowd);
      crowd.leave();
      return crowd.told();
    },
    judge: (logs) =>
      judge(verdict, { devices: crowd.devices, heard, acknowledged: posting.acknowledged }, [...logs, ...own]),
    leave() {
      tellNow();
      api.close();
    },
  };
}

/** Something may happen to a member while own streams are read: then they are read again. */
async function concludeOwn(crowd: Crowd): Promise<StreamLog[]> {
  for (let tries = 1; ; tries += 1) {
    const own = await readOwnStreams(crowd.devices);
    await crowd.reach(Object.fromEntries(own.map(({ stream, head }) => [stream, head])), OWN_PATIENCE_MS);
    const told = crowd.told();
    if (tries === OWN_TRIES || own.every(({ stream, head }) => told[stream]! <= head)) return own;
  }
}

/** @returns what tells at once. */
function tellEachSecond(tally: Tally, verdict: Verdict): () => void {
  const loop = monitorEventLoopDelay({ resolution: LOOP_TIMER_MS });
  loop.enable();
  let before = { usage: process.cpuUsage(), time: performance.now() };
  let strain = { cpu: 0, loopDelayMs: 0 };
  const tellNow = () => {
    // A moment is too short to say how busy it was.
    if (performance.now() - before.time > TELL_MS / 2) {
      const { user, system } = process.cpuUsage(before.usage);
      const cpu = (user + system) / 1_000 / (performance.now() - before.time);
      strain = { cpu, loopDelayMs: Math.max(0, loop.percentile(99) / 1e6 - LOOP_TIMER_MS) };
      before = { usage: process.cpuUsage(), time: performance.now() };
      loop.reset();
    }
    tell({ count: { ...tally.take(), ...strain, faults: { ...verdict.counts } } });
  };
  setInterval(tellNow, TELL_MS);
  return tellNow;
}

function tell(reply: Reply): void {
  if (process.connected) process.send!(reply);
}

let calls: Omit<Calls, 'prepare'> | null = null;

async function answer({ id, name, argument }: Question): Promise<void> {
  try {
    if (name === 'prepare') calls = work(argument as WorkerPlan);
    const result = name === 'prepare' ? undefined : await (calls![name] as (argument: unknown) => unknown)(argument);
    tell({ id, result });
  } catch (error) {
    tell({ id, error: (error as Error).stack ?? String(error) });
  }
}

process.on('message', (question: Question) => void answer(question));
process.once('disconnect', () => process.exit(0));
// The terminal tells all of its processes; the tester decides what comes of it.
process.on('SIGINT', () => {});
