import type { MembershipRole } from '../../shared/memberships.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, presentActor, presentMember } from '../accounts/account.ts';
import { append, write } from '../events/write.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { GroupModel, type GroupRecord, groupById, groupBySlug, presentGroupRef, streamOf } from './group.ts';
import { MembershipModel, type MembershipRecord, membershipOf } from './membership.ts';
import { canLead, canRemoveMember, isMember } from './policy.ts';

/**
 * Joins an open group.
 * @param guidelinesVersion the version the newcomer has read: it must be the one in force.
 * @throws AppError already_member, guidelines_changed
 */
export async function joinGroup(viewer: AccountRecord, slug: string, guidelinesVersion: number): Promise<void> {
  await change(viewer, await groupBySlug(slug), async (group) => {
    authorize(group.guidelines.version === guidelinesVersion, 'guidelines_changed');
    await admit(group, viewer, guidelinesVersion);
  });
}

/**
 * Makes a newcomer a member, in the transaction at hand, which writes to the group's stream and to theirs.
 * @param guidelinesVersion the version they have accepted; 0: none yet, which they do before their first post.
 * @throws AppError already_member
 */
export async function admit(group: GroupRecord, newcomer: AccountRecord, guidelinesVersion: number): Promise<void> {
  if (isMember(await membershipOf(group._id, newcomer._id))) throw new AppError('already_member');
  const joinedAt = new Date();
  await MembershipModel.updateOne(
    { group: group._id, account: newcomer._id },
    { $set: { role: 'member', state: 'active', joinedAt, guidelinesVersion } },
    { upsert: true },
  );
  const memberCount = await countMembers(group, 1);
  const actor = presentActor(newcomer);
  const member = presentMember(newcomer);
  const joined = { member, joinedAt: joinedAt.toISOString(), guidelinesVersion, memberCount };
  append(streamOf(group), 'member.joined', actor, joined);
  append(ownStream(newcomer), 'membership.started', actor, { group: presentGroupRef(group), role: 'member' });
}

/** @throws AppError not_a_member, last_leader */
export async function leaveGroup(viewer: AccountRecord, slug: string): Promise<void> {
  await change(viewer, await groupBySlug(slug), async (group) => {
    const membership = await membershipOf(group._id, viewer._id);
    authorize(membership !== null && isMember(membership), 'not_a_member');
    await keepALeader(group, membership);
    const memberCount = await end(group, membership, 'left');
    const actor = presentActor(viewer);
    append(streamOf(group), 'member.left', actor, { accountId: actor.id, username: actor.username, memberCount });
    append(ownStream(viewer), 'membership.ended', actor, { group: presentGroupRef(group), by: 'leave', reason: null });
  });
}

/** Sends a member away; their sockets leave the group's stream on every node. @throws AppError forbidden, not_found */
export async function removeMember(
  viewer: AccountRecord,
  slug: string,
  username: string,
  reason?: string,
): Promise<void> {
  const subject = found(await accountByUsername(username));
  await change(subject, await groupBySlug(slug), async (group) => {
    const membership = await activeMembership(group, subject);
    authorize(canRemoveMember(viewer, await membershipOf(group._id, viewer._id), membership));
    const memberCount = await end(group, membership, 'removed');
    const actor = presentActor(viewer);
    const { id: accountId, username } = presentActor(subject);
    append(streamOf(group), 'member.removed', actor, { accountId, username, memberCount });
    const notice = { group: presentGroupRef(group), by: 'removal' as const, reason: reason ?? null };
    append(ownStream(subject), 'membership.ended', actor, notice);
  });
}

/** Makes a member a leader, or a leader a member again. @throws AppError forbidden, not_found, last_leader */
export async function changeRole(
  viewer: AccountRecord,
  slug: string,
  username: string,
  role: MembershipRole,
): Promise<void> {
  const subject = found(await accountByUsername(username));
  await change(subject, await groupBySlug(slug), async (group) => {
    const membership = await activeMembership(group, subject);
    authorize(canLead(viewer, await membershipOf(group._id, viewer._id)));
    if (membership.role === role) return;
    if (role !== 'leader') await keepALeader(group, membership);
    await MembershipModel.updateOne({ _id: membership._id }, { $set: { role } });
    const actor = presentActor(viewer);
    append(streamOf(group), 'member.role_changed', actor, { member: presentMember(subject), role });
    append(ownStream(subject), 'membership.changed', actor, { group: presentGroupRef(group), role });
  });
}

/** Every change of a membership is told to the group and to the one it is about, with the group as it is inside. */
function change(
  subject: AccountRecord,
  { _id }: GroupRecord,
  work: (group: GroupRecord) => Promise<void>,
): Promise<void> {
  return write([streamOf({ _id }), ownStream(subject)], async () => work(await groupById(_id)));
}

async function activeMembership(group: GroupRecord, subject: AccountRecord): Promise<MembershipRecord> {
  const membership = found(await membershipOf(group._id, subject._id));
  authorize(isMember(membership), 'not_found');
  return membership;
}

async function end(group: GroupRecord, membership: MembershipRecord, state: 'left' | 'removed'): Promise<number> {
  await MembershipModel.updateOne({ _id: membership._id }, { $set: { state, role: 'member', endedAt: new Date() } });
  return countMembers(group, -1);
}

async function countMembers(group: GroupRecord, by: number): Promise<number> {
  const counted = await GroupModel.findOneAndUpdate(
    { _id: group._id },
    { $inc: { memberCount: by } },
    { returnDocument: 'after' },
  ).lean();
  return found(counted).memberCount;
}

/** A group that someone leads goes on being led. */
async function keepALeader(group: GroupRecord, membership: MembershipRecord): Promise<void> {
  if (membership.role !== 'leader') return;
  const leaders = await MembershipModel.countDocuments({ group: group._id, role: 'leader', state: 'active' });
  authorize(leaders > 1, 'last_leader', 'Make another member a leader first.');
}

const ownStream = (account: AccountRecord) => accountStream(account._id.toString());
