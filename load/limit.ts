import type { Knee, Step } from './measured.ts';
import type { Options } from './options.ts';
import type { Timeline } from './timeline.ts';

/** The search ends when the gap between what was kept and what broke is that small. */
const NEAR = 1.1;
const MOST_STEPS = 20;
/** Of the posts that were due, those that have to be acknowledged in time. */
const ACKNOWLEDGED = 0.9;
const CONNECTED = 0.99;

export type Search = {
  options: Options;
  timeline: Timeline;
  /** Has posts made at this rate; 0 for none, and comes back when all are answered. */
  write(rate: number): Promise<void>;
  /** Comes back after so many seconds, or when the run is to end. */
  pause(seconds: number): Promise<void>;
  /** Whether it was asked to end. */
  ended(): boolean;
  /** Comes back when all that has been counted up to now is known. */
  counted(): Promise<void>;
  /** Comes back when nothing is delivered any more. */
  quiet(): Promise<void>;
};

/** Doubles the rate until the objective breaks, then halves the gap. */
export async function findLimit(search: Search): Promise<Knee> {
  const { options } = search;
  const steps: Step[] = [];
  let best: Step | null = null;
  let broken = Number.POSITIVE_INFINITY;
  for (let rate = options.rate; steps.length < MOST_STEPS; ) {
    const step = await take(search, rate);
    if (!step) break;
    steps.push(step);
    if (step.kept) best = step;
    else broken = rate;
    if (!best || broken / best.rate <= NEAR || best.rate >= options.maxRate) break;
    rate = broken === Number.POSITIVE_INFINITY ? Math.min(best.rate * 2, options.maxRate) : (best.rate + broken) / 2;
  }
  return { objective: { p99Ms: options.p99!, timing: options.timing }, best, steps };
}

/** Null where the run was ended before it was over. */
async function take(search: Search, rate: number): Promise<Step | null> {
  const { options, timeline } = search;
  timeline.turn(`warm up for ${rounded(rate)}/s`);
  await search.write(rate);
  await search.pause(options.step / 3);
  timeline.turn(`${rounded(rate)}/s`);
  await search.counted();
  timeline.mark();
  const begun = timeline.now;
  await search.pause(options.step);
  await search.counted();
  const step = judged(options, rate, timeline.now - begun, timeline);
  timeline.turn('between steps');
  await search.write(0);
  if (!step.kept) await search.quiet();
  return search.ended() ? null : step;
}

function judged({ p99: objective, timing }: Options, rate: number, seconds: number, timeline: Timeline): Step {
  const { posts, deliveries, missed, timings } = timeline.since();
  const p99 = timings[timing]?.p99 ?? null;
  const { open, wanted } = timeline.sockets;
  const why = [
    p99 === null && `nothing was ${timing}`,
    p99 !== null && p99 > objective! && `p99 of ${timing} was ${Math.round(p99)} ms`,
    posts.failed > 0 && `${posts.failed} posts failed`,
    missed > 0 && `${missed} pushes were missed`,
    // A post more or less falls to the second beside.
    posts.acknowledged < ACKNOWLEDGED * posts.due - 1 &&
      `only ${(posts.acknowledged / seconds).toFixed(1)} posts a second were acknowledged`,
    open < CONNECTED * wanted && `${wanted - open} sockets were lost`,
  ].filter((reason) => reason !== false);
  const delivered = Math.round(deliveries / seconds);
  return {
    rate: rounded(rate),
    p99: p99 ?? 0,
    delivered,
    missed,
    kept: why.length === 0,
    ...(why.length > 0 && { why: why.join('; ') }),
  };
}

const rounded = (rate: number): number => Math.round(rate * 10) / 10;
