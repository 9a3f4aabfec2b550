import type { Act } from '../../shared/acts.ts';
import { APPEAL_DAYS, isAppealable } from '../../shared/appeals.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { type ActRecord, actById } from '../acts/act.ts';
import { streamsOf } from '../acts/keep-acts.ts';
import { presentAct } from '../acts/present.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { MembershipModel } from '../groups/membership.ts';
import { daysFrom } from '../lib/days.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { fileAppeal } from '../reports/appeal.ts';
import { queueStream } from '../reports/filing.ts';

/**
 * Asks for a second look at what someone has done about the viewer. They need not be inside the group any more: it is about what
 * they know already.
 * @throws AppError not_found (also for all others), forbidden, already_acted where it was undone, already_appealed
 */
export async function appeal(viewer: AccountRecord, actId: string, message: string): Promise<Act> {
  const known = await actById(toId(actId));
  authorize(known.subject?.equals(viewer._id), 'not_found');
  const streams = [queueStream({ group: await queueOf(known) }), ...streamsOf(known)];
  return write(streams, async () => {
    const act = await actById(known._id);
    await refuseAppeal(viewer, act);
    return fileAppeal(viewer, act, await queueOf(act), message);
  });
}

async function refuseAppeal(viewer: AccountRecord, act: ActRecord): Promise<void> {
  const against = isAppealable(act.kind) && !act.by.equals(viewer._id);
  authorize(against, 'forbidden', 'There is nothing in this to appeal against.');
  const late = act.at < daysFrom(new Date(), -APPEAL_DAYS);
  authorize(!late, 'forbidden', `One can appeal within ${APPEAL_DAYS} days.`);
  if (act.undone)
    throw new AppError('already_acted', 'This was taken back already.', { current: await presentAct(act) });
}

/** Say of staff: leaders cannot take back what they did. */
const STAFF = 2;

/** Where an appeal waits: in the group, or for staff (null) where they did it, or nobody but who did it leads the group. */
async function queueOf({ group, by, say }: ActRecord): Promise<ObjectId | null> {
  if (!group || say >= STAFF) return null;
  const other = await MembershipModel.exists({ group, role: 'leader', state: 'active', account: { $ne: by } });
  return other ? group : null;
}
