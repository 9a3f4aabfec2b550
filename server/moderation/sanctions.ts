import type { NewSanction, Sanction } from '../../shared/sanctions.ts';
import { type AccountRecord, accountByUsername } from '../accounts/account.ts';
import { toId } from '../db/id.ts';
import { type GroupRecord, groupById } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { canLead } from '../groups/policy.ts';
import { leadingBySlug } from '../groups/readable.ts';
import { isOver, SanctionModel, type SanctionRecord, sanctionInForce } from '../groups/sanction.ts';
import { presentSanction } from '../groups/sanction-views.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { act } from './acting.ts';

/**
 * Mutes or bans, in the place of what is in force now. @throws AppError as the acts of that kind do, invalid_request
 */
export async function imposeSanction(viewer: AccountRecord, slug: string, input: NewSanction): Promise<Sanction> {
  const { group } = await leadingBySlug(viewer, slug);
  const subject = found(await accountByUsername(input.username), 'There is no member of that name.');
  const replaces = (await sanctionInForce(group._id, subject._id, input.kind))?._id.toString();
  const { acts } = await act(viewer, slug, { ...input, replaces } as Parameters<typeof act>[2]);
  const by = { group: group._id, account: subject._id, act: toId(acts[0]!.id) };
  return present(await SanctionModel.findOne(by).lean(), group);
}

/** Takes a sanction back. @throws AppError not_found to all others, forbidden, already_decided where it is over */
export async function liftSanction(
  viewer: AccountRecord,
  sanctionId: string,
  reason = 'Taken back',
): Promise<Sanction> {
  const known = found(await SanctionModel.findById(toId(sanctionId)).lean());
  const group = await groupById(known.group);
  authorize(canLead(viewer, await membershipOf(group._id, viewer._id)), 'not_found');
  authorize(viewer.role === 'staff' || !known.byStaff);
  if (isOver(known))
    throw new AppError('already_decided', 'This has been taken back already, or replaced, or is over.');
  await act(viewer, group.slug, { kind: 'lift', sanctionId, reason });
  return present(await SanctionModel.findById(known._id).lean(), group);
}

const present = (sanction: SanctionRecord | null, group: GroupRecord): Promise<Sanction> =>
  presentSanction(found(sanction), group);
