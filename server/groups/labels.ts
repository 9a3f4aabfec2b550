import type { Role } from '../../shared/accounts.ts';
import { accountStream, STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import {
  AccountModel,
  type AccountRecord,
  accountByUsername,
  accountKey,
  presentActor,
  presentMember,
} from '../accounts/account.ts';
import { canAssignRole, isStaff } from '../accounts/policy.ts';
import { append, write } from '../events/write.ts';
import { authorize, found } from '../lib/errors.ts';
import { groupStreamsOf } from './membership.ts';

export async function changeDisplayName(viewer: AccountRecord, displayName: string): Promise<void> {
  await relabel(viewer, viewer, { displayName });
}

/** Gives a member a role on the site, or takes it. @throws AppError forbidden, not_found */
export async function assignRole(viewer: AccountRecord, username: string, role: Role): Promise<void> {
  const subject = found(await accountByUsername(username));
  authorize(canAssignRole(viewer, subject));
  await relabel(viewer, subject, { role });
}

/** A member's name stands on their posts in every group of theirs: all of them hear of a change. */
async function relabel(viewer: AccountRecord, { _id }: AccountRecord, changes: { displayName?: string; role?: Role }) {
  const own = accountStream(_id.toString());
  const streams = [own, ...(await groupStreamsOf(_id))];
  const told: Stream[] = changes.role ? [...streams, STAFF_STREAM] : streams;
  await write(told, async () => {
    const nameKey = changes.displayName && { nameKey: accountKey(changes.displayName) };
    const there = { _id, erasedAt: null };
    const before = found(await AccountModel.findOneAndUpdate(there, { $set: { ...changes, ...nameKey } }).lean());
    const account = { ...before, ...changes };
    const { displayName, role } = account;
    const actor = viewer._id.equals(_id) ? presentActor(account) : presentActor(viewer);
    for (const stream of streams)
      append(stream, 'member.updated', actor, { accountId: _id.toString(), displayName, role });
    if (role !== before.role) append(own, 'role.changed', actor, { role });
    if (role !== before.role)
      append(STAFF_STREAM, 'role.assigned', actor, { member: presentMember(account), from: before.role });
    if (isStaff(before) && !isStaff(account)) append(STAFF_STREAM, 'staff.ended', actor, { accountId: _id.toString() });
  });
}
