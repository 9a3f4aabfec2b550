import type { Act, AppealState } from '../../shared/acts.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { ActModel, type ActRecord } from '../acts/act.ts';
import { tellActs } from '../acts/keep-acts.ts';
import type { ObjectId } from '../db/id.ts';
import { authorize } from '../lib/errors.ts';
import { fileReport } from './filing.ts';

// In the transaction at hand.

/**
 * Puts the one appeal against an act into a queue: a group's, or staff's (null).
 * @throws AppError already_appealed
 */
export async function fileAppeal(
  subject: AccountRecord,
  act: ActRecord,
  group: ObjectId | null,
  message: string,
): Promise<Act> {
  authorize(act.appeal === 'none', 'already_appealed');
  const shown = await noteAppeal(subject, act, 'open');
  await fileReport(presentActor(subject), { kind: 'appeal', group, act: act._id, message });
  return shown;
}

/** Notes how an appeal stands with the act it is against. @param viewer who has sent or decided it. */
export async function noteAppeal(viewer: AccountRecord, act: ActRecord, appeal: AppealState): Promise<Act> {
  await ActModel.updateOne({ _id: act._id }, { $set: { appeal } });
  const [shown] = await tellActs('act.appealed', viewer, [{ ...act, appeal }]);
  return shown!;
}
