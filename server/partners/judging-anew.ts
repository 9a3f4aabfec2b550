import { AccountModel, presentActor } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { ExpertModel } from './expert-record.ts';
import type { PartnerRecord } from './partner.ts';
import { judgeAgain, recheck } from './rechecking.ts';
import { retellQualification, tellQualifications } from './retelling.ts';

/**
 * In the transaction of whatever someone is judged by everywhere: a fact, a suspension. Their badges rest or are good again at once,
 * and the managers of all partners they deal with see how they stand.
 */
export async function judgeAnew(account: ObjectId, now: Date): Promise<void> {
  await recheck(account, now);
  await retellQualification(account);
}

/** The same of several whom one partner deals with, for that partner. */
export async function judgeAnewAt(partner: PartnerRecord, accounts: ObjectId[], now: Date): Promise<void> {
  const ids = { $in: accounts };
  await judgeAgain(partner, await ExpertModel.find({ partner: partner._id, account: ids, live: true }).lean(), now);
  const people = await AccountModel.find({ _id: ids }).lean();
  await tellQualifications(partner, people.map(presentActor));
}
