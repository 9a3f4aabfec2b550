import { asAppError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import { evaluate } from './evaluate.ts';
import { StandingModel } from './standing.ts';

const BATCH = 100;

/**
 * Evaluates the members whose time has come, the longest due first, and reads no others: an index holds those who have a
 * time. One who cannot be evaluated is passed over until the next time; while the store is away all are.
 * @param goesOn asked before each.
 */
export async function evaluateDue(log: Logger, now = new Date(), goesOn: () => boolean = () => true): Promise<void> {
  for await (const { _id } of due(now).cursor({ batchSize: BATCH })) {
    if (!goesOn()) return;
    await evaluate(_id, now).catch((error) => {
      if (asAppError(error).code === 'busy') throw error;
      log.error({ err: error, account: _id.toString() }, 'a rank was not evaluated');
    });
  }
}

/** Whose time has come, the longest due first. The index is used where the type is named as it is there. */
export const due = (now: Date) =>
  StandingModel.find({ dueAt: { $lte: now, $type: 'date' } }, { _id: 1 })
    .sort({ dueAt: 1 })
    .lean();
