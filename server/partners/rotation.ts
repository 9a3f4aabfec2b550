import { createHash } from 'node:crypto';
import type { ObjectId } from '../db/id.ts';
import { ExpertModel, type ExpertRecord } from './expert-record.ts';

/**
 * The order in which a partner's experts are featured. `round` says how many rotations someone has been through, as they count here;
 * whoever is in the lowest comes next, in the order of their places. So of those in the directory no one is ever more than one ahead.
 */
export type Turn = Pick<ExpertRecord, 'round' | 'place'>;

/** Someone’s turn as they come into the directory, or come back: to be asked in the transaction in which they do, before they are active. */
export async function joinRotation(
  partner: { _id: ObjectId },
  expert: Pick<ExpertRecord, '_id' | 'account' | 'round'>,
): Promise<Turn> {
  const lowest = await lowestRound(partner);
  const before = await ExpertModel.findOne({ account: expert.account, partner: partner._id }, { round: 1 })
    .sort({ round: -1 })
    .lean();
  return turn(expert._id, roundOnJoining(Math.max(expert.round, before?.round ?? 0), lowest));
}

/** The round the rotation is in; null while there is nobody. */
export async function lowestRound(partner: { _id: ObjectId }): Promise<number | null> {
  const first = await ExpertModel.findOne({ partner: partner._id, state: 'active' }, { round: 1 })
    .sort({ round: 1, place: 1, _id: 1 })
    .lean();
  return first?.round ?? null;
}

/**
 * Newcomers begin where the rotation is, and are not shown more than others to catch up. Whoever had their turn in it before they went
 * has had it when they come back.
 * @param own the round they were in, 0 for newcomers. @param lowest the one the rotation is in; null: nobody is there.
 */
export function roundOnJoining(own: number, lowest: number | null): number {
  if (lowest === null) return own;
  return own <= lowest ? lowest : lowest + 1;
}

/**
 * Someone's turn in a round. Places are as good as drawn by lot, anew for each round, and are the same whoever works them out: nobody
 * can choose theirs.
 */
export const turn = (expert: ObjectId, round: number): Turn => ({
  round,
  place: createHash('sha256').update(`${expert.toString()}:${round}`).digest('hex').slice(0, 16),
});
