import { AppError, authorize } from '../lib/errors.ts';
import type { GroupRecord } from './group.ts';
import type { MembershipRecord } from './membership.ts';
import { isBanned, isMember, type Tie } from './policy.ts';

/** As much of a group as decides about posting in it. */
type Ground = Pick<GroupRecord, 'archivedAt' | 'guidelines'>;
type PostingTie = (NonNullable<Tie> & Pick<MembershipRecord, 'guidelinesVersion' | 'mutedUntil'>) | null | undefined;

/**
 * Refuses what a member may not post just now, and says why.
 * @throws AppError banned, not_a_member, archived, muted (with the seconds that are left), guidelines_changed
 */
export function authorizePosting(group: Ground, tie: PostingTie): void {
  authorize(!isBanned(tie), 'banned');
  authorize(tie && isMember(tie), 'not_a_member');
  authorizeChange(group);
  const muted = (tie.mutedUntil?.getTime() ?? 0) - Date.now();
  if (muted > 0) throw new AppError('muted', undefined, { retryAfter: Math.ceil(muted / 1_000) });
  const { version, text } = group.guidelines;
  authorize(text === '' || tie.guidelinesVersion >= version, 'guidelines_changed');
}

/** @throws AppError archived */
export function authorizeChange({ archivedAt }: Pick<GroupRecord, 'archivedAt'>): void {
  authorize(!archivedAt, 'archived');
}
