import { type AccountRecord, accountKey, presentActor } from '../accounts/account.ts';
import { newId } from '../db/id.ts';
import type { ApplicationRecord } from './application-record.ts';
import { tellListed, tellManagers } from './expert-presence.ts';
import { ExpertModel, type ExpertRecord } from './expert-record.ts';
import { verdictOn } from './judging.ts';
import type { PartnerRecord } from './partner.ts';
import { joinRotation } from './rotation.ts';

/**
 * Makes an applicant who has been selected an expert, in the transaction at hand: with a badge, in the directory, and in the rotation of
 * those who are featured.
 */
export async function listExpert(
  viewer: AccountRecord,
  partner: PartnerRecord,
  application: Pick<ApplicationRecord, 'headline'>,
  account: AccountRecord,
): Promise<ExpertRecord> {
  const now = new Date();
  const { qualification, due } = await verdictOn(partner, account._id, now);
  const fresh = { ...badge(partner, account, now), headline: application.headline, ...(due && { due }) };
  const expert: ExpertRecord = { ...fresh, ...(await joinRotation(partner, fresh)) };
  await ExpertModel.create([expert]);
  await tellListed(partner, expert);
  tellManagers(partner, expert, qualification, presentActor(viewer));
  return expert;
}

const badge = ({ _id: partner }: PartnerRecord, account: AccountRecord, now: Date): Omit<ExpertRecord, 'headline'> => ({
  _id: newId(),
  partner,
  account: account._id,
  username: account.username,
  usernameKey: account.usernameKey,
  displayName: account.displayName,
  nameKey: accountKey(account.displayName),
  state: 'active',
  live: true,
  since: now,
  changedAt: now,
  checkedAt: now,
  failing: [],
  reason: null,
  exposures: 0,
  round: 0,
  place: '',
});
