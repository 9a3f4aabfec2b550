import type { Logger } from '../lib/log.ts';
import { evaluate } from './evaluate.ts';
import { StandingModel } from './standing.ts';

const BATCH = 500;

/** Evaluates the members whose time has come, and reads no others: an index holds those who have a time. */
export async function evaluateDue(log: Logger, now = new Date()): Promise<void> {
  const due = await StandingModel.find({ dueAt: { $lte: now } }, { _id: 1 })
    .sort({ dueAt: 1 })
    .limit(BATCH)
    .lean();
  for (const { _id } of due)
    await evaluate(_id, now).catch((error) => log.error({ err: error }, 'a rank was not evaluated'));
}
