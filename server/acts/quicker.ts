import type { ActKind } from '../../shared/acts.ts';
import { AppError } from '../lib/errors.ts';
import { ActModel, type ActRecord } from './act.ts';
import { presentAct } from './present.ts';

/**
 * Refuses what somebody else has done already, or what no longer fits what they have made of it, and says who, what and when.
 * @param where finds the acts on the thing in question. @throws AppError already_acted, with the act as `current`
 */
export async function refuseLate(where: Record<string, unknown>, kinds: ActKind[], detail: string): Promise<never> {
  const last = await ActModel.findOne({ ...where, kind: { $in: kinds } })
    .sort({ at: -1, _id: -1 })
    .lean<ActRecord>();
  const act = last && (await presentAct(last));
  const why = act?.reason ? `: “${act.reason}”` : '.';
  const who = act ? ` ${act.by.displayName} was quicker${why}` : '';
  throw new AppError('already_acted', `${detail}${who}`, { current: act ?? undefined });
}
