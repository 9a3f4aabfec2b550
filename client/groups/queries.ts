import type { GroupCards, GroupMembers } from '../../shared/groups.ts';
import type { Category } from '../../shared/memberships.ts';
import { reduceGroup } from '../../shared/reduce/group.ts';
import { reduceMembers } from '../../shared/reduce/members.ts';
import { groups } from '../api/endpoints.ts';
import { snapshot } from '../live/snapshots.ts';
import { groupCardsView, view } from '../live/views.ts';

export const groupView = view(reduceGroup);
export const membersView = view<GroupMembers>(reduceMembers);

export const groupQuery = (slug: string) => snapshot(['group', slug], groupView, () => groups.one(slug));

/** Most of these groups are watched by nobody here, so the answer is good for a moment only. */
export const groupCardsQuery = (category?: Category) => ({
  ...snapshot<GroupCards>(['groups', category ?? 'all'], groupCardsView, () => groups.list({ category, limit: 60 })),
  staleTime: 15_000,
});

export const membersQuery = (slug: string) => snapshot(['members', slug], membersView, () => groups.members(slug));
