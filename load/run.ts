import { Auditor } from './auditor.ts';
import { writingWorkers } from './cast.ts';
import { microseconds } from './clock.ts';
import type { Interrupt } from './interrupt.ts';
import { findLimit } from './limit.ts';
import type { Judgement, Knee } from './measured.ts';
import type { Options } from './options.ts';
import { Verdict } from './oracle/verdict.ts';
import type { Stage } from './stage.ts';
import type { Timeline } from './timeline.ts';
import type { Workers } from './workers.ts';

/** How long everyone may take to catch up in the end. */
const PATIENCE_MS = 60_000;
/** How long one waits for all sockets after the ramp, in seconds. */
const RAMP_PATIENCE = 60;

export type Running = {
  options: Options;
  stage: Stage;
  workers: Workers;
  timeline: Timeline;
  interrupt: Interrupt;
  say: (text: string) => void;
};

/** `failure`: why nothing could be judged. */
export type Outcome = {
  judgement: Judgement;
  knee: Knee | null;
  lagging: number;
  holes: number;
  failure: string | null;
};

/** Ramp, load, catching up, judgement. */
export async function perform(running: Running): Promise<Outcome> {
  const { options, stage, workers, timeline, say } = running;
  const { auditor: who, streams, tag } = stage;
  const auditor = new Auditor({
    accountId: who.account.id,
    url: options.urls[0]!,
    token: () => who.token,
    streams,
    tag,
  });
  await auditor.begin();
  await Promise.all(workers.all.map((worker, index) => worker.ask('prepare', stage.plans[index]!)));
  await ramp(running);
  const knee = options.findLimit ? await search(running) : await load(running);
  await workers.ask('count', undefined);
  timeline.turn('settle');
  say('Waiting for everyone to catch up …');
  const outcome = await settle(running, auditor).catch((error: Error) => unjudged(error.message));
  auditor.leave();
  await workers.ask('leave', undefined);
  return { ...outcome, knee };
}

async function ramp({ options, workers, timeline, interrupt, say }: Running): Promise<void> {
  timeline.turn('ramp');
  interrupt.begin();
  const ramping = workers.ask('ramp', { from: microseconds(), seconds: options.ramp });
  await Promise.race([ramping, interrupt.pause(options.ramp + RAMP_PATIENCE)]);
  const open = () => timeline.sockets.open;
  for (const end = timeline.now + RAMP_PATIENCE; timeline.now < end && !interrupt.ended; await interrupt.pause(0.2)) {
    await workers.ask('count', undefined);
    if (open() >= options.sockets) break;
  }
  say(`${open()} of ${options.sockets} sockets are connected.`);
}

async function load({ options, stage, workers, timeline, interrupt, say }: Running): Promise<null> {
  const { duration, scenario } = options;
  timeline.turn('load');
  await workers.ask('churn', true);
  await write(workers, stage, options.rate);
  const begun = timeline.now;
  for (const { at, share } of [...scenario.moments].sort((a, b) => a.at - b.at)) {
    await interrupt.pause(begun + at * duration - timeline.now);
    if (interrupt.ended) break;
    say(`${Math.round(share * 100)} % of all connections break.`);
    await workers.ask('cut', share);
  }
  await interrupt.pause(begun + duration - timeline.now);
  await write(workers, stage, 0);
  return null;
}

async function search({ options, stage, workers, timeline, interrupt, say }: Running): Promise<Knee> {
  await workers.ask('churn', true);
  const quiet = async () => {
    for (let tries = 0; tries < 15 && !interrupt.ended; tries += 1) {
      await interrupt.pause(1.1);
      if (timeline.samples.at(-1)!.deliveries === 0) return;
    }
  };
  return findLimit({
    options,
    timeline,
    pause: (seconds) => interrupt.pause(seconds),
    ended: () => interrupt.ended,
    counted: async () => void (await workers.ask('count', undefined)),
    quiet,
    async write(rate) {
      if (rate > 0) say(`${Math.round(rate * 10) / 10} posts a second …`);
      await write(workers, stage, rate);
      if (rate === 0) await workers.ask('rest', undefined);
    },
  });
}

/** Divides the rate among the workers that have anyone who writes. */
async function write(workers: Workers, { plans }: Stage, rate: number): Promise<void> {
  const writing = writingWorkers(plans);
  const from = microseconds() + 20_000;
  const each = writing.map((worker, place) =>
    workers.all[worker]!.ask('write', { rate, from, place, of: writing.length }),
  );
  await Promise.all(each);
}

/** Waits until all posts are answered and everyone has everything, then judges. */
async function settle({ workers }: Running, auditor: Auditor): Promise<Omit<Outcome, 'knee'>> {
  await workers.ask('churn', false);
  await workers.ask('rest', undefined);
  const heads = await auditor.heads();
  const lagging = (await workers.ask('reach', { heads, patienceMs: PATIENCE_MS })).reduce(
    (sum, count) => sum + count,
    0,
  );
  const told = await workers.ask('conclude', undefined);
  await auditor.follow(highest(told));
  const verdict = new Verdict();
  verdict.add(auditor.judge());
  let [streams, events] = [0, 0];
  for (const judgement of await workers.ask('judge', auditor.logs())) {
    verdict.add(judgement);
    streams += judgement.streams;
    events += judgement.events;
  }
  const { counts, examples } = verdict;
  return { judgement: { counts, examples, streams, events }, lagging, holes: auditor.holes, failure: null };
}

function highest(told: Record<string, number>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [stream, seq] of told.flatMap(Object.entries<number>)) all[stream] = Math.max(all[stream] ?? 0, seq);
  return all;
}

const unjudged = (failure: string): Omit<Outcome, 'knee'> => ({
  judgement: { ...new Verdict(), streams: 0, events: 0 },
  lagging: 0,
  holes: 0,
  failure,
});
