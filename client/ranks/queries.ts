import { queryOptions } from '@tanstack/react-query';
import type { MyRank } from '../../shared/ranks.ts';
import { reduceMyRank } from '../../shared/reduce/my-rank.ts';
import { ranks } from '../api/ranks.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

/** Whoever was away too long to be told that there are others finds out within the hour. */
const RANKS_FRESH_MS = 3_600_000;

export const ranksQuery = queryOptions({
  queryKey: ['ranks'],
  queryFn: ranks.all,
  staleTime: RANKS_FRESH_MS,
  gcTime: Number.POSITIVE_INFINITY,
});

/** Its metrics go on without events, so it is fetched again whenever it is looked at. */
export const myRankQuery = queryOptions({
  ...snapshot<MyRank>(['my-rank'], view(reduceMyRank), ranks.mine),
  refetchOnMount: 'always',
  refetchOnWindowFocus: 'always',
});
