import type { AccountRecord } from '../accounts/account.ts';
import { isModerator, isStaff, type Viewer } from '../accounts/policy.ts';
import type { MembershipRecord } from './membership.ts';

/** What ties the viewer to the group in question, if anything does. */
export type Tie = Pick<MembershipRecord, 'role' | 'state'> | null | undefined;

export const isMember = (tie: Tie): boolean => tie?.state === 'active';

export const isLeader = (tie: Tie): boolean => tie?.state === 'active' && tie.role === 'leader';

/** All groups are open: whoever is signed in may read them. */
export const canRead = (_viewer: Viewer): boolean => true;

/** One who was removed may still read, as anyone may, but no longer watches: that ends with the removal. */
export const canWatch = (viewer: Viewer, tie: Tie): boolean => canRead(viewer) && tie?.state !== 'removed';

export const canCreateGroup = isStaff;

/** Leaders lead their own groups, staff all. */
export const canLead = (viewer: AccountRecord, tie: Tie): boolean => isLeader(tie) || isStaff(viewer);

/** Leaders cannot remove each other; that is for staff. Oneself, one leaves. */
export const canRemoveMember = (viewer: AccountRecord, tie: Tie, subject: MembershipRecord): boolean =>
  !viewer._id.equals(subject.account) && (isStaff(viewer) || (isLeader(tie) && subject.role !== 'leader'));

export const canPost = (tie: Tie): boolean => isMember(tie);

/** Posts are moderated by the group's leaders and by the site's moderators. */
export const canModerate = (viewer: AccountRecord, tie: Tie): boolean => isLeader(tie) || isModerator(viewer);
