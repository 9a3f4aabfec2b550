import { z } from 'zod';

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

export const RankKey = z.string().regex(/^[a-z][a-z-]{1,40}$/);
export type RankKey = z.infer<typeof RankKey>;

const count = z.int().min(0);

/** A rung: all thresholds must hold. */
export const Rung = z.strictObject({
  key: RankKey,
  title: z.string(),
  thresholds: z.strictObject({
    daysRegistered: count,
    daysVisited: count,
    topicsViewed: count,
    posts: count,
    kudosReceived: count,
    distinctGivers: count,
  }),
});
export type Rung = z.infer<typeof Rung>;

/** Rungs from the newest member's to the most experienced; the first asks for nothing. */
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
  const missed = ladder.rungs.findIndex((rung) => !holds(rung, metrics));
  return ladder.rungs[missed === -1 ? ladder.rungs.length - 1 : Math.max(0, missed - 1)]!;
}

/** The rung after the given rank, or null at the top. */
export function nextRung(ladder: Ladder, rank: RankKey): Rung | null {
  return ladder.rungs[level(ladder, rank) + 1] ?? null;
}

/** What keeps a member from a rung, the metric closest to its threshold (as a share of it) first. */
export function missing(rung: Rung, metrics: Metrics): Metric[] {
  const share = (metric: Metric) => metrics[metric] / rung.thresholds[metric];
  return METRICS.filter((metric) => metrics[metric] < rung.thresholds[metric]).sort((a, b) => share(b) - share(a));
}

/** The days that have begun since `since`: 0 on the first. */
export function daysBetween(since: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / 86_400_000));
}

function holds(rung: Rung, metrics: Metrics): boolean {
  return METRICS.every((metric) => metrics[metric] >= rung.thresholds[metric]);
}

type Row = [key: string, title: string, ...thresholds: [number, number, number, number, number, number]];

function ladder(rows: Row[]): Omit<Ladder, 'version'> {
  return {
    rungs: rows.map(([key, title, ...columns]) => ({
      key,
      title,
      thresholds: Object.fromEntries(METRICS.map((metric, index) => [metric, columns[index]!])) as Metrics,
    })),
  };
}

// days registered, days visited, topics viewed, posts, kudos received, distinct givers
export const DEFAULT_LADDER = ladder([
  ['forum-explorer', 'Forum explorer', 0, 0, 0, 0, 0, 0],
  ['frequent-visitor', 'Frequent visitor', 3, 3, 10, 0, 0, 0],
  ['active-member', 'Active member', 7, 5, 25, 3, 0, 0],
  ['power-member', 'Power member', 30, 15, 100, 20, 5, 3],
  ['ace-contributor', 'Ace Contributor', 90, 40, 300, 75, 25, 10],
  ['community-leader', 'Community Leader', 180, 90, 750, 250, 100, 30],
  ['community-guru', 'Community Guru', 365, 180, 2_000, 750, 400, 80],
  ['vip', 'VIP', 730, 365, 5_000, 2_000, 1_500, 200],
]);

/** A ladder to try things with: the first rungs can be climbed in minutes, and without waiting for a day to pass. */
export const QUICK_LADDER = ladder([
  ['forum-explorer', 'Forum explorer', 0, 0, 0, 0, 0, 0],
  ['frequent-visitor', 'Frequent visitor', 0, 1, 2, 0, 0, 0],
  ['active-member', 'Active member', 0, 1, 3, 3, 0, 0],
  ['power-member', 'Power member', 0, 1, 5, 8, 2, 2],
  ['ace-contributor', 'Ace Contributor', 0, 1, 6, 15, 5, 3],
  ['community-leader', 'Community Leader', 1, 2, 10, 40, 15, 4],
  ['community-guru', 'Community Guru', 7, 5, 20, 100, 40, 6],
  ['vip', 'VIP', 30, 15, 50, 250, 100, 8],
]);
