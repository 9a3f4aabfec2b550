import type { GroupChanges, NewForum, NewGroup } from '../../shared/groups.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { newId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { AppError, authorize } from '../lib/errors.ts';
import { ForumModel, type ForumRecord, presentForum } from './forum.ts';
import { GroupModel, type GroupRecord, groupById, groupBySlug, presentGroupRef, streamOf } from './group.ts';
import { MembershipModel, type MembershipRecord, membershipOf } from './membership.ts';
import { canCreateGroup, canLead } from './policy.ts';

/** A group with its first forum and its maker as its leader. @throws AppError forbidden, slug_taken */
export async function createGroup(viewer: AccountRecord, input: NewGroup): Promise<GroupRecord> {
  authorize(canCreateGroup(viewer));
  const { guidelines = '', ...rest } = input;
  const _id = newId();
  const stream = streamOf({ _id });
  const own = accountStream(viewer._id.toString());
  return refusingTakenSlug(() =>
    write([stream, own], async () => {
      const fresh = { ...rest, _id, guidelines: { version: 1, text: guidelines }, memberCount: 1 };
      await GroupModel.create([fresh]);
      const group = await groupById(_id);
      await MembershipModel.create([firstLeader(group, viewer)]);
      await addForum(viewer, group, { slug: 'general', name: 'General' });
      append(own, 'membership.started', presentActor(viewer), { group: presentGroupRef(group), role: 'leader' });
      return group;
    }),
  );
}

/** @throws AppError forbidden, slug_taken */
export async function createForum(viewer: AccountRecord, slug: string, input: NewForum): Promise<ForumRecord> {
  const group = await groupBySlug(slug);
  return refusingTakenSlug(() =>
    write([streamOf(group)], async () => {
      authorize(canLead(viewer, await membershipOf(group._id, viewer._id)));
      return addForum(viewer, group, input);
    }),
  );
}

/** @throws AppError forbidden */
export async function changeGroup(viewer: AccountRecord, slug: string, changes: GroupChanges): Promise<void> {
  const { _id } = await groupBySlug(slug);
  await write([streamOf({ _id })], async () => {
    authorize(canLead(viewer, await membershipOf(_id, viewer._id)));
    const before = await groupById(_id);
    const guidelines = nextGuidelines(before.guidelines, changes.guidelines);
    const { archived = before.archivedAt !== null, guidelines: _text, ...rest } = changes;
    const archivedAt = archived ? (before.archivedAt ?? new Date()) : null;
    const { name, description, criteria, access, beta } = { ...before, ...rest };
    const after = { name, description, criteria, access, beta, guidelines, archivedAt };
    await GroupModel.updateOne({ _id }, { $set: after });
    const shown = { ...after, archivedAt: archivedAt?.toISOString() ?? null };
    append(streamOf({ _id }), 'group.updated', presentActor(viewer), shown);
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
  guidelinesVersion: group.guidelines.version,
  mutedUntil: null,
  bannedUntil: null,
});

async function refusingTakenSlug<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!duplicateOf(error)?.includes('slug')) throw error;
    throw new AppError('slug_taken', undefined, { errors: [{ path: 'slug', message: 'is taken' }] });
  }
}
