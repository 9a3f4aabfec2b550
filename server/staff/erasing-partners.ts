import { ApplicationModel } from '../partners/application-record.ts';
import { EvidenceModel } from '../partners/evidence-record.ts';
import { FactsModel } from '../partners/facts-record.ts';
import { InterestModel } from '../partners/interest-record.ts';
import { ExpertInvitationModel } from '../partners/invitation-record.ts';
import type { ErasureRecord } from './erasure.ts';

/**
 * What partners were told of them, and what they have handed in. That badges were revoked stays, and so does what they wrote as a partner's
 * manager, in its name.
 */
export async function eraseDealings({ _id: account }: ErasureRecord): Promise<null> {
  await FactsModel.deleteMany({ _id: account });
  await InterestModel.deleteMany({ account });
  await ApplicationModel.deleteMany({ account });
  await EvidenceModel.deleteMany({ owner: account });
  await ExpertInvitationModel.deleteMany({ account });
  return null;
}
