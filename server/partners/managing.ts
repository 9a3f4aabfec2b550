import type { Viewer } from '../accounts/policy.ts';
import type { ObjectId } from '../db/id.ts';
import { authorize } from '../lib/errors.ts';
import { ApplicationModel } from './application-record.ts';
import { type PartnerRecord, partnerBySlug } from './partner.ts';
import { canManage } from './policy.ts';

/** The partner at an address, for those who manage it. @throws AppError not_found, forbidden, own_dealings */
export async function managing(viewer: Viewer, slug: string): Promise<PartnerRecord> {
  const partner = await partnerBySlug(slug);
  await refuseOthers(viewer, partner);
  return partner;
}

/** @throws AppError forbidden, own_dealings */
export async function refuseOthers(viewer: Viewer, partner: PartnerRecord): Promise<void> {
  authorize(canManage(viewer, partner, false));
  authorize(canManage(viewer, partner, await isInvolved(viewer, partner)), 'own_dealings');
}

export const managesNow = async (viewer: Viewer, partner: PartnerRecord): Promise<boolean> =>
  canManage(viewer, partner, false) && canManage(viewer, partner, await isInvolved(viewer, partner));

/**
 * Whether someone has ever applied to a partner, also where they took it back: what was thought of them lies in the log of its managers
 * for good.
 */
export async function isInvolved(person: { _id: ObjectId }, partner: { _id: ObjectId }): Promise<boolean> {
  return (await ApplicationModel.exists({ partner: partner._id, account: person._id })) !== null;
}
