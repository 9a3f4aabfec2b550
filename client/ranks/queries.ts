import { queryOptions } from '@tanstack/react-query';
import { ranks } from '../api/ranks.ts';

export const ranksQuery = queryOptions({
  queryKey: ['ranks'],
  queryFn: ranks.all,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export const myRankQuery = queryOptions({ queryKey: ['my-rank'], queryFn: ranks.mine, staleTime: 0 });
