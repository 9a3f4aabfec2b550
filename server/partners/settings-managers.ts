import type { PartnerSettings } from '../../shared/partners/partners.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { append, write } from '../events/write.ts';
import { authorize, found } from '../lib/errors.ts';
import { tellDealing } from './dealing.ts';
import { isInvolved } from './managing.ts';
import { managersStreamOf, type PartnerRecord, partnerBySlug, streamOf } from './partner.ts';
import { presentPerson } from './person.ts';
import { canMakePartners, isNamedManager } from './policy.ts';
import { ofPartner } from './settings-actions.ts';

/** How many may manage a partner. */
const MANAGERS = 50;

/**
 * Lets someone manage a partner. Who manages it already does so further.
 * @throws AppError forbidden, not_found, own_dealings where they have ever applied to it, or where the one who asks has; limit_reached
 */
export function appointManager(viewer: AccountRecord, slug: string, username: string): Promise<PartnerSettings> {
  return ofManager(viewer, slug, username, async (partner, account) => {
    if (isNamedManager(account, partner)) return partner.managers;
    authorize(!account.erasedAt, 'not_found');
    authorize(!(await isInvolved(account, partner)), 'own_dealings', 'They have applied to be an expert themselves.');
    authorize(partner.managers.length < MANAGERS, 'limit_reached');
    const managers = [...partner.managers, account._id];
    await tellDealing({ ...partner, managers }, account, presentActor(viewer), 'manager');
    return managers;
  });
}

/** Lets someone manage a partner no longer: their sockets leave its managers' stream. @throws AppError forbidden, not_found, own_dealings */
export function dismissManager(viewer: AccountRecord, slug: string, username: string): Promise<PartnerSettings> {
  return ofManager(viewer, slug, username, async (partner, account) => {
    if (!isNamedManager(account, partner)) return partner.managers;
    const managers = partner.managers.filter((id) => !id.equals(account._id));
    const actor = presentActor(viewer);
    // Before what is told to those who stay. Staff go on managing as staff.
    if (!isStaff(account)) {
      const data = { accountId: account._id.toString(), person: presentPerson(account) };
      append(managersStreamOf(partner), 'manager.ended', actor, data);
    }
    await tellDealing({ ...partner, managers }, account, actor, 'no manager');
    return managers;
  });
}

/** @param work says who manages the partner then. */
async function ofManager(
  viewer: AccountRecord,
  slug: string,
  username: string,
  work: (partner: PartnerRecord, account: AccountRecord) => Promise<PartnerRecord['managers']>,
): Promise<PartnerSettings> {
  authorize(canMakePartners(viewer));
  const known = await partnerBySlug(slug);
  const { _id } = found(await accountByUsername(username));
  return write([streamOf(known), managersStreamOf(known), accountStream(_id.toString())], () =>
    ofPartner(viewer, slug, async (partner) => {
      const account = found(await accountByUsername(username));
      return { managers: await work(partner, account) };
    }),
  );
}
