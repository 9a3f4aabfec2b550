import type { PartnerCards, PartnerPage } from '../../shared/partners/partners.ts';
import type { PageQuery } from '../../shared/values.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { cut } from '../lib/cursor.ts';
import { PartnerModel, partnerBySlug, presentCard, presentFace, streamOf } from './partner.ts';

/** The partners there are, those that came first at the top; archived ones are left out. */
export async function readPartners({ cursor, limit }: PageQuery): Promise<PartnerCards> {
  const partners = await PartnerModel.find({ archivedAt: null, ...beyond('createdAt', 'ascending', cursor) })
    .sort({ createdAt: 1, _id: 1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(partners, limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  return { items: page.map(presentCard), next };
}

/** @throws AppError not_found */
export async function readPartner(slug: string): Promise<PartnerPage> {
  const { _id } = await partnerBySlug(slug);
  const head = await headOf(streamOf({ _id }));
  return { ...presentFace(await partnerBySlug(slug)), head };
}
