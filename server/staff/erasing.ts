import { randomBytes } from 'node:crypto';
import type { Erasure, NewErasure } from '../../shared/staff.ts';
import type { Stream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, accountByUsername, accountKey, presentActor } from '../accounts/account.ts';
import { isStaff } from '../accounts/policy.ts';
import { SessionModel } from '../accounts/session.ts';
import { begun, keepActs } from '../acts/keep-acts.ts';
import type { ObjectId } from '../db/id.ts';
import { afterCommit, append } from '../events/write.ts';
import { type GroupRecord, groupById, leadersStreamOf, streamOf } from '../groups/group.ts';
import { leadersOf, type MembershipRecord, membershipsOf } from '../groups/membership.ts';
import { end, ownStream } from '../groups/membership-change.ts';
import { say } from '../groups/policy.ts';
import { AppError, authorize, found, invalidField } from '../lib/errors.ts';
import { beginSweep } from '../moderation/sweeps.ts';
import { departFromPartners } from '../partners/departing.ts';
import { ERASED_WHY } from './erasing-posts.ts';
import { ErasureModel, type ErasureRecord, presentErasure } from './erasure.ts';
import { erasing } from './erasure-steps.ts';
import { type Ground, onAccount } from './ground.ts';

/**
 * Erases a member: at once they have no name, no session and no membership any more; what they have left everywhere goes bit by bit.
 * It cannot be taken back.
 * @throws AppError forbidden, not_found, last_leader (naming the group), invalid_request where `username` is not the one in the address
 */
export async function erase(viewer: AccountRecord, username: string, input: NewErasure): Promise<Erasure> {
  authorize(isStaff(viewer));
  const known = found(await accountByUsername(username));
  if (accountKey(input.username) !== known.usernameKey) throw invalidField('username', 'is not whom this is about');
  const groups = await groupsOf(known._id);
  const streams = groups.flatMap((group): Stream[] => [streamOf(group), leadersStreamOf(group)]);
  return onAccount(viewer, username, (ground) => eraseNow(ground, input), streams);
}

/** The erasures there were, the latest first. @throws AppError forbidden */
export async function readErasures(viewer: AccountRecord): Promise<{ items: Erasure[]; next: null }> {
  authorize(isStaff(viewer));
  const erasures = await ErasureModel.find().sort({ startedAt: -1 }).limit(100).lean();
  return { items: erasures.map(presentErasure), next: null };
}

async function eraseNow({ viewer, subject }: Ground, { posts, reason }: NewErasure): Promise<Erasure> {
  const left = await leave(subject);
  const { username, displayName, email } = subject;
  const anonymous = await anonymise(subject);
  await SessionModel.deleteMany({ account: subject._id });
  await departFromPartners(anonymous);
  for (const { group, membership } of left) await tellLeft(group, membership, anonymous);
  const about = { group: null, subject: subject._id, say: say(viewer.role, null) };
  const [act] = begun(viewer, [{ ...about, kind: 'erase', reason }]);
  await keepActs(viewer, [act!]);
  if (posts === 'remove')
    await beginSweep({ viewer, tie: null }, { ...act!, reason: ERASED_WHY }, { author: subject._id, group: null });
  const erasure: ErasureRecord = {
    _id: subject._id,
    act: act!._id,
    by: viewer._id,
    posts,
    was: { username, displayName, email },
    step: 'posts',
    cursor: '',
    startedAt: act!.at,
    finishedAt: null,
  };
  await ErasureModel.create([erasure]);
  append(ownStream(subject), 'account.erased', presentActor(viewer), {});
  afterCommit(erasing.goOn);
  return presentErasure(erasure);
}

type Left = { group: GroupRecord; membership: MembershipRecord };

/** The groups to be left, each of which has somebody else to lead it. @throws AppError last_leader */
async function leave({ _id }: AccountRecord): Promise<Left[]> {
  const left: Left[] = [];
  for (const membership of await membershipsOf(_id)) {
    const group = await groupById(membership.group);
    const isLast = membership.role === 'leader' && (await leadersOf(group)).length === 1;
    if (isLast) throw new AppError('last_leader', `Make another member a leader of ${group.name} first.`);
    left.push({ group, membership });
  }
  return left;
}

async function anonymise({ _id }: AccountRecord): Promise<AccountRecord> {
  const name = `erased-${randomBytes(4).toString('hex')}`;
  const changes = {
    username: name,
    usernameKey: name,
    email: `${name}@erased.invalid`,
    emailKey: `${name}@erased.invalid`,
    displayName: 'Erased member',
    nameKey: accountKey('Erased member'),
    passwordHash: 'none',
    role: 'member' as const,
    suspension: null,
    signedInAt: null,
    erasedAt: new Date(),
  };
  return found(await AccountModel.findOneAndUpdate({ _id }, { $set: changes }, { returnDocument: 'after' }).lean());
}

/** Those in the group see a member without a name, who has left. */
async function tellLeft(group: GroupRecord, membership: MembershipRecord, erased: AccountRecord): Promise<void> {
  const actor = presentActor(erased);
  const { username, displayName, role } = erased;
  append(streamOf(group), 'member.updated', actor, { accountId: actor.id, username, displayName, role });
  const memberCount = await end(group, membership, actor, { state: 'left' });
  append(streamOf(group), 'member.left', actor, { accountId: actor.id, username, memberCount });
}

async function groupsOf(account: ObjectId): Promise<{ _id: ObjectId }[]> {
  return (await membershipsOf(account)).map(({ group }) => ({ _id: group }));
}
