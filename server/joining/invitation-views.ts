import type { Member } from '../../shared/accounts.ts';
import type { Invitation, InvitationQuery, Invitations } from '../../shared/joining.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import type { ObjectId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { GroupModel, type GroupRecord, leadersStreamOf, presentGroupRef } from '../groups/group.ts';
import { leadingBySlug } from '../groups/readable.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { InvitationModel, type InvitationRecord, inState, stateOf } from './invitation.ts';

/** A group's invitations, the latest first; for those who lead it. @throws AppError not_found, forbidden */
export async function readInvitations(
  viewer: AccountRecord,
  slug: string,
  { cursor, limit, state }: InvitationQuery,
): Promise<Invitations> {
  const { group } = await leadingBySlug(viewer, slug);
  const head = await headOf(leadersStreamOf(group));
  const narrowed = [{ group: group._id }, state ? inState(state) : {}, beyond('createdAt', 'descending', cursor)];
  const invitations = await InvitationModel.find({ $and: narrowed })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit + 1)
    .lean();
  const { page, next } = cut(invitations, limit, ({ createdAt, _id }) => ({ at: createdAt, id: _id.toString() }));
  const shown = await presentInvitations(page);
  return { items: page.map(({ _id }) => shown.get(_id.toString())!), next, head };
}

/** These invitations as they stand now, by id. */
export async function invitationsById(ids: ObjectId[]): Promise<Map<string, Invitation>> {
  if (ids.length === 0) return new Map();
  return presentInvitations(await InvitationModel.find({ _id: { $in: ids } }).lean());
}

export async function present(invitation: InvitationRecord): Promise<Invitation> {
  return found((await presentInvitations([invitation])).get(invitation._id.toString()));
}

async function presentInvitations(records: InvitationRecord[]): Promise<Map<string, Invitation>> {
  const members = await membersById(records.flatMap(({ to, by }) => [to, by]));
  const groups = await GroupModel.find({ _id: { $in: records.map(({ group }) => group) } }).lean();
  const groupBy = new Map(groups.map((group) => [group._id.toString(), group]));
  return new Map(
    records.map((record) => [
      record._id.toString(),
      presentInvitation(record, groupBy.get(record.group.toString())!, members),
    ]),
  );
}

/** Of a group, an invitation tells what is told to everyone. */
function presentInvitation(record: InvitationRecord, group: GroupRecord, members: Map<string, Member>): Invitation {
  const { access, description } = group;
  return {
    id: record._id.toString(),
    group: { ...presentGroupRef(group), access, description },
    to: found(members.get(record.to.toString())),
    by: found(members.get(record.by.toString())),
    state: stateOf(record),
    createdAt: record.createdAt.toISOString(),
    expiresAt: record.expiresAt.toISOString(),
  };
}
