import { type AccountRecord, presentActor } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { AppError } from '../lib/errors.ts';
import { ExpertInvitationModel, type ExpertInvitationRecord } from './invitation-record.ts';
import { tellInvitation } from './invitation-views.ts';
import type { PartnerRecord } from './partner.ts';

/** The invitation by which someone applies, which thereby no longer waits. @throws AppError not_invited */
export async function useInvitation(viewer: AccountRecord, partner: PartnerRecord): Promise<ExpertInvitationRecord> {
  const used = await ExpertInvitationModel.findOneAndUpdate(
    { partner: partner._id, account: viewer._id, state: 'pending' },
    { $set: { state: 'applied' } },
    { returnDocument: 'after' },
  ).lean();
  if (!used) throw new AppError('not_invited');
  await tellInvitation(partner, used, presentActor(viewer));
  return used;
}

/** Makes it good again, for those who took their application back. */
export async function giveInvitationBack(
  viewer: AccountRecord,
  partner: PartnerRecord,
  invitation: ObjectId,
): Promise<void> {
  const given = await ExpertInvitationModel.findOneAndUpdate(
    { _id: invitation, state: 'applied' },
    { $set: { state: 'pending' } },
    { returnDocument: 'after' },
  ).lean();
  if (given) await tellInvitation(partner, given, presentActor(viewer));
}
