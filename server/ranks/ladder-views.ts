import { LADDERS_SHOWN, type LadderVersions } from '../../shared/ladder-versions.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { headOf } from '../events/log.ts';
import { authorize } from '../lib/errors.ts';
import { LadderModel, presentLadder } from './ladder.ts';
import { canDecideRanks } from './policy.ts';

/** The ladders there are and were, the latest first. @throws AppError forbidden */
export async function readLadderVersions(viewer: AccountRecord): Promise<LadderVersions> {
  authorize(canDecideRanks(viewer));
  const head = await headOf(STAFF_STREAM);
  const ladders = await LadderModel.find().sort({ _id: -1 }).limit(LADDERS_SHOWN).lean();
  return { items: ladders.map(presentLadder), next: null, head };
}
