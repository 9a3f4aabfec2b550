import { type ObjectId, toId } from '../db/id.ts';
import { batched } from '../lib/batch.ts';
import { AppError } from '../lib/errors.ts';
import { AccountModel, type AccountRecord, type SuspensionRecord } from './account.ts';

/** As much of an account as decides whether anyone may use it. */
export type Standing = Pick<AccountRecord, 'suspension' | 'erasedAt'>;

/** The suspension in force, or null. */
export const suspensionOf = ({ suspension }: Standing, now = new Date()): SuspensionRecord | null =>
  suspension && (suspension.until === null || suspension.until > now) ? suspension : null;

/** Whether someone may use the account: it is neither suspended nor erased. */
export const isUsable = (account: Standing, now = new Date()): boolean =>
  !account.erasedAt && suspensionOf(account, now) === null;

/** What decides whether anyone may use these accounts. Many who ask at once cost one query; nothing is remembered. */
export const standingTogether = batched(async (ids: string[]) => {
  const found = await AccountModel.find({ _id: { $in: ids.map(toId) } }, { suspension: 1, erasedAt: 1 }).lean();
  return new Map(found.map((account): [string, Standing] => [account._id.toString(), account]));
});

/** Finds accounts that are not suspended. */
export const notSuspended = (now: Date) => ({
  $or: [{ suspension: null }, { 'suspension.until': { $ne: null, $lte: now } }],
});

/** Finds accounts that are. */
export const suspended = (now: Date) => ({
  'suspension.at': { $gt: new Date(0) },
  $or: [{ 'suspension.until': null }, { 'suspension.until': { $gt: now } }],
});

/** Refuses someone who has shown that the account is theirs. @throws AppError suspended, with until when and why */
export function refuseSuspended(account: Standing, now = new Date()): void {
  const suspension = suspensionOf(account, now);
  if (!suspension) return;
  const { until, reason } = suspension;
  const end = until ? `until ${until.toISOString()}` : 'for good';
  throw new AppError('suspended', `This account is suspended ${end}: “${reason}”`, {
    current: { until: until?.toISOString() ?? null, reason },
    ...(until && { retryAfter: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000)) }),
  });
}

/**
 * Ends a suspension, in the transaction at hand: when it is lifted, or an appeal against it is granted.
 * @param act by which it came: another one that has come since stays.
 * @returns whether it was in force.
 */
export async function endSuspension(account: ObjectId, act: ObjectId, now = new Date()): Promise<boolean> {
  const ended = await AccountModel.findOneAndUpdate(
    { _id: account, 'suspension.act': act },
    { $set: { suspension: null } },
  ).lean();
  return ended !== null && suspensionOf(ended, now) !== null;
}
