import type { ExpertInvitation, ExpertInvitationState, NewExpertInvitation } from '../../shared/partners/inviting.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { newId, type ObjectId, toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { sendMail } from '../mail/send.ts';
import { refuseUnderWay } from './candidacy.ts';
import { tellDealing } from './dealing.ts';
import { ExpertInvitationModel, type ExpertInvitationRecord } from './invitation-record.ts';
import { tellInvitation } from './invitation-views.ts';
import { managesNow, managing } from './managing.ts';
import { managersStreamOf, type PartnerRecord, partnerById, refuseArchived } from './partner.ts';
import { isNamedManager } from './policy.ts';

/**
 * Invites someone to apply: for the partner where one of its managers does, for the site where its staff do. It is what opens applying.
 * @throws AppError not_found, forbidden, own_dealings, archived, already_expert, already_applied, already_invited
 */
export async function inviteExpert(
  viewer: AccountRecord,
  slug: string,
  { username, message = '' }: NewExpertInvitation,
): Promise<ExpertInvitation> {
  const known = await managing(viewer, slug);
  const { _id } = await inviteeCalled(username);
  return refusingInvited(() =>
    write([managersStreamOf(known), accountStream(_id.toString())], async () => {
      const partner = await managing(viewer, slug);
      const account = await inviteeCalled(username);
      refuseArchived(partner);
      await refuseUnderWay(account, partner);
      const from = isNamedManager(viewer, partner) ? 'partner' : 'staff';
      const invitation = newInvitation(partner, account, viewer, from, message);
      await ExpertInvitationModel.create([invitation]);
      await tellDealing(partner, account, presentActor(viewer), 'invited');
      await mail(partner, account, invitation);
      return tellInvitation(partner, invitation, presentActor(viewer));
    }),
  );
}

/**
 * Who was invited declines; who manages the partner revokes. Applying is what accepts. It answers nothing: what managers see of an
 * invitation is not for who was invited.
 * @throws AppError not_found, forbidden, already_decided, invitation_ended
 */
export async function decideExpertInvitation(
  viewer: AccountRecord,
  id: string,
  decision: 'decline' | 'revoke',
): Promise<void> {
  const known = await invitationById(toId(id));
  const streams = [managersStreamOf({ _id: known.partner }), accountStream(known.account.toString())];
  await write(streams, async () => {
    const invitation = await invitationById(known._id);
    const partner = await partnerById(invitation.partner);
    const invited = invitation.account.equals(viewer._id);
    const manages = await managesNow(viewer, partner);
    authorize(invited || manages, 'not_found');
    authorize(decision === 'revoke' ? manages : invited);
    refuseDecided(invitation.state);
    const state = decision === 'revoke' ? 'revoked' : 'declined';
    await ExpertInvitationModel.updateOne({ _id: invitation._id }, { $set: { state } });
    await tellInvitation(partner, { ...invitation, state }, presentActor(viewer));
    await tellDealing(partner, { _id: invitation.account }, presentActor(viewer), 'uninvited');
  });
}

const invitationById = async (id: ObjectId) => found(await ExpertInvitationModel.findById(id).lean());

async function inviteeCalled(username: string): Promise<AccountRecord> {
  const account = found(await accountByUsername(username), `There is nobody called ${username}.`);
  authorize(!account.erasedAt, 'not_found');
  return account;
}

const newInvitation = (
  partner: PartnerRecord,
  account: AccountRecord,
  by: AccountRecord,
  from: ExpertInvitationRecord['from'],
  message: string,
): ExpertInvitationRecord => ({
  _id: newId(),
  partner: partner._id,
  account: account._id,
  by: by._id,
  from,
  message,
  state: 'pending',
  at: new Date(),
});

function refuseDecided(state: ExpertInvitationState): void {
  authorize(state !== 'revoked', 'invitation_ended');
  authorize(state === 'pending', 'already_decided');
}

async function mail(
  partner: PartnerRecord,
  account: AccountRecord,
  { from, message }: ExpertInvitationRecord,
): Promise<void> {
  const inviter = from === 'partner' ? partner.name : 'The staff of this site';
  await sendMail({
    account,
    kind: 'invitation',
    subject: `You are invited to become an expert of ${partner.name}`,
    paragraphs: [
      `${inviter} would like you to apply to be one of the experts of ${partner.name}.`,
      ...(message ? [message] : []),
      'Their page says what they ask for.',
    ],
    link: { text: 'Look at it, and apply', path: `/partners/${partner.slug}` },
  });
}

/** @throws AppError already_invited for what the store says when two invite someone at once. */
async function refusingInvited<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!duplicateOf(error)) throw error;
    throw new AppError('already_invited');
  }
}
