import { queryOptions } from '@tanstack/react-query';
import { staff } from '../api/staff.ts';

/** How often the overview is asked for anew while it is looked at. */
const EVERY_MS = 5_000;

export const overviewQuery = queryOptions({
  queryKey: ['staff', 'overview'],
  queryFn: staff.overview,
  refetchInterval: EVERY_MS,
  staleTime: 0,
});

export const staffAccountQuery = (username: string) =>
  queryOptions({
    queryKey: ['staff', 'account', username.toLowerCase()],
    queryFn: () => staff.account(username),
    staleTime: 0,
  });

export const siteQuery = queryOptions({ queryKey: ['staff', 'site'], queryFn: staff.site, staleTime: 10_000 });
