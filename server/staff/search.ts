import type { StaffAccountQuery, StaffAccounts } from '../../shared/staff.ts';
import { AccountModel, type AccountRecord, accountKey } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { notSuspended, suspended } from '../accounts/suspension.ts';
import { authorize } from '../lib/errors.ts';
import { presentLines } from './accounts.ts';

/** So many are found by a display name or an e-mail address; whoever looks for one of more says more of it. */
const OTHERS = 200;

/**
 * Accounts by the beginning of a username, a display name or an e-mail address, in the order of their usernames. Each is looked up by its
 * own index. @throws AppError forbidden
 */
export async function searchAccounts(viewer: AccountRecord, query: StaffAccountQuery): Promise<StaffAccounts> {
  authorize(isStaff(viewer));
  const { cursor, limit } = query;
  const only = onlyThose(query);
  const after = cursor === undefined ? [] : [{ usernameKey: { $gt: cursor } }];
  const named = await AccountModel.find({ $and: [...only, ...after, ...beginning('usernameKey', query.q)] })
    .sort({ usernameKey: 1 })
    .limit(limit + 1)
    .lean();
  const others = query.q ? await alsoFound(query.q, only, cursor ?? '') : [];
  const all = new Map([...named, ...others].map((account) => [account.usernameKey, account]));
  const inOrder = [...all.values()].sort((one, other) => (one.usernameKey < other.usernameKey ? -1 : 1));
  const page = inOrder.slice(0, limit);
  return { items: await presentLines(page), next: inOrder.length > limit ? page.at(-1)!.usernameKey : null };
}

async function alsoFound(q: string, only: object[], after: string): Promise<AccountRecord[]> {
  const found: AccountRecord[] = [];
  for (const field of ['nameKey', 'emailKey'] as const) {
    const matching = { $and: [...only, ...beginning(field, q)] };
    found.push(
      ...(await AccountModel.find(matching)
        .sort({ [field]: 1 })
        .limit(OTHERS)
        .lean()),
    );
  }
  return found.filter(({ usernameKey }) => usernameKey > after);
}

/** What begins so lies between two ends of an index. */
function beginning(field: 'usernameKey' | 'nameKey' | 'emailKey', q: string | undefined): object[] {
  if (!q) return [{ [field]: { $gt: '' } }];
  const key = accountKey(q);
  return [{ [field]: { $gte: key, $lt: `${key}\u{10ffff}` } }];
}

function onlyThose({ suspended: wanted }: StaffAccountQuery): object[] {
  if (wanted === undefined) return [];
  return [wanted === 'true' ? suspended(new Date()) : notSuspended(new Date())];
}
