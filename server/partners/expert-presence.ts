import type { Actor } from '../../shared/accounts.ts';
import type { Qualification } from '../../shared/partners/qualification.ts';
import { append } from '../events/write.ts';
import { type ExpertRecord, presentExpert, presentHolder } from './expert-record.ts';
import { presentManagedExpert } from './expert-views.ts';
import { managersStreamOf, PartnerModel, type PartnerRecord, streamOf } from './partner.ts';

// All of it belongs into the transaction in which someone comes into a directory or goes out of it. Whoever reads the directory is not told
// by whom: going of one's own accord, being removed and a lapse look alike.

/** Tells everyone that someone is in the directory from now on. */
export async function tellListed(partner: PartnerRecord, expert: ExpertRecord): Promise<void> {
  const experts = await count(partner, 1);
  append(streamOf(partner), 'expert.listed', presentHolder(expert), { expert: presentExpert(expert), experts });
}

/** Tells everyone that someone is not in the directory any more. */
export async function tellUnlisted(partner: PartnerRecord, expert: ExpertRecord): Promise<void> {
  const experts = await count(partner, -1);
  append(streamOf(partner), 'expert.unlisted', presentHolder(expert), { expertId: expert._id.toString(), experts });
}

/** Tells the partner's managers how it is with someone now. */
export function tellManagers(
  partner: PartnerRecord,
  expert: ExpertRecord,
  qualification: Qualification,
  actor: Actor,
): void {
  append(managersStreamOf(partner), 'expert.changed', actor, presentManagedExpert(expert, qualification));
}

/** @returns how many are in the directory then. */
async function count({ _id }: PartnerRecord, change: 1 | -1): Promise<number> {
  const partner = await PartnerModel.findOneAndUpdate(
    { _id },
    { $inc: { experts: change } },
    { returnDocument: 'after' },
  ).lean();
  return partner!.experts;
}
