import { AccountModel, presentActor } from '../../accounts/account.ts';
import type { ObjectId } from '../../db/id.ts';
import { MembershipModel, type MembershipRecord, membershipOf } from '../../groups/membership.ts';
import { sendAway } from '../../groups/membership-actions.ts';
import { bringBack } from '../../groups/membership-change.ts';
import { isMember } from '../../groups/policy.ts';
import { reopenInvitation } from '../../joining/invitation-actions.ts';
import { reopen } from '../../joining/join-request-settling.ts';
import { AppError, found } from '../../lib/errors.ts';
import { takeBackMail } from '../../mail/send.ts';
import type { Ground, Undoing } from '../deed.ts';

/** What was so before a request was decided, the invitation that was settled by it, and the mail that waits to tell of it. */
export type RequestBefore = {
  request: ObjectId;
  membership: MembershipRecord | null;
  invitation: ObjectId | null;
  mail: ObjectId | null;
};

/** They are out again, and their request waits, as does an invitation they had. @throws AppError already_acted where they are no mere member any more */
export const undoAdmitting: Undoing = async (at, act) => {
  const { viewer, group } = at;
  const { membership, invitation } = act.before as RequestBefore;
  const tie = await membershipOf(group._id, act.subject!);
  if (!tie || !isMember(tie) || tie.role !== 'member')
    throw new AppError('already_acted', 'They have left since, or become more than a member.');
  const subject = found(await AccountModel.findById(act.subject).lean());
  await sendAway(viewer, group, subject, tie, 'You were let in by mistake: your request waits again.');
  if (membership) await bringBack(group, subject, membership, presentActor(viewer));
  else await MembershipModel.deleteOne({ _id: tie._id });
  if (invitation) await reopenInvitation(viewer, invitation);
  await waitAgain(at, act.before as RequestBefore);
};

/** Their request waits again. @throws AppError already_acted where they have come in or asked again since */
export const undoDenying: Undoing = async (at, act) => {
  const tie = await membershipOf(at.group._id, act.subject!);
  if (tie && isMember(tie)) throw new AppError('already_acted', 'They have come in since.');
  await waitAgain(at, act.before as RequestBefore);
};

async function waitAgain({ viewer, group }: Ground, { request, mail }: RequestBefore): Promise<void> {
  await reopen(viewer, group, request);
  if (mail) await takeBackMail(mail);
}
