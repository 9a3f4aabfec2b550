import { type QueryKey, queryOptions } from '@tanstack/react-query';
import { reduceReportsIn } from '../../shared/reduce/reports.ts';
import type { Report, Reports } from '../../shared/reports.ts';
import { reports, rules } from '../api/console.ts';
import { snapshot } from '../live/snapshots.ts';
import { type View, view } from '../live/views.ts';

export type QueueState = Report['state'];

/** A queue of things to decide: a group's own, or that of the whole site. */
export type QueueSource = {
  key: QueryKey;
  /** A page of it: the oldest first, of what is resolved the latest first. */
  list: (query: { state: QueueState; cursor?: string; limit: number }) => Promise<Reports>;
};

export const groupQueue = (slug: string): QueueSource => ({
  key: ['reports', slug],
  list: (query) => reports.ofGroup(slug, query),
});

export const staffQueue: QueueSource = { key: ['reports'], list: reports.ofStaff };

/** How many things a page of a queue has. */
const PAGE = 100;

const views: Record<QueueState, View<Reports>> = {
  open: view<Reports>(reduceReportsIn({ state: 'open' })),
  resolved: view<Reports>(reduceReportsIn({ state: 'resolved' })),
};

export const queueView = (state: QueueState): View<Reports> => views[state];

export const queuePage = (source: QueueSource, state: QueueState, cursor?: string) =>
  source.list({ state, cursor, limit: PAGE });

export const queueQuery = (source: QueueSource, state: QueueState) =>
  snapshot([...source.key, state], queueView(state), () => queuePage(source, state));

/** The rules of a group. Events only say that there are new ones. */
export const rulesQuery = (slug: string) =>
  queryOptions({ queryKey: ['rules', slug], queryFn: () => rules.ofGroup(slug), staleTime: 0 });
