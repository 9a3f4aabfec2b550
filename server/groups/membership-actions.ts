import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { append } from '../events/write.ts';
import { authorize } from '../lib/errors.ts';
import { type GroupRecord, groupBySlug, presentGroupRef, streamOf } from './group.ts';
import { type MembershipRecord, membershipOf } from './membership.ts';
import { change, end, enter, keepALeader, ownStream } from './membership-change.ts';
import { isBanned, isMember, type Tie } from './policy.ts';

/**
 * Joins an open group.
 * @param guidelinesVersion the version the newcomer has read: it must be the one in force.
 * @throws AppError already_member, banned, archived, closed_group, guidelines_changed
 */
export async function joinGroup(viewer: AccountRecord, slug: string, guidelinesVersion: number): Promise<void> {
  await change(await groupBySlug(slug), [viewer], async (group) => {
    authorizeEntry(group, await membershipOf(group._id, viewer._id));
    authorize(group.access === 'open', 'closed_group');
    authorize(group.guidelines.version === guidelinesVersion, 'guidelines_changed');
    await enter(group, viewer, guidelinesVersion);
  });
}

/**
 * Makes a newcomer a member, in the transaction at hand, which writes to the group's stream and to theirs.
 * @param guidelinesVersion the version they have accepted; 0: none yet, which they do before their first post.
 * @throws AppError already_member, banned, archived
 */
export async function admit(group: GroupRecord, newcomer: AccountRecord, guidelinesVersion: number): Promise<void> {
  authorizeEntry(group, await membershipOf(group._id, newcomer._id));
  await enter(group, newcomer, guidelinesVersion);
}

/** What keeps anyone from becoming a member, whichever way they come. @throws AppError already_member, banned, archived */
export function authorizeEntry(group: GroupRecord, tie: Tie): void {
  authorize(!isMember(tie), 'already_member');
  authorize(!isBanned(tie), 'banned');
  authorize(!group.archivedAt, 'archived');
}

/** @throws AppError not_a_member, last_leader */
export async function leaveGroup(viewer: AccountRecord, slug: string): Promise<void> {
  await change(await groupBySlug(slug), [viewer], async (group) => {
    const membership = await membershipOf(group._id, viewer._id);
    authorize(membership !== null && isMember(membership), 'not_a_member');
    await keepALeader(group, membership);
    const actor = presentActor(viewer);
    const memberCount = await end(group, membership, actor, { state: 'left' });
    append(streamOf(group), 'member.left', actor, { accountId: actor.id, username: actor.username, memberCount });
    append(ownStream(viewer), 'membership.ended', actor, { group: presentGroupRef(group), by: 'leave', reason: null });
  });
}

/** Sends a member away, in the transaction at hand; their sockets leave the group's stream on every node. */
export async function sendAway(
  viewer: AccountRecord,
  group: GroupRecord,
  subject: AccountRecord,
  membership: MembershipRecord,
  reason: string,
): Promise<void> {
  const actor = presentActor(viewer);
  const memberCount = await end(group, membership, actor, { state: 'removed' });
  const { id: accountId, username } = presentActor(subject);
  append(streamOf(group), 'member.removed', actor, { accountId, username, memberCount });
  append(ownStream(subject), 'membership.ended', actor, { group: presentGroupRef(group), by: 'removal', reason });
}
