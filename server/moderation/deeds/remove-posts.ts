import { accountStream, type Stream } from '../../../shared/streams.ts';
import { presentActor } from '../../accounts/account.ts';
import { begun } from '../../acts/keep-acts.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { type ObjectId, toId } from '../../db/id.ts';
import { say } from '../../groups/policy.ts';
import { PostModel, type PostRecord } from '../../topics/post.ts';
import { giveBack, takeAway, tellRemoved, tellRestored } from '../../topics/post-removal.ts';
import type { Deed, NewActOf, Undoing } from '../deed.ts';
import { aboutPosts, authorizeActing, byAuthor, postsAt, removalBy } from './posts-at.ts';

/**
 * Takes posts away, of whichever topics and authors: all that are still there, as one act for each author.
 * @throws AppError not_found, forbidden, and already_acted where all are gone
 */
export const removePosts: Deed<NewActOf<'remove-posts'>> = {
  by: 'moderators',
  streams: ({ postIds }) => streamsOfAuthors(postIds),
  async perform(at, { postIds, reason }) {
    const named = await postsAt(at, postIds);
    await authorizeActing(at, named);
    const posts = named.filter(({ removed }) => !removed);
    if (posts.length === 0) await refuseGone(named);
    const { viewer, group, tie } = at;
    const parts = byAuthor(posts);
    const own = { kind: 'remove-posts' as const, group: group._id, reason, say: say(viewer.role, tie) };
    const drafts = [];
    for (const part of parts)
      drafts.push({ ...own, ...(await aboutPosts(part)), before: part.map(({ _id }) => ({ _id })) });
    const acts = begun(viewer, drafts);
    for (const [index, act] of acts.entries()) await takeAway(parts[index]!, removalBy(at, act));
    tellRemoved(presentActor(viewer), posts, removalBy(at, acts[0]!));
    return acts;
  },
};

/** What was removed stands again, as far as it is by this act that it is gone. */
export const undoRemovingPosts: Undoing = async ({ viewer, group }, act) => {
  const ids = (act.before as { _id: ObjectId }[]).map(({ _id }) => _id);
  const gone = { _id: { $in: ids }, group: group._id, 'removed.act': act._id };
  const posts = await PostModel.find(gone).lean();
  if (posts.length === 0) return;
  await giveBack(posts);
  await tellRestored(presentActor(viewer), posts);
};

/** The authors of posts hear of what is done about these on their own streams. */
export async function streamsOfAuthors(postIds: string[]): Promise<Stream[]> {
  const authors = await PostModel.distinct('author', { _id: { $in: postIds.map(toId) } });
  return authors.map((author) => accountStream(author.toString()));
}

async function refuseGone(posts: PostRecord[]): Promise<never> {
  const act = posts.find(({ removed }) => removed?.act)?.removed?.act;
  return refuseLate({ _id: act ?? null }, ['remove-posts', 'ban', 'suspend'], 'They are removed already.');
}
