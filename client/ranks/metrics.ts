import type { Metric } from '../../shared/ladder.ts';

/** The order in which metrics are shown; a new one in shared/ladder.ts is missed here by the compiler. */
export const METRIC_ORDER = Object.keys({
  daysRegistered: 0,
  daysVisited: 0,
  topicsViewed: 0,
  posts: 0,
  kudosReceived: 0,
  distinctGivers: 0,
} satisfies Record<Metric, number>) as Metric[];
