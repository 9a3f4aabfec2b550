import type { PartnerConsole, PartnerSettings } from '../../shared/partners/partners.ts';
import type { Viewer } from '../accounts/policy.ts';
import { headOf } from '../events/log.ts';
import { GroupModel, presentGroupRef } from '../groups/group.ts';
import { managing } from './managing.ts';
import { managersStreamOf, type PartnerRecord, presentFace } from './partner.ts';
import { personsById } from './person.ts';

/** How a partner is set up, for those who manage it. @throws AppError not_found, forbidden, own_dealings */
export async function readSettings(viewer: Viewer, slug: string): Promise<PartnerConsole> {
  const { _id } = await managing(viewer, slug);
  const head = await headOf(managersStreamOf({ _id }));
  return { ...(await presentSettings(await managing(viewer, slug))), head };
}

/** Managers and groups in the order in which they were named. */
export async function presentSettings(partner: PartnerRecord): Promise<PartnerSettings> {
  const people = await personsById(partner.managers);
  const groups = await GroupModel.find({ _id: { $in: partner.groups } }).lean();
  return {
    partner: presentFace(partner),
    managers: partner.managers.flatMap((id) => people.get(id.toString()) ?? []),
    groups: partner.groups.flatMap((id) => groups.filter(({ _id }) => _id.equals(id)).map(presentGroupRef)),
    featured: partner.featured,
    hours: partner.hours,
  };
}
