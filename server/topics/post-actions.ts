import type { PostAnswer } from '../../shared/topics.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { toId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { streamOf } from '../groups/group.ts';
import { canModerate } from '../groups/policy.ts';
import { authorizeChange, authorizePosting } from '../groups/posting.ts';
import { type Inside, insideById } from '../groups/readable.ts';
import { authorize } from '../lib/errors.ts';
import { flagEdit, flagsOfEdit } from './editing.ts';
import { KudosModel } from './kudos.ts';
import { countKudos } from './kudos-tally.ts';
import { authorizeTopic } from './open.ts';
import { canEdit, canGiveKudos, canRemoveOwn } from './policy.ts';
import { PostModel, type PostRecord, postById } from './post.ts';
import { placeOf, takeAway, tellRemoved } from './post-removal.ts';
import { readPost } from './post-view.ts';
import { noteLastText } from './repeat.ts';
import { RevisionModel } from './revision.ts';
import { topicById } from './topic.ts';

/**
 * Changes what a post says; what it said before is kept.
 * @throws AppError forbidden, not_found, post_removed, rule_refused, and what keeps one from posting
 */
export function editPost(viewer: AccountRecord, postId: string, body: string): Promise<PostAnswer> {
  return change(viewer, postId, async (post, { group, tie }) => {
    authorize(canEdit(viewer, tie, post));
    authorizePosting(group, tie);
    authorize(!post.removed, 'post_removed');
    if (post.body === body) return;
    const flags = await flagsOfEdit(viewer, { group, tie }, post, body);
    const editedAt = new Date();
    await RevisionModel.create([{ post: post._id, body: post.body, replacedAt: editedAt }]);
    await PostModel.updateOne({ _id: post._id }, { $set: { body, editedAt } });
    await noteLastText(post.topic, post.number, body);
    append(streamOf({ _id: post.group }), 'post.edited', presentActor(viewer), {
      ...placeOf(post),
      body,
      editedAt: editedAt.toISOString(),
    });
    await flagEdit(viewer, { ...post, body }, flags);
  });
}

/**
 * Takes one's own post away; its number stays with a note in its place. Once is as good as twice.
 * @throws AppError forbidden, not_found, archived
 */
export function removeOwnPost(viewer: AccountRecord, postId: string): Promise<PostAnswer> {
  return change(viewer, postId, async (post, { group, tie }) => {
    authorize(canRemoveOwn(viewer, tie, post));
    if (!canModerate(viewer, tie)) authorizeChange(group);
    if (post.removed) return;
    const removed = { at: new Date(), by: 'author' as const, account: viewer._id };
    await takeAway([post], removed);
    tellRemoved(presentActor(viewer), [post], removed);
  });
}

/** Once is as good as twice. @throws AppError forbidden (one's own), not_found, post_removed, archived */
export function giveKudos(viewer: AccountRecord, postId: string): Promise<PostAnswer> {
  return change(viewer, postId, async (post, { group, tie }) => {
    authorize(canGiveKudos(viewer, tie, post), 'forbidden', 'Kudos are for other members’ posts in groups you are in.');
    authorizeChange(group);
    authorize(!post.removed, 'post_removed');
    if (await KudosModel.exists({ post: post._id, giver: viewer._id })) return;
    const given = { post: post._id, giver: viewer._id, receiver: post.author, at: new Date() };
    await KudosModel.create([given]);
    await recount(viewer, post, 1);
  });
}

/** Takes back what was given; what was not given need not be. @throws AppError forbidden, not_found, archived */
export function withdrawKudos(viewer: AccountRecord, postId: string): Promise<PostAnswer> {
  return change(viewer, postId, async (post, { group, tie }) => {
    authorize(canGiveKudos(viewer, tie, post), 'forbidden', 'Kudos are for other members’ posts in groups you are in.');
    authorizeChange(group);
    const { deletedCount } = await KudosModel.deleteOne({ post: post._id, giver: viewer._id });
    if (deletedCount === 1) await recount(viewer, post, -1);
  });
}

async function recount(viewer: AccountRecord, post: PostRecord, by: 1 | -1): Promise<void> {
  await PostModel.updateOne({ _id: post._id }, { $inc: { kudosCount: by } });
  await countKudos(post.author, [viewer._id]);
  append(streamOf({ _id: post.group }), by === 1 ? 'kudos.given' : 'kudos.withdrawn', presentActor(viewer), {
    ...placeOf(post),
    accountId: viewer._id.toString(),
    count: post.kudosCount + by,
  });
}

/**
 * A change of one post: with the post, its group and the viewer's tie to that as they are inside the transaction.
 * @throws AppError not_found, also for what only says where a post went; topic_removed
 */
async function change(
  viewer: AccountRecord,
  postId: string,
  work: (post: PostRecord, at: Inside) => Promise<void>,
): Promise<PostAnswer> {
  const { _id, group } = await postById(toId(postId));
  const stream = streamOf({ _id: group });
  await write([stream], async () => {
    const post = await postById(_id);
    const at = await insideById(viewer, post.group);
    authorize(!post.movedTo, 'not_found');
    authorizeTopic(await topicById(post.topic));
    await work(post, at);
  });
  return readPost(viewer, await postById(_id));
}
