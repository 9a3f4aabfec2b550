import { STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, accountByUsername } from '../accounts/account.ts';
import { canActOnAccount, isStaff } from '../accounts/policy.ts';
import type { ObjectId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { ownStream } from '../groups/membership-change.ts';
import { authorize, found } from '../lib/errors.ts';

/** Who acts, and on whose account: as they are inside the transaction. */
export type Ground = { viewer: AccountRecord; subject: AccountRecord };

/**
 * Something staff do about an account: it is told on the staff's stream and the account's own.
 * @param more where else it is told. @throws AppError forbidden, not_found (also for an account that was erased)
 */
export async function onAccount<Result>(
  viewer: AccountRecord,
  username: string,
  work: (ground: Ground) => Promise<Result>,
  more: Stream[] = [],
): Promise<Result> {
  authorize(isStaff(viewer));
  const known = found(await accountByUsername(username));
  return write([STAFF_STREAM, ownStream(known), ...more], async () => {
    const ground = { viewer: await present(viewer._id), subject: await present(known._id) };
    authorize(!ground.subject.erasedAt, 'not_found');
    authorize(canActOnAccount(ground.viewer, ground.subject));
    return work(ground);
  });
}

const present = async (id: ObjectId): Promise<AccountRecord> => found(await AccountModel.findById(id).lean());
