import type { Actor } from '../../shared/accounts.ts';
import type { ExpertInvitation, ExpertInvitations } from '../../shared/partners/inviting.ts';
import type { PageQuery } from '../../shared/values.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { headOf } from '../events/log.ts';
import { append } from '../events/write.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { ExpertInvitationModel, type ExpertInvitationRecord } from './invitation-record.ts';
import { qualifications } from './judging.ts';
import { managing } from './managing.ts';
import { managersStreamOf, type PartnerRecord } from './partner.ts';
import { personsById } from './person.ts';

/** A partner's invitations that wait for an answer, the latest first. @throws AppError not_found, forbidden, own_dealings */
export async function readExpertInvitations(
  viewer: AccountRecord,
  slug: string,
  { cursor, limit }: PageQuery,
): Promise<ExpertInvitations> {
  const partner = await managing(viewer, slug);
  const head = await headOf(managersStreamOf(partner));
  const narrowed = { partner: partner._id, state: 'pending' as const, ...beyond('at', 'descending', cursor) };
  const invitations = await ExpertInvitationModel.find(narrowed)
    .sort({ at: -1, _id: -1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(invitations, limit, ({ at, _id }) => ({ at, id: _id.toString() }));
  return { items: await presentInvitations(partner, page), next, head };
}

/** Tells a partner's managers how an invitation stands, in the transaction at hand. */
export async function tellInvitation(
  partner: PartnerRecord,
  invitation: ExpertInvitationRecord,
  actor: Actor,
): Promise<ExpertInvitation> {
  const shown = (await presentInvitations(partner, [invitation]))[0]!;
  append(managersStreamOf(partner), 'expert_invitation.changed', actor, shown);
  return shown;
}

async function presentInvitations(
  partner: PartnerRecord,
  invitations: ExpertInvitationRecord[],
): Promise<ExpertInvitation[]> {
  const accounts = invitations.map(({ account }) => account);
  const people = await personsById([...accounts, ...invitations.map(({ by }) => by)]);
  const qualified = await qualifications(partner, accounts);
  return invitations.map(({ _id, account, by, from, message, state, at }) => ({
    id: _id.toString(),
    to: found(people.get(account.toString())),
    by: found(people.get(by.toString())),
    from,
    message,
    state,
    at: at.toISOString(),
    qualification: found(qualified.get(account.toString())),
  }));
}
