import type { AccountRecord } from '../accounts/account.ts';
import { authorize } from '../lib/errors.ts';
import { ApplicationModel } from './application-record.ts';
import { ExpertModel } from './expert-record.ts';
import { ExpertInvitationModel } from './invitation-record.ts';
import { managesNow } from './managing.ts';
import type { PartnerRecord } from './partner.ts';

/**
 * Refuses whoever is on their way to being a partner's expert already, or manages it. An application stands in the way whatever has
 * been thought of it, so that nobody can tell by this.
 * @throws AppError own_dealings, already_expert, already_applied, already_invited
 */
export async function refuseUnderWay(account: AccountRecord, partner: PartnerRecord): Promise<void> {
  const both = { partner: partner._id, account: account._id };
  authorize(!(await managesNow(account, partner)), 'own_dealings', 'Who manages a partner does not become its expert.');
  authorize(!(await ExpertModel.exists({ ...both, live: true })), 'already_expert');
  authorize(!(await ApplicationModel.exists({ ...both, state: { $ne: 'withdrawn' } })), 'already_applied');
  authorize(!(await ExpertInvitationModel.exists({ ...both, state: 'pending' })), 'already_invited');
}
