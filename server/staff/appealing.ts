import type { SuspensionAppeal } from '../../shared/staff.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { AccountModel } from '../accounts/account.ts';
import { identify } from '../accounts/actions.ts';
import { suspensionOf } from '../accounts/suspension.ts';
import { actById } from '../acts/act.ts';
import { write } from '../events/write.ts';
import { ownStream } from '../groups/membership-change.ts';
import { found } from '../lib/errors.ts';
import { fileAppeal } from '../reports/appeal.ts';

/**
 * The one appeal of someone who is suspended, into the staff's queue. They cannot sign in, so it is signed with their password.
 * @throws AppError wrong_credentials, not_found where they are not suspended, already_appealed
 */
export async function appealSuspension({ message, ...credentials }: SuspensionAppeal): Promise<void> {
  const known = await identify(credentials);
  await write([STAFF_STREAM, ownStream(known)], async () => {
    const account = found(await AccountModel.findById(known._id).lean());
    const suspension = found(suspensionOf(account), 'This account is not suspended.');
    await fileAppeal(account, await actById(suspension.act), null, message);
  });
}
