import type { ObjectId } from '../db/id.ts';
import { recheck } from './rechecking.ts';
import { retellQualification } from './retelling.ts';

/**
 * In the transaction of whatever someone is judged by everywhere: a fact, a suspension. Their badges rest or are good again at once,
 * and the managers of all partners they deal with see how they stand.
 */
export async function judgeAnew(account: ObjectId, now: Date): Promise<void> {
  await recheck(account, now);
  await retellQualification(account);
}
