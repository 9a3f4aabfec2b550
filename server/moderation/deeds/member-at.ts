import { accountStream, type Stream } from '../../../shared/streams.ts';
import { type AccountRecord, accountByUsername } from '../../accounts/account.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { type MembershipRecord, membershipOf } from '../../groups/membership.ts';
import { canSanction, isMember } from '../../groups/policy.ts';
import type { Concerned } from '../../groups/sanctioning.ts';
import { AppError, authorize, found } from '../../lib/errors.ts';
import type { Ground } from '../deed.ts';

// Whom acts on members are about, in the transaction at hand.

/** Someone who has less say in the group than the viewer, a member or not. @throws AppError not_found, forbidden */
export async function concernedAt({ viewer, group, tie }: Ground, username: string): Promise<Concerned> {
  const subject = found(await accountByUsername(username), 'There is no member of that name.');
  const theirs = await membershipOf(group._id, subject._id);
  authorize(canSanction(viewer, tie, subject, theirs));
  return { subject, tie: theirs };
}

/** @throws AppError not_found where they are no member, already_acted where someone has just sent them away */
export async function stillMember({ group }: Ground, { subject, tie }: Concerned): Promise<MembershipRecord> {
  if (tie && isMember(tie)) return tie;
  const ended = { group: group._id, subject: subject._id, undone: null };
  if (tie?.state === 'removed' || tie?.state === 'banned')
    await refuseLate(ended, ['remove-member', 'ban'], 'They are no longer in this group.');
  throw new AppError('not_found', 'They are no member of this group.');
}

/** Whoever an act on a membership is about hears of it on their own stream. */
export async function streamsOfMember(username: string): Promise<Stream[]> {
  const account: AccountRecord | null = await accountByUsername(username);
  return account ? [accountStream(account._id.toString())] : [];
}
