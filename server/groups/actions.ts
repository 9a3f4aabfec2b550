import type { GroupChanges, NewForum, NewGroup } from '../../shared/groups.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { newId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { ForumModel, type ForumRecord, presentForum } from './forum.ts';
import { GroupModel, type GroupRecord, groupById, groupBySlug, streamOf } from './group.ts';
import { accept } from './guidelines.ts';
import { MembershipModel, type MembershipRecord, membershipOf, presentOwn } from './membership.ts';
import { ownStream } from './membership-change.ts';
import { canCreateGroup, canLead, isMember } from './policy.ts';
import { authorizeChange } from './posting.ts';

/** A group with its first forum and its maker as its leader. @throws AppError forbidden, slug_taken */
export async function createGroup(viewer: AccountRecord, input: NewGroup): Promise<GroupRecord> {
  authorize(canCreateGroup(viewer));
  return refusingTakenSlug(() => foundGroup(viewer, viewer, input));
}

/** Makes a group, in a transaction of its own or the one at hand. It throws the store's error where the slug is taken. */
export function foundGroup(maker: AccountRecord, leader: AccountRecord, input: NewGroup): Promise<GroupRecord> {
  const { guidelines = '', ...rest } = input;
  const _id = newId();
  const own = ownStream(leader);
  return write([streamOf({ _id }), own], async () => {
    await GroupModel.create([{ ...rest, _id, guidelines: { version: 1, text: guidelines }, memberCount: 1 }]);
    const group = await groupById(_id);
    const membership = firstLeader(group, leader);
    await MembershipModel.create([membership]);
    await addForum(maker, group, { slug: 'general', name: 'General' });
    append(own, 'membership.started', presentActor(maker), presentOwn(group, membership));
    return group;
  });
}

/** @throws AppError forbidden, archived, slug_taken */
export async function createForum(viewer: AccountRecord, slug: string, input: NewForum): Promise<ForumRecord> {
  const group = await groupBySlug(slug);
  return refusingTakenSlug(() =>
    write([streamOf(group)], async () => {
      authorize(canLead(viewer, await membershipOf(group._id, viewer._id)));
      authorizeChange(await groupById(group._id));
      return addForum(viewer, group, input);
    }),
  );
}

/**
 * Changes what a group is called and how it is. Who changes the guidelines has accepted them. When an open group becomes a
 * closed one, all who listen are sent out first: members come back.
 * @throws AppError forbidden, archived (unless the change ends that)
 */
export async function changeGroup(viewer: AccountRecord, slug: string, changes: GroupChanges): Promise<void> {
  const { _id } = await groupBySlug(slug);
  await write([streamOf({ _id }), ownStream(viewer)], async () => {
    const tie = await membershipOf(_id, viewer._id);
    authorize(canLead(viewer, tie));
    const before = await groupById(_id);
    if (changes.archived !== false) authorizeChange(before);
    const guidelines = nextGuidelines(before.guidelines, changes.guidelines);
    const { archived = before.archivedAt !== null, guidelines: _text, ...rest } = changes;
    const archivedAt = archived ? (before.archivedAt ?? new Date()) : null;
    const { name, description, criteria, access, beta } = { ...before, ...rest };
    const after = { name, description, criteria, access, beta, guidelines, archivedAt };
    await GroupModel.updateOne({ _id }, { $set: after });
    const closed = before.access === 'open' && access === 'closed';
    if (closed) append(streamOf({ _id }), 'group.closed', presentActor(viewer), {});
    const shown = { ...after, archivedAt: archivedAt?.toISOString() ?? null };
    append(streamOf({ _id }), 'group.updated', presentActor(viewer), shown);
    if (guidelines !== before.guidelines && tie && isMember(tie)) await accept(viewer, before, tie, guidelines.version);
  });
}

async function addForum(viewer: AccountRecord, group: GroupRecord, input: NewForum): Promise<ForumRecord> {
  const fresh = { _id: newId(), description: '', createdAt: new Date(), ...input, group: group._id };
  await ForumModel.create([fresh]);
  append(streamOf(group), 'forum.created', presentActor(viewer), { forum: presentForum(fresh) });
  return fresh;
}

function nextGuidelines(before: GroupRecord['guidelines'], text: string | undefined) {
  return text === undefined || text === before.text ? before : { version: before.version + 1, text };
}

const firstLeader = (group: GroupRecord, viewer: AccountRecord): Omit<MembershipRecord, '_id'> => ({
  group: group._id,
  account: viewer._id,
  role: 'leader',
  state: 'active',
  joinedAt: new Date(),
  endedAt: null,
  ledSince: new Date(),
  guidelinesVersion: group.guidelines.version,
  mutedUntil: null,
  muteReason: null,
  bannedUntil: null,
});

/** @throws AppError slug_taken for what the store says when two things want the same address. */
export async function refusingTakenSlug<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!duplicateOf(error)?.includes('slug')) throw error;
    throw new AppError('slug_taken', undefined, { errors: [{ path: 'slug', message: 'is taken' }] });
  }
}
