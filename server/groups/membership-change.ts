import type { Actor } from '../../shared/accounts.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, membersById, presentActor, presentMember } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { authorize, found } from '../lib/errors.ts';
import { GroupModel, type GroupRecord, groupById, leadersStreamOf, streamOf } from './group.ts';
import { MembershipModel, type MembershipRecord, membershipOf, presentOwn } from './membership.ts';
import { isMember } from './policy.ts';

// Steps that changes of memberships have in common, in the transaction at hand.

/**
 * A change of memberships: it is told to the group, its leaders and those it is about, and decided by the group as it is
 * inside the transaction.
 */
export function change<Result>(
  { _id }: { _id: ObjectId },
  subjects: AccountRecord[],
  work: (group: GroupRecord) => Promise<Result>,
): Promise<Result> {
  const streams = [streamOf({ _id }), leadersStreamOf({ _id }), ...subjects.map(ownStream)];
  return write(streams, async () => work(await groupById(_id)));
}

export const ownStream = (account: Pick<AccountRecord, '_id'>) => accountStream(account._id.toString());

/** @throws AppError not_found where someone is no member */
export async function activeMembership(group: GroupRecord, subject: AccountRecord): Promise<MembershipRecord> {
  const membership = found(await membershipOf(group._id, subject._id));
  authorize(isMember(membership), 'not_found');
  return membership;
}

/** Lets someone in. @param guidelinesVersion the version they have accepted. */
export async function enter(group: GroupRecord, newcomer: AccountRecord, guidelinesVersion: number): Promise<void> {
  const joinedAt = new Date();
  await MembershipModel.updateOne(
    { group: group._id, account: newcomer._id },
    { $set: { role: 'member', state: 'active', joinedAt, guidelinesVersion, bannedUntil: null } },
    { upsert: true },
  );
  const memberCount = await countMembers(group, 1);
  const actor = presentActor(newcomer);
  const member = presentMember(newcomer);
  const joined = { member, joinedAt: joinedAt.toISOString(), guidelinesVersion, memberCount };
  append(streamOf(group), 'member.joined', actor, joined);
  append(ownStream(newcomer), 'membership.started', actor, presentOwn(group, { role: 'member', joinedAt }));
}

/** How a membership ends. */
type Ending = { state: 'left' | 'removed' } | { state: 'banned'; bannedUntil: Date | null };

/** Ends a membership, and with it leading. @returns how many members are left. */
export async function end(
  group: GroupRecord,
  { _id, account, role }: MembershipRecord,
  actor: Actor,
  ending: Ending,
): Promise<number> {
  await MembershipModel.updateOne(
    { _id },
    { $set: { ...ending, role: 'member', ledSince: null, endedAt: new Date() } },
  );
  if (role === 'leader') await endLeading(group, account, actor);
  return countMembers(group, -1);
}

/** Makes a membership what it was before it was ended, with role and dates. One that was none then stays ended. */
export async function bringBack(
  group: GroupRecord,
  subject: AccountRecord,
  before: MembershipRecord,
  actor: Actor,
): Promise<void> {
  const { _id, role, state, endedAt, ledSince, bannedUntil } = before;
  const changes = { role, state, endedAt, ledSince, bannedUntil };
  const now = found(await MembershipModel.findOneAndUpdate({ _id }, { $set: changes }).lean());
  if (!isMember(before)) return;
  const memberCount = await countMembers(group, 1);
  const member = presentMember(subject);
  const { joinedAt, guidelinesVersion } = now;
  append(streamOf(group), 'member.joined', actor, {
    member,
    joinedAt: joinedAt.toISOString(),
    guidelinesVersion,
    memberCount,
  });
  if (role === 'leader') {
    append(streamOf(group), 'member.role_changed', actor, { member, role });
    append(leadersStreamOf(group), 'leader.began', actor, { member });
  }
  append(ownStream(subject), 'membership.started', actor, presentOwn(group, before));
}

/** Whoever no longer leads hears nothing more of what only leaders do. */
export async function endLeading(group: GroupRecord, account: ObjectId, actor: Actor): Promise<void> {
  const accountId = account.toString();
  const member = (await membersById([account])).get(accountId);
  append(leadersStreamOf(group), 'leader.ended', actor, { accountId, ...(member && { member }) });
}

/** A group that someone leads goes on being led. @throws AppError last_leader */
export async function keepALeader(group: GroupRecord, membership: MembershipRecord): Promise<void> {
  if (membership.role !== 'leader') return;
  const leaders = await MembershipModel.countDocuments({ group: group._id, role: 'leader', state: 'active' });
  authorize(leaders > 1, 'last_leader', 'Make another member a leader first.');
}

async function countMembers({ _id }: GroupRecord, by: number): Promise<number> {
  const changes = { $inc: { memberCount: by } };
  return found(await GroupModel.findOneAndUpdate({ _id }, changes, { returnDocument: 'after' }).lean()).memberCount;
}
