import type { Role } from '../../shared/accounts.ts';
import type { MembershipRole } from '../../shared/memberships.ts';
import { isModerator, isStaff, type Viewer } from '../accounts/policy.ts';
import type { GroupRecord } from './group.ts';
import type { MembershipRecord } from './membership.ts';

/** What ties someone to the group in question, if anything does. */
export type Tie = Pick<MembershipRecord, 'role' | 'state' | 'bannedUntil'> | null | undefined;

/** As much of a group as decides who may see what is inside. */
export type Door = Pick<GroupRecord, 'access'>;

export const isMember = (tie: Tie): boolean => tie?.state === 'active';

export const isLeader = (tie: Tie): boolean => tie?.state === 'active' && tie.role === 'leader';

/** A ban without an end lasts; one with an end is over by itself. */
export const isBanned = (tie: Tie, now = new Date()): boolean =>
  tie?.state === 'banned' && (!tie.bannedUntil || tie.bannedUntil > now);

/**
 * Whether someone may see what is inside a group. Into a closed one only its members do, and those who look after the whole
 * site. To all others whatever is inside is as if it were not there.
 */
export const canRead = (viewer: Pick<Viewer, 'role'>, group: Door, tie: Tie): boolean =>
  group.access === 'open' || isMember(tie) || isModerator(viewer);

/** One who was removed or banned may still read an open group, as anyone may, but no longer watches. */
export const canWatch = (viewer: Pick<Viewer, 'role'>, group: Door, tie: Tie): boolean =>
  canRead(viewer, group, tie) && tie?.state !== 'removed' && !isBanned(tie);

export const canCreateGroup = isStaff;

/** Leaders lead their own groups, staff all. */
export const canLead = (viewer: Pick<Viewer, 'role'>, tie: Tie): boolean => isLeader(tie) || isStaff(viewer);

/** Leaders make others leaders. They cannot take it from each other; that is for staff. One's own one gives back. */
export const canChangeRole = (viewer: Viewer, tie: Tie, subject: MembershipRecord, role: MembershipRole): boolean =>
  isStaff(viewer) || (isLeader(tie) && (role === 'leader' || viewer._id.equals(subject.account)));

/** Posts are moderated by the group's leaders and by the site's moderators. */
export const canModerate = (viewer: Pick<Viewer, 'role'>, tie: Tie): boolean => isLeader(tie) || isModerator(viewer);

/** Leaders mute, remove and ban members, staff leaders too: nobody themselves, and nobody who has as much say as they. */
export const canSanction = (viewer: Viewer, tie: Tie, subject: Viewer, subjectTie: Tie): boolean =>
  canLead(viewer, tie) && !viewer._id.equals(subject._id) && say(viewer.role, tie) > say(subject.role, subjectTie);

/**
 * Whether someone may take away another one's posts or topics: those of people who have less say. @param tie the viewer's. @param subjectTie the other one's, in the same group.
 */
export const canActOn = (viewer: Viewer, tie: Tie, subject: Viewer, subjectTie: Tie): boolean =>
  canModerate(viewer, tie) && say(viewer.role, tie) > say(subject.role, subjectTie);

/** How much say someone has in a group: 2 staff, 1 its leaders and the site's moderators, 0 all others. */
export function say(role: Role, tie: Tie): number {
  if (role === 'staff') return 2;
  return isLeader(tie) || role === 'moderator' ? 1 : 0;
}
