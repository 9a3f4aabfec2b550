import type { PostAnswer } from '../../shared/topics.ts';
import { type AccountRecord, membersById, presentActor } from '../accounts/account.ts';
import { toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { streamOf } from '../groups/group.ts';
import { canModerate } from '../groups/policy.ts';
import { authorizeChange, authorizePosting } from '../groups/posting.ts';
import { type Inside, insideById } from '../groups/readable.ts';
import { authorize } from '../lib/errors.ts';
import { count } from '../ranks/metrics.ts';
import { KudosModel, kudosBy } from './kudos.ts';
import { countKudos, countKudosOn } from './kudos-tally.ts';
import { canEdit, canGiveKudos, canRemovePost, removedBy } from './policy.ts';
import { PostModel, type PostRecord, postById, presentPost, presentRemoval } from './post.ts';
import { noteLastText } from './repeat.ts';
import { RevisionModel } from './revision.ts';

/**
 * Changes what a post says; what it said before is kept.
 * @throws AppError forbidden, not_found, post_removed, and what keeps one from posting
 */
export function editPost(viewer: AccountRecord, postId: string, body: string): Promise<PostAnswer> {
  return change(viewer, postId, async (post, { group, tie }) => {
    authorize(canEdit(viewer, tie, post));
    authorizePosting(group, tie);
    authorize(!post.removed, 'post_removed');
    if (post.body === body) return;
    const editedAt = new Date();
    await RevisionModel.create([{ post: post._id, body: post.body, replacedAt: editedAt }]);
    await PostModel.updateOne({ _id: post._id }, { $set: { body, editedAt } });
    await noteLastText(post.topic, post.number, body);
    append(streamOf({ _id: post.group }), 'post.edited', presentActor(viewer), {
      ...placeOf(post),
      body,
      editedAt: editedAt.toISOString(),
    });
  });
}

/**
 * Takes a post away; its number stays with a note in its place. From an archived group only those who moderate it do.
 * @throws AppError forbidden, not_found, archived
 */
export function removePost(viewer: AccountRecord, postId: string): Promise<PostAnswer> {
  return change(viewer, postId, async (post, { group, tie }) => {
    authorize(canRemovePost(viewer, tie, post));
    if (!canModerate(viewer, tie)) authorizeChange(group);
    if (post.removed) return;
    const removed = { at: new Date(), by: removedBy(viewer, tie, post), account: viewer._id };
    await PostModel.updateOne({ _id: post._id }, { $set: { removed } });
    await noteLastText(post.topic, post.number, null);
    await count(post.author, { posts: -1 });
    await countKudosOn(post, false);
    append(streamOf({ _id: post.group }), 'post.removed', presentActor(viewer), {
      ...placeOf(post),
      removed: presentRemoval(removed),
    });
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

/** A change of one post: with the post, its group and the viewer's tie to that as they are inside the transaction. */
async function change(
  viewer: AccountRecord,
  postId: string,
  work: (post: PostRecord, at: Inside) => Promise<void>,
): Promise<PostAnswer> {
  const { _id, group } = await postById(toId(postId));
  const stream = streamOf({ _id: group });
  await write([stream], async () => {
    const at = await insideById(viewer, group);
    await work(await postById(_id), at);
  });
  const head = await headOf(stream);
  const post = await postById(_id);
  const [author, given] = await Promise.all([membersById([post.author]), kudosBy(viewer._id, [_id])]);
  return { post: presentPost(post, author.get(post.author.toString()), given.has(_id.toString())), head };
}

const placeOf = (post: PostRecord) => ({
  topicId: post.topic.toString(),
  postId: post._id.toString(),
  number: post.number,
});
