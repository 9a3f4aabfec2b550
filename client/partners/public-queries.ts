import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Directory, Featured } from '../../shared/partners/experts.ts';
import type { PartnerPage } from '../../shared/partners/partners.ts';
import { reduceDirectory } from '../../shared/reduce/directory.ts';
import { reduceFeatured, reducePartner } from '../../shared/reduce/partner.ts';
import { partners } from '../api/partners.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';
import { visitorName } from './visitor.ts';

/** Partners' pages as everyone sees them. Cards are of many streams, and good for a moment. */
export const partnerCardsQuery = infiniteQueryOptions({
  queryKey: ['partners'],
  queryFn: ({ pageParam }) => partners.list(pageParam ?? undefined),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  staleTime: 15_000,
});

export const partnerQuery = (slug: string) =>
  snapshot<PartnerPage>(['partner', slug], view(reducePartner), () => partners.one(slug));

export const directoryView = (q: string) => view<Directory>(reduceDirectory(q));

/** @param q how the names begin; '': all. */
export const directoryQuery = (slug: string, q: string) =>
  snapshot<Directory>(['partner', slug, 'experts', q], directoryView(q), () =>
    partners.experts(slug, { q: q || undefined }),
  );

export const featuredQuery = (slug: string) =>
  queryOptions({
    ...snapshot<Featured>(['partner', slug, 'featured'], view(reduceFeatured), () =>
      partners.featured(slug, visitorName()),
    ),
    refetchInterval: ({ state: { data } }) => data && untilOver(data),
  });

/** Milliseconds; not everyone asks in the same moment. */
const untilOver = ({ until }: Featured) => Math.max(0, Date.parse(until) - Date.now()) + 5_000 + Math.random() * 25_000;

export const badgeQuery = (id: string) =>
  queryOptions({
    queryKey: ['badge', id],
    queryFn: () => partners.badge(id),
    staleTime: 0,
    refetchInterval: 15_000,
    refetchOnWindowFocus: true,
  });
