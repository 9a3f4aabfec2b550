import type { PartnerCards, PartnerPage, StaffPartners } from '../../shared/partners/partners.ts';
import type { PageQuery } from '../../shared/values.ts';
import type { Viewer } from '../accounts/policy.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { cut } from '../lib/cursor.ts';
import { authorize } from '../lib/errors.ts';
import { PartnerModel, partnerBySlug, presentCard, presentFace, streamOf } from './partner.ts';
import { personsById } from './person.ts';
import { canMakePartners } from './policy.ts';

/** The partners there are, those that came first at the top; archived ones are left out. */
export async function readPartners(query: PageQuery): Promise<PartnerCards> {
  const { page, next } = await partnersWhere({ archivedAt: null }, query);
  return { items: page.map(presentCard), next };
}

/** All partners, archived ones too, with who manages them. @throws AppError forbidden */
export async function readAllPartners(viewer: Viewer, query: PageQuery): Promise<StaffPartners> {
  authorize(canMakePartners(viewer));
  const { page, next } = await partnersWhere({}, query);
  const people = await personsById(page.flatMap(({ managers }) => managers));
  const items = page.map((partner) => ({
    ...presentCard(partner),
    archivedAt: partner.archivedAt?.toISOString() ?? null,
    managers: partner.managers.flatMap((id) => people.get(id.toString()) ?? []),
  }));
  return { items, next };
}

async function partnersWhere(narrowed: { archivedAt?: null }, { cursor, limit }: PageQuery) {
  const partners = await PartnerModel.find({ ...narrowed, ...beyond('createdAt', 'ascending', cursor) })
    .sort({ createdAt: 1, _id: 1 })
    .limit(limit + 1)
    .lean();
  return cut(partners, limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
}

/** @throws AppError not_found */
export async function readPartner(slug: string): Promise<PartnerPage> {
  const { _id } = await partnerBySlug(slug);
  const head = await headOf(streamOf({ _id }));
  return { ...presentFace(await partnerBySlug(slug)), head };
}
