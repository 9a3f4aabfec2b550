import type { Actor } from '../../shared/accounts.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { append } from '../events/write.ts';
import { ApplicationModel, type ApplicationRecord, takenBack } from './application-record.ts';
import { tellApplication } from './application-views.ts';
import { ExpertModel } from './expert-record.ts';
import { endBadgesOf } from './expert-removal.ts';
import { InterestModel, type InterestRecord } from './interest-record.ts';
import { presentInterest } from './interest-views.ts';
import { ExpertInvitationModel, type ExpertInvitationRecord } from './invitation-record.ts';
import { tellInvitation } from './invitation-views.ts';
import { managersStreamOf, PartnerModel, type PartnerRecord, partnerById } from './partner.ts';
import { presentSettings } from './settings-views.ts';

/**
 * Ends all that is between partners and someone who is erased, in the transaction at hand: their badges are revoked, no directory has
 * them, and managers see that what waited waits no longer. What is kept of it goes later.
 * @param erased as they are called from now on.
 */
export async function departFromPartners(erased: AccountRecord): Promise<void> {
  const own = { account: erased._id };
  const actor = presentActor(erased);
  await renameBadges(erased);
  await endBadgesOf(erased._id);
  for (const application of await ApplicationModel.find({ ...own, state: { $ne: 'withdrawn' } }).lean())
    await endApplication(application, actor);
  for (const invitation of await ExpertInvitationModel.find({ ...own, state: 'pending' }).lean())
    await endInvitation(invitation, actor);
  for (const interest of await InterestModel.find({ ...own, withdrawn: false }).lean())
    await endInterest(interest, actor);
  for (const partner of await PartnerModel.find({ managers: erased._id }).lean())
    await endManaging(partner, erased, actor);
}

/** Whoever checks one of their badges finds that it was revoked, and not whose it was. */
async function renameBadges({ _id, username, usernameKey, displayName, nameKey }: AccountRecord): Promise<void> {
  const nameless = { username, usernameKey, displayName, nameKey, headline: '(erased)' };
  await ExpertModel.updateMany({ account: _id }, { $set: nameless });
}

async function endApplication(application: ApplicationRecord, actor: Actor): Promise<void> {
  const partner = await partnerById(application.partner);
  const ended = takenBack(application);
  await ApplicationModel.replaceOne({ _id: application._id }, ended);
  await tellApplication(partner, ended, actor);
}

async function endInvitation(invitation: ExpertInvitationRecord, actor: Actor): Promise<void> {
  const ended: ExpertInvitationRecord = { ...invitation, state: 'revoked' };
  await ExpertInvitationModel.replaceOne({ _id: invitation._id }, ended);
  await tellInvitation(await partnerById(invitation.partner), ended, actor);
}

async function endInterest(interest: InterestRecord, actor: Actor): Promise<void> {
  const partner = await partnerById(interest.partner);
  const ended: InterestRecord = { ...interest, message: '', withdrawn: true };
  await InterestModel.replaceOne({ _id: interest._id }, ended);
  append(managersStreamOf(partner), 'interest.changed', actor, await presentInterest(partner, ended));
}

async function endManaging(partner: PartnerRecord, { _id }: AccountRecord, actor: Actor): Promise<void> {
  const managers = partner.managers.filter((manager) => !manager.equals(_id));
  await PartnerModel.updateOne({ _id: partner._id }, { $set: { managers } });
  const settings = await presentSettings({ ...partner, managers });
  append(managersStreamOf(partner), 'settings.changed', actor, settings);
}
