import { queryOptions } from '@tanstack/react-query';
import type { Group, GroupCards, GroupMembers } from '../../shared/groups.ts';
import type { Category } from '../../shared/memberships.ts';
import { reduceGroup } from '../../shared/reduce/group.ts';
import { reduceMembers } from '../../shared/reduce/members.ts';
import { groups } from '../api/endpoints.ts';
import { snapshot } from '../live/snapshots.ts';
import { groupCardsView, type View, view } from '../live/views.ts';

/** What one may not read has no stream that would keep it up to date. */
export const groupView: View<Group> = {
  heads: (group) => (group.readable ? [group.head] : []),
  reduce: (group, event, viewer) => (group.readable ? reduceGroup(group, event, viewer) : group),
};
export const membersView = view<GroupMembers>(reduceMembers);

export const groupQuery = (slug: string) =>
  queryOptions({
    ...snapshot(['group', slug], groupView, () => groups.one(slug)),
    staleTime: ({ state }) => (state.data?.readable === false ? 15_000 : Number.POSITIVE_INFINITY),
  });

/** Most of these groups are watched by nobody here, so the answer is good for a moment only. */
export const groupCardsQuery = (category?: Category) => ({
  ...snapshot<GroupCards>(['groups', category ?? 'all'], groupCardsView, () => groups.list({ category, limit: 60 })),
  staleTime: 15_000,
});

export const membersQuery = (slug: string) => snapshot(['members', slug], membersView, () => groups.members(slug));
