import { type QueryKey, queryOptions } from '@tanstack/react-query';
import type { ApplicationPage, Applications, ApplicationsQuery } from '../../shared/partners/applications.ts';
import type { ExpertState, ManagedExperts } from '../../shared/partners/experts.ts';
import type { ExpertInvitations, Interests } from '../../shared/partners/inviting.ts';
import type { PartnerConsole } from '../../shared/partners/partners.ts';
import { reduceApplicationPage, reduceApplicationsIn } from '../../shared/reduce/applications.ts';
import { reduceManagedExperts } from '../../shared/reduce/managed-experts.ts';
import { reduceExpertInvitations, reduceInterests } from '../../shared/reduce/partner-inviting.ts';
import { reducePartnerConsole } from '../../shared/reduce/partner-settings.ts';
import { partnerConsole } from '../api/partner-console.ts';
import { snapshot } from '../live/snapshots.ts';
import { type View, view } from '../live/views.ts';

/** A list that comes in pages and is live. */
export type LiveList<Data> = { key: QueryKey; view: View<Data>; fetch: (cursor?: string) => Promise<Data> };

/** Its first page, and what was added to that. */
export const listQuery = <Data>({ key, view, fetch }: LiveList<Data>) => snapshot<Data>(key, view, () => fetch());

const keyOf = (slug: string, ...parts: string[]): QueryKey => ['partner-console', slug, ...parts];

export const consoleQuery = (slug: string) =>
  snapshot<PartnerConsole>(keyOf(slug), view(reducePartnerConsole), () => partnerConsole.settings(slug));

export type ApplicationsState = ApplicationsQuery['state'];

export const applicationsIn = (slug: string, state: ApplicationsState): LiveList<Applications> => ({
  key: keyOf(slug, 'applications', state),
  view: view(reduceApplicationsIn(state)),
  fetch: (cursor) => partnerConsole.applications(slug, state, cursor),
});

export const applicationQuery = (id: string) =>
  snapshot<ApplicationPage>(['partner-application', id], view(reduceApplicationPage), () =>
    partnerConsole.application(id),
  );

export const expertsIn = (slug: string, state: ExpertState): LiveList<ManagedExperts> => ({
  key: keyOf(slug, 'experts', state),
  view: view(reduceManagedExperts(state)),
  fetch: (cursor) => partnerConsole.experts(slug, state, cursor),
});

export const interestsOf = (slug: string): LiveList<Interests> => ({
  key: keyOf(slug, 'interests'),
  view: view(reduceInterests),
  fetch: (cursor) => partnerConsole.interests(slug, cursor),
});

export const invitationsOf = (slug: string): LiveList<ExpertInvitations> => ({
  key: keyOf(slug, 'invitations'),
  view: view(reduceExpertInvitations),
  fetch: (cursor) => partnerConsole.invitations(slug, cursor),
});

/** Made from what was done lately, and good for a minute. */
export const suggestionsQuery = (slug: string) =>
  queryOptions({
    queryKey: keyOf(slug, 'suggestions'),
    queryFn: () => partnerConsole.suggestions(slug),
    staleTime: 60_000,
  });
