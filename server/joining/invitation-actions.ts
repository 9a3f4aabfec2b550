import type { Invitation, InvitationDecision } from '../../shared/joining.ts';
import { accountStream, leadersStream, type Stream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId, type ObjectId, toId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { type GroupRecord, groupById, streamOf } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { admit } from '../groups/membership-actions.ts';
import { canLead, isBanned, isMember } from '../groups/policy.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { expiry, InvitationModel, type InvitationRecord, invitationById, pendingInvitation } from './invitation.ts';
import { present } from './invitation-views.ts';
import { settlePending } from './join-request-settling.ts';

type Decision = InvitationDecision['decision'];
const OUTCOME = { accept: 'accepted', decline: 'declined', revoke: 'revoked' } as const;
type Outcome = (typeof OUTCOME)[Decision];

/**
 * Makes an invitation in the transaction at hand, which writes to the streams of the group's leaders and of both.
 * Whether the inviter may is decided before.
 * @throws AppError archived, already_member, banned, already_invited
 */
export async function makeInvitation(
  inviter: AccountRecord,
  group: GroupRecord,
  to: AccountRecord,
): Promise<Invitation> {
  const tie = await membershipOf(group._id, to._id);
  authorize(group.archivedAt === null, 'archived');
  authorize(!isMember(tie), 'already_member', 'They are in this group already.');
  authorize(!isBanned(tie), 'banned', 'They have been banned from this group.');
  authorize((await pendingInvitation(group._id, to._id)) === null, 'already_invited');
  const createdAt = new Date();
  const invitation: InvitationRecord = {
    _id: newId(),
    group: group._id,
    to: to._id,
    by: inviter._id,
    state: 'pending',
    createdAt,
    expiresAt: expiry(createdAt),
  };
  await InvitationModel.create([invitation]);
  const shown = await present(invitation);
  for (const stream of concerned(invitation)) append(stream, 'invitation.sent', presentActor(inviter), shown);
  return shown;
}

/**
 * Who was invited accepts or declines; who leads the group revokes. It happens once.
 * @throws AppError not_found, forbidden, already_decided, invitation_ended, archived, banned
 */
export async function decideInvitation(viewer: AccountRecord, id: string, decision: Decision): Promise<Invitation> {
  const _id = toId(id);
  const known = await invitationById(_id);
  return write([streamOf({ _id: known.group }), ...concerned(known)], async () => {
    const invitation = await invitationById(_id);
    await authorizeDecision(viewer, invitation, decision);
    refuseDecided(await present(invitation));
    if (decision === 'accept') await enter(viewer, invitation);
    return settle(viewer, invitation, OUTCOME[decision]);
  });
}

/**
 * Decides an invitation that waits and that something else has decided, in the transaction at hand: who was invited came in
 * another way, or was shut out.
 * @param by who did that. @returns which it was, if one waited
 */
export async function settleInvitation(
  by: AccountRecord,
  group: GroupRecord,
  to: ObjectId,
  outcome: Outcome,
): Promise<ObjectId | null> {
  const invitation = await pendingInvitation(group._id, to);
  if (invitation) await settle(by, invitation, outcome);
  return invitation?._id ?? null;
}

/** Lets an invitation wait again where what settled it is undone, as long as it is good. In the transaction at hand. */
export async function reopenInvitation(by: AccountRecord, id: ObjectId): Promise<void> {
  await settle(by, await invitationById(id), 'pending');
}

async function settle(
  by: AccountRecord,
  invitation: InvitationRecord,
  state: InvitationRecord['state'],
): Promise<Invitation> {
  await InvitationModel.updateOne({ _id: invitation._id }, { $set: { state } });
  const shown = await present({ ...invitation, state });
  const type = state === 'pending' ? 'invitation.reopened' : 'invitation.decided';
  for (const stream of concerned(invitation)) append(stream, type, presentActor(by), shown);
  return shown;
}

/** Others learn nothing of an invitation, not even that there is one. */
async function authorizeDecision(viewer: AccountRecord, { to, group }: InvitationRecord, decision: Decision) {
  const invited = to.equals(viewer._id);
  const leads = canLead(viewer, await membershipOf(group, viewer._id));
  authorize(invited || leads, 'not_found');
  authorize(decision === 'revoke' ? leads : invited);
}

function refuseDecided({ state }: Invitation): void {
  if (state === 'accepted' || state === 'declined') throw new AppError('already_decided');
  if (state !== 'pending') throw new AppError('invitation_ended');
}

async function enter(viewer: AccountRecord, { group: _id }: InvitationRecord): Promise<void> {
  const group = await groupById(_id);
  await admit(group, viewer, 0);
  await settlePending(viewer, group, viewer._id, 'approved');
}

/** The streams of all who hear of an invitation. */
const concerned = ({ group, to, by }: InvitationRecord): Stream[] => [
  leadersStream(group.toString()),
  accountStream(to.toString()),
  accountStream(by.toString()),
];
