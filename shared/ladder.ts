import { z } from 'zod';
import { FIRST_RANK, RankKey } from './rank-key.ts';
import { line } from './values.ts';

/** What ranks are earned from. All are counts; all are net: what is withdrawn or removed no longer counts. */
export const METRICS = [
  'daysRegistered',
  'daysVisited',
  'topicsViewed',
  'posts',
  'kudosReceived',
  'distinctGivers',
] as const;

export type Metric = (typeof METRICS)[number];
export type Metrics = Record<Metric, number>;

const count = z.int().min(0).max(1_000_000_000);

/** A number for each metric: what is asked for, or what someone has. */
export const MetricCounts = z.strictObject({
  daysRegistered: count,
  daysVisited: count,
  topicsViewed: count,
  posts: count,
  kudosReceived: count,
  distinctGivers: count,
});

/** A rung: all thresholds must hold. */
export const Rung = z.strictObject({ key: RankKey, title: line(40), thresholds: MetricCounts });
export type Rung = z.infer<typeof Rung>;

/**
 * Rungs from the newest member's to the most experienced. The first asks for nothing, and none for less of anything than the
 * one below it, so that whoever has a rung has all below it.
 */
export const Rungs = z
  .array(Rung)
  .min(2)
  .max(20)
  .superRefine((rungs, context) => {
    for (const { path, message } of faultsOf(rungs)) context.addIssue({ code: 'custom', path, message });
  });

export const Ladder = z.strictObject({ version: z.int().min(1), rungs: z.array(Rung).min(1) });
export type Ladder = z.infer<typeof Ladder>;

/** The place of a rank on the ladder, from 0; a rank the ladder does not know counts as the first. */
export function level(ladder: Ladder, rank: RankKey): number {
  return Math.max(
    0,
    ladder.rungs.findIndex((rung) => rung.key === rank),
  );
}

/** The highest rung whose thresholds, and those of all rungs below it, hold. */
export function earnedRung(ladder: Ladder, metrics: Metrics): Rung {
  return highest(ladder, (rung) => holds(rung, metrics));
}

/** The share of a threshold below which a rank does not hold for good. */
const HOLD_SHARE = 0.9;
/** How many days someone who fell below that has to make it good. */
export const GRACE_DAYS = 14;
/** How many kudos of one member for another's posts count within how many days. */
export const KUDOS_PER_PAIR = { kudos: 5, days: 30 };
/** How many seconds on a topic make a view. */
export const VIEW_SECONDS = 5;

/** The highest rank someone may keep: nine tenths of what each rung up to it asks for are there. */
export function heldRung(ladder: Ladder, metrics: Metrics): Rung {
  return highest(ladder, (rung) => lostOf(rung, metrics).length === 0);
}

/** In which metrics someone is too far below a rung to keep it. */
export function lostOf(rung: Rung, metrics: Metrics): Metric[] {
  return METRICS.filter((metric) => metrics[metric] < leastOf(rung, metric));
}

/** The least someone must have of a metric to keep a rung. */
export const leastOf = ({ thresholds }: Rung, metric: Metric): number => Math.ceil(HOLD_SHARE * thresholds[metric]);

/** The rung after the given rank, or null at the top. */
export function nextRung(ladder: Ladder, rank: RankKey): Rung | null {
  return ladder.rungs[level(ladder, rank) + 1] ?? null;
}

/** What keeps a member from a rung, the metric closest to its threshold (as a share of it) first. */
export function missing(rung: Rung, metrics: Metrics): Metric[] {
  const share = (metric: Metric) => metrics[metric] / rung.thresholds[metric];
  return METRICS.filter((metric) => metrics[metric] < rung.thresholds[metric]).sort((a, b) => share(b) - share(a));
}

/** What is wrong with a ladder, by the place of it. */
function faultsOf(rungs: Rung[]): { path: (string | number)[]; message: string }[] {
  return rungs.flatMap(({ key, title, thresholds }, at) => {
    const below = rungs[at - 1];
    const same = (other: Rung) => other.key === key;
    const named = (other: Rung) => other.title.toLowerCase() === title.toLowerCase();
    return [
      ...(at === 0 && key !== FIRST_RANK ? [{ path: [at, 'key'], message: `must be ${FIRST_RANK}` }] : []),
      ...(rungs.findIndex(same) < at ? [{ path: [at, 'key'], message: 'is there already' }] : []),
      ...(rungs.findIndex(named) < at ? [{ path: [at, 'title'], message: 'is there already' }] : []),
      ...METRICS.filter((metric) => at === 0 && thresholds[metric] > 0).map((metric) => ({
        path: [at, 'thresholds', metric],
        message: 'must be 0: everyone starts here',
      })),
      ...METRICS.filter((metric) => below && thresholds[metric] < below.thresholds[metric]).map((metric) => ({
        path: [at, 'thresholds', metric],
        message: `must be at least ${below!.thresholds[metric]}, as for ${below!.title}`,
      })),
    ];
  });
}

/** The days that have begun since `since`: 0 on the first. */
export function daysBetween(since: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / 86_400_000));
}

/** The last rung before the first that does not fit. */
function highest({ rungs }: Ladder, fits: (rung: Rung) => boolean): Rung {
  const missed = rungs.findIndex((rung) => !fits(rung));
  return rungs[missed === -1 ? rungs.length - 1 : Math.max(0, missed - 1)]!;
}

function holds(rung: Rung, metrics: Metrics): boolean {
  return METRICS.every((metric) => metrics[metric] >= rung.thresholds[metric]);
}
