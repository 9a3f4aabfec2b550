import { type AccountRecord, accountByUsername } from '../accounts/account.ts';
import { found } from '../lib/errors.ts';
import type { GroupRecord } from './group.ts';
import type { MembershipRecord } from './membership.ts';
import { activeMembership, change } from './membership-change.ts';
import type { Tie } from './policy.ts';
import { leading, leadingBySlug } from './readable.ts';

/** A member of a group, and the viewer's tie to it, as they are inside the transaction. */
export type Subject = { group: GroupRecord; tie: Tie; subject: AccountRecord; membership: MembershipRecord };

/** What those who lead a group change about one of its members. @throws AppError forbidden, not_found */
export async function changeMember(
  viewer: AccountRecord,
  slug: string,
  username: string,
  work: (subject: Subject) => Promise<void>,
): Promise<void> {
  const known = await leadingBySlug(viewer, slug);
  const subject = found(await accountByUsername(username));
  await change(known.group, [subject], async (group) => {
    const { tie } = await leading(viewer, group);
    await work({ group, tie, subject, membership: await activeMembership(group, subject) });
  });
}
