import { type Ladder, METRICS, type Metrics } from './ladder.ts';

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
