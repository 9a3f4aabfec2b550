import { useQuery } from '@tanstack/react-query';
import type { Group } from '../../shared/groups.ts';
import type { Invitations, JoinRequests, OwnJoining } from '../../shared/joining.ts';
import { reduceInvitations } from '../../shared/reduce/invitations.ts';
import { reduceJoinRequests, reduceOwnJoining } from '../../shared/reduce/join-requests.ts';
import { reduceSanctions } from '../../shared/reduce/sanctions.ts';
import type { Sanctions } from '../../shared/sanctions.ts';
import { invitations, joinRequests, sanctions } from '../api/joining.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

export const ownJoiningView = view<OwnJoining>(reduceOwnJoining);
export const joinRequestsView = view<JoinRequests>(reduceJoinRequests);
export const invitationsView = view<Invitations>(reduceInvitations);
export const sanctionsView = view<Sanctions>(reduceSanctions);

/** How the viewer stands with a group they are not in. */
export const ownJoiningQuery = (slug: string) =>
  snapshot(['joining', slug], ownJoiningView, () => joinRequests.own(slug));

/** Null for a member, and until it is known. */
export function useOwnJoining(group: Group | null): OwnJoining | null {
  const slug = group?.slug ?? '';
  const { data } = useQuery({ ...ownJoiningQuery(slug), enabled: group !== null && !group.membership });
  if (group?.membership || !data) return null;
  // Nobody tells that an invitation's time is over.
  const over = data.invitation && Date.parse(data.invitation.expiresAt) <= Date.now();
  return over ? { ...data, invitation: null } : data;
}

export const joinRequestsQuery = (slug: string) =>
  snapshot(['join-requests', slug], joinRequestsView, () => joinRequests.pending(slug));

export const invitationsQuery = (slug: string) =>
  snapshot(['invitations', slug], invitationsView, () => invitations.list(slug));

export const sanctionsQuery = (slug: string) =>
  snapshot(['sanctions', slug], sanctionsView, () => sanctions.list(slug));
