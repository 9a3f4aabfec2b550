import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ServiceTokens } from '../../shared/partners/facts.ts';
import { reduceServiceTokens } from '../../shared/reduce/service-tokens.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { services } from '../api/services.ts';
import { staff } from '../api/staff.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

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

export const staffPartnersQuery = infiniteQueryOptions({
  queryKey: ['staff', 'partners'],
  queryFn: ({ pageParam }) => partnerConsole.all(pageParam ?? undefined),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  staleTime: 0,
});

export const serviceTokensQuery = snapshot<ServiceTokens>(
  ['staff', 'service-tokens'],
  view(reduceServiceTokens),
  services.tokens,
);
