import type { ManagedExpert, ManagedExperts, ManagedExpertsQuery } from '../../shared/partners/experts.ts';
import type { Qualification } from '../../shared/partners/qualification.ts';
import type { Viewer } from '../accounts/policy.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { ExpertModel, type ExpertRecord, presentHolder } from './expert-record.ts';
import { qualifications } from './judging.ts';
import { managing } from './managing.ts';
import { managersStreamOf } from './partner.ts';

/** A partner's experts in one state, with whom something changed last first. @throws AppError not_found, forbidden, own_dealings */
export async function readManagedExperts(
  viewer: Viewer,
  slug: string,
  { state, cursor, limit }: ManagedExpertsQuery,
): Promise<ManagedExperts> {
  const partner = await managing(viewer, slug);
  const head = await headOf(managersStreamOf(partner));
  const experts = await ExpertModel.find({
    partner: partner._id,
    state,
    ...beyond('changedAt', 'descending', cursor),
  })
    .sort({ changedAt: -1, _id: -1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(experts, limit, ({ changedAt, _id }) => ({ at: changedAt, id: _id.toString() }));
  const accounts = page.map(({ account }) => account);
  const qualified = await qualifications(partner, accounts);
  const items = page.map((expert) => presentManagedExpert(expert, found(qualified.get(expert.account.toString()))));
  return { items, next, head };
}

/** As the partner's managers see them. */
export const presentManagedExpert = (expert: ExpertRecord, qualification: Qualification): ManagedExpert => ({
  id: expert._id.toString(),
  person: presentHolder(expert),
  headline: expert.headline,
  state: expert.state,
  since: expert.since.toISOString(),
  changedAt: expert.changedAt.toISOString(),
  exposures: expert.exposures,
  qualification,
  reason: expert.reason,
});
