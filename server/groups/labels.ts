import type { Role } from '../../shared/accounts.ts';
import { accountStream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import { canAssignRole } from '../accounts/policy.ts';
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
  const streams = [accountStream(_id.toString()), ...(await groupStreamsOf(_id))];
  await write(streams, async () => {
    const account = found(
      await AccountModel.findOneAndUpdate({ _id }, { $set: changes }, { returnDocument: 'after' }).lean(),
    );
    const { displayName, role } = account;
    const actor = viewer._id.equals(_id) ? presentActor(account) : presentActor(viewer);
    for (const stream of streams)
      append(stream, 'member.updated', actor, { accountId: _id.toString(), displayName, role });
  });
}
