import type { Actor } from '../../shared/accounts.ts';
import { AccountModel, presentActor } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { found } from '../lib/errors.ts';
import { ApplicationModel } from './application-record.ts';
import { ExpertModel } from './expert-record.ts';
import { InterestModel } from './interest-record.ts';
import { ExpertInvitationModel } from './invitation-record.ts';
import { qualifications } from './judging.ts';
import { managersStreamOf, PartnerModel, type PartnerRecord } from './partner.ts';

/**
 * Tells the managers of each partner with which someone has something open whether they qualify now, in the transaction at hand: they
 * are interested, invited, have applied, or are an expert.
 */
export async function retellQualification(account: ObjectId): Promise<void> {
  const partners = await PartnerModel.find({ _id: { $in: await partnersDealingWith(account) } }).lean();
  if (partners.length === 0) return;
  const actor = presentActor(found(await AccountModel.findById(account).lean()));
  for (const partner of partners) await tellQualifications(partner, [actor]);
}

/** Tells a partner's managers whether these qualify, each as their own doing, in the transaction at hand. */
export async function tellQualifications(partner: PartnerRecord, people: Required<Actor>[]): Promise<void> {
  const qualified = await qualifications(
    partner,
    people.map(({ id }) => toId(id)),
  );
  for (const actor of people) {
    const data = { accountId: actor.id, qualification: found(qualified.get(actor.id)) };
    append(managersStreamOf(partner), 'qualification.changed', actor, data);
  }
}

/** One after another: nothing runs side by side in a transaction. */
async function partnersDealingWith(account: ObjectId): Promise<ObjectId[]> {
  return [
    ...(await InterestModel.distinct('partner', { account, withdrawn: false })),
    ...(await ExpertInvitationModel.distinct('partner', { account, state: 'pending' })),
    ...(await ApplicationModel.distinct('partner', { account, state: { $ne: 'withdrawn' } })),
    ...(await ExpertModel.distinct('partner', { account, live: true })),
  ];
}
