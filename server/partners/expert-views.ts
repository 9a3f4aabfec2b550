import type { ManagedExpert } from '../../shared/partners/experts.ts';
import type { Qualification } from '../../shared/partners/qualification.ts';
import type { ExpertRecord } from './expert-record.ts';

/** As the partner's managers see them. */
export const presentManagedExpert = (expert: ExpertRecord, qualification: Qualification): ManagedExpert => ({
  id: expert._id.toString(),
  person: { id: expert.account.toString(), username: expert.username, displayName: expert.displayName },
  headline: expert.headline,
  state: expert.state,
  since: expert.since.toISOString(),
  changedAt: expert.changedAt.toISOString(),
  exposures: expert.exposures,
  qualification,
  reason: expert.reason,
});
