import { isStaff, type Viewer } from '../accounts/policy.ts';
import type { PartnerRecord } from './partner.ts';

/** Staff make partners and say who manages them. */
export const canMakePartners = isStaff;

/** Staff let services in that speak for the marketplace. */
export const canLetServicesIn = isStaff;

/**
 * Whether someone manages a partner: those it has named, and staff. Nobody does who is or would be its expert, so that no one decides
 * about themselves, or sees what is thought of them.
 * @param involved whether they have applied, or are an expert.
 */
export const canManage = (viewer: Viewer, partner: Pick<PartnerRecord, 'managers'>, involved: boolean): boolean =>
  !involved && (isStaff(viewer) || isNamedManager(viewer, partner));

export const isNamedManager = ({ _id }: Pick<Viewer, '_id'>, { managers }: Pick<PartnerRecord, 'managers'>): boolean =>
  managers.some((manager) => manager.equals(_id));
