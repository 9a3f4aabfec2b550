import type { Viewer } from '../accounts/policy.ts';
import type { ObjectId } from '../db/id.ts';
import { AppError, authorize } from '../lib/errors.ts';
import type { GroupRecord } from './group.ts';
import { MembershipModel, type MembershipRecord } from './membership.ts';
import { isBanned, isMember, say, type Tie } from './policy.ts';

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

/**
 * Refuses to post in the name of someone what they wrote while they could, and says to those who lead why not.
 * @throws AppError banned, not_a_member, archived
 */
export function authorizeApproved(group: Pick<GroupRecord, 'archivedAt'>, tie: Tie): void {
  authorize(!isBanned(tie), 'banned', 'Its author has been banned from the group.');
  authorize(isMember(tie), 'not_a_member', 'Its author is no longer a member of the group.');
  authorizeChange(group);
}

/** @throws AppError archived */
export function authorizeChange({ archivedAt }: Pick<GroupRecord, 'archivedAt'>): void {
  authorize(!archivedAt, 'archived');
}

type Paced = Pick<GroupRecord, 'slowSeconds'>;
type PacedTie = (NonNullable<Tie> & Pick<MembershipRecord, 'lastPostAt'>) | null | undefined;

/**
 * Whether slow mode makes someone wait between their posts in a group. Those who lead it or look after the site post on.
 */
export const isPaced = ({ role }: Pick<Viewer, 'role'>, { slowSeconds = 0 }: Paced, tie: Tie): boolean =>
  slowSeconds > 0 && say(role, tie) === 0;

/** Refuses a post or topic that comes too soon after the last. @throws AppError slow_mode, with the seconds that are left */
export function authorizePace(viewer: Pick<Viewer, 'role'>, group: Paced, tie: PacedTie, now = new Date()): void {
  if (!tie?.lastPostAt || !isPaced(viewer, group, tie)) return;
  const left = tie.lastPostAt.getTime() + group.slowSeconds! * 1_000 - now.getTime();
  if (left > 0) throw new AppError('slow_mode', undefined, { retryAfter: Math.ceil(left / 1_000) });
}

/** Notes when members have posted, for slow mode, in the transaction at hand: of two posts at once one then finds the other. */
export async function notePace(posted: { group: ObjectId; account: ObjectId; at: Date }[]): Promise<void> {
  if (posted.length === 0) return;
  await MembershipModel.bulkWrite(
    posted.map(({ group, account, at }) => ({
      updateOne: { filter: { group, account }, update: { $set: { lastPostAt: at } } },
    })),
  );
}
