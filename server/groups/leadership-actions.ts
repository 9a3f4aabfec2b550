import type { Actor } from '../../shared/accounts.ts';
import type { MembershipRole } from '../../shared/memberships.ts';
import { type AccountRecord, accountByUsername, presentActor, presentMember } from '../accounts/account.ts';
import { append } from '../events/write.ts';
import { authorize, found } from '../lib/errors.ts';
import { type GroupRecord, leadersStreamOf, streamOf } from './group.ts';
import { changeMember } from './member-change.ts';
import { MembershipModel, type MembershipRecord, presentOwn } from './membership.ts';
import { activeMembership, change, endLeading, keepALeader, ownStream } from './membership-change.ts';
import { canChangeRole, isLeader } from './policy.ts';
import { inside, insideBySlug } from './readable.ts';

/** Makes a member a leader, or a leader a member again. @throws AppError forbidden, not_found, last_leader */
export async function changeRole(
  viewer: AccountRecord,
  slug: string,
  username: string,
  role: MembershipRole,
): Promise<void> {
  await changeMember(viewer, slug, username, async ({ group, tie, subject, membership }) => {
    authorize(canChangeRole(viewer, tie, membership, role));
    if (role !== 'leader') await keepALeader(group, membership);
    await give(presentActor(viewer), group, subject, membership, role);
  });
}

/** Hands one's leadership over: the other leads from then on, and the viewer no longer. @throws AppError forbidden, not_found */
export async function handOver(viewer: AccountRecord, slug: string, username: string): Promise<void> {
  const known = await insideBySlug(viewer, slug);
  authorize(isLeader(known.tie));
  const heir = found(await accountByUsername(username));
  await change(known.group, [viewer, heir], async (group) => {
    const { tie } = await inside(viewer, group);
    authorize(tie !== null && isLeader(tie) && !viewer._id.equals(heir._id));
    const actor = presentActor(viewer);
    await give(actor, group, heir, await activeMembership(group, heir), 'leader');
    await give(actor, group, viewer, tie, 'member');
  });
}

async function give(
  actor: Actor,
  group: GroupRecord,
  subject: AccountRecord,
  membership: MembershipRecord,
  role: MembershipRole,
): Promise<void> {
  if (membership.role === role) return;
  const changes = { role, ledSince: role === 'leader' ? new Date() : null };
  await MembershipModel.updateOne({ _id: membership._id }, { $set: changes });
  append(streamOf(group), 'member.role_changed', actor, { member: presentMember(subject), role });
  append(ownStream(subject), 'membership.changed', actor, presentOwn(group, { ...membership, ...changes }));
  if (role === 'leader') append(leadersStreamOf(group), 'leader.began', actor, { member: presentMember(subject) });
  else await endLeading(group, subject._id, actor);
}
