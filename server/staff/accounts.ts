import type { StaffAccount, StaffAccountLine, Suspension } from '../../shared/staff.ts';
import { STAFF_STREAM } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, actorOf, membersById, presentMember } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { SessionModel } from '../accounts/session.ts';
import { suspensionOf } from '../accounts/suspension.ts';
import { headOf } from '../events/log.ts';
import { MembershipModel } from '../groups/membership.ts';
import { authorize, found } from '../lib/errors.ts';
import { PostModel } from '../topics/post.ts';

/** An account as staff see it, live by their stream. @throws AppError forbidden, not_found */
export async function readStaffAccount(viewer: AccountRecord, username: string): Promise<StaffAccount> {
  authorize(isStaff(viewer));
  const head = await headOf(STAFF_STREAM);
  const account = found(await accountByUsername(username));
  const [line] = await presentLines([account]);
  return {
    ...line!,
    sessions: await SessionModel.countDocuments({ account: account._id, expiresAt: { $gt: new Date() } }),
    posts: await PostModel.countDocuments({ author: account._id }),
    groups: await MembershipModel.countDocuments({ account: account._id, state: 'active' }),
    head,
  };
}

/** Accounts as a list of staff's shows them: with whom they were suspended by, in one more query. */
export async function presentLines(accounts: AccountRecord[]): Promise<StaffAccountLine[]> {
  const staff = await membersById(accounts.flatMap((account) => suspensionOf(account)?.by ?? []));
  const shown = (account: AccountRecord): Suspension | null => {
    const suspension = suspensionOf(account);
    if (!suspension) return null;
    const { act, until, reason, at, by } = suspension;
    return {
      actId: act.toString(),
      until: until?.toISOString() ?? null,
      reason,
      at: at.toISOString(),
      by: actorOf(found(staff.get(by.toString()))),
    };
  };
  return accounts.map((account) => ({
    member: presentMember(account),
    email: account.email,
    suspension: shown(account),
    erasedAt: account.erasedAt?.toISOString() ?? null,
  }));
}
