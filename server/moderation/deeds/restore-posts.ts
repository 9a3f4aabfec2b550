import { presentActor } from '../../accounts/account.ts';
import { ActModel } from '../../acts/act.ts';
import { begun } from '../../acts/keep-acts.ts';
import { refuseLate } from '../../acts/quicker.ts';
import type { ObjectId } from '../../db/id.ts';
import { say } from '../../groups/policy.ts';
import { PostModel, type PostRecord } from '../../topics/post.ts';
import { giveBack, type Removal, takeAway, tellRemoved, tellRestored } from '../../topics/post-removal.ts';
import type { Deed, Ground, NewActOf, Undoing } from '../deed.ts';
import { aboutPosts, authorizeActing, byAuthor, postsAt, refuseAny } from './posts-at.ts';
import { streamsOfAuthors } from './remove-posts.ts';

/** How a post was removed, so that it can be again. */
type Before = { _id: ObjectId; removed: Removal };

/**
 * Puts back what those who moderate have taken away: all that is still gone, as one act for each author. What authors have removed
 * themselves stays away, and what one with more say has.
 * @throws AppError not_found, forbidden, and already_acted where all are there
 */
export const restorePosts: Deed<NewActOf<'restore-posts'>> = {
  by: 'moderators',
  streams: ({ postIds }) => streamsOfAuthors(postIds),
  async perform(at, { postIds, reason }) {
    const named = await postsAt(at, postIds);
    await authorizeActing(at, named);
    const posts = named.filter(({ removed }) => removed);
    if (posts.length === 0) {
      const last = { 'posts._id': { $in: named.map(({ _id }) => _id) } };
      await refuseLate(last, ['restore-posts', 'remove-posts'], 'They are there already.');
    }
    await authorizeRestoring(at, posts);
    const { viewer, group, tie } = at;
    const parts = byAuthor(posts);
    const own = { kind: 'restore-posts' as const, group: group._id, reason, say: say(viewer.role, tie) };
    const drafts = [];
    for (const part of parts)
      drafts.push({ ...own, ...(await aboutPosts(part)), before: part.map(({ _id, removed }) => ({ _id, removed })) });
    for (const part of parts) await giveBack(part);
    await tellRestored(presentActor(viewer), posts);
    return begun(viewer, drafts);
  },
};

/** What was restored is gone again, for the reason it had been, as far as it is still there. */
export const undoRestoringPosts: Undoing = async ({ viewer, group }, act) => {
  const before = act.before as Before[];
  const ids = before.map(({ _id }) => _id);
  const posts = await PostModel.find({ _id: { $in: ids }, group: group._id, removed: null }).lean();
  for (const { removal, of } of byRemoval(posts, before)) {
    await takeAway(of, removal);
    tellRemoved(presentActor(viewer), of, removal);
  }
};

async function authorizeRestoring({ viewer, tie }: Ground, posts: PostRecord[]): Promise<void> {
  const ids = posts.flatMap(({ removed }) => removed?.act ?? []);
  const acts = await ActModel.find({ _id: { $in: ids } }, { say: 1 }).lean();
  const says = new Map(acts.map((act) => [act._id.toString(), act.say]));
  const own = say(viewer.role, tie);
  refuseAny(posts, 'forbidden', ({ removed }) => {
    if (removed?.by === 'author') return 'was removed by its author';
    // From before acts were kept: it may have been staff who removed it in a moderator’s name.
    const needed = says.get(removed?.act?.toString() ?? '') ?? (removed?.by === 'leader' ? 1 : 2);
    return own < needed ? 'was removed by someone with more say here than you' : null;
  });
}

function byRemoval(posts: PostRecord[], before: Before[]): { removal: Removal; of: PostRecord[] }[] {
  const parts = new Map<string, { removal: Removal; of: PostRecord[] }>();
  for (const { _id, removed } of before) {
    const post = posts.find((one) => one._id.equals(_id));
    const key = `${removed.act} ${removed.at.getTime()}`;
    if (!post) continue;
    if (!parts.has(key)) parts.set(key, { removal: removed, of: [] });
    parts.get(key)!.of.push(post);
  }
  return [...parts.values()];
}
