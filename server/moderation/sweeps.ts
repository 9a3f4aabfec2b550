import type { ActRecord } from '../acts/act.ts';
import type { ObjectId } from '../db/id.ts';
import { afterCommit } from '../events/write.ts';
import { PostModel } from '../topics/post.ts';
import type { Ground } from './deed.ts';
import { removalBy, shownPosts } from './deeds/posts-at.ts';
import { SweepModel, type SweepRecord, type Swept } from './sweep.ts';
import { sweeping } from './sweeping.ts';
import { standing } from './swept-posts.ts';

// In the transaction at hand.

/** What an act that removes all someone has posted says of the posts. */
export async function aboutAllPosts(swept: Swept): Promise<Pick<ActRecord, 'posts' | 'postCount'>> {
  const posts = await PostModel.find(standing(swept)).limit(5).lean();
  return { posts: shownPosts(posts), postCount: await PostModel.countDocuments(standing(swept)) };
}

/**
 * Removes all that someone has posted in a group, or anywhere: it begins once the act is there, goes on in small transactions, and is
 * taken up by another node should this one die.
 */
export async function beginSweep(
  at: Pick<Ground, 'viewer' | 'tie'>,
  act: ActRecord,
  { author, group }: Swept,
): Promise<void> {
  const task = {
    _id: act._id,
    author,
    group,
    state: 'removing' as const,
    removal: removalBy(at, act),
    by: at.viewer._id,
  };
  await SweepModel.create([task]);
  afterCommit(sweeping.goOn);
}

/** Stops removing what an act removes, if it does, and gives back what went by it. @param by who takes it back. */
export const endSweep = (act: Pick<ActRecord, '_id'>, by: ObjectId): Promise<void> => turnSweep(act, 'restoring', by);

/** Removes once more what was given back, if the act removes anything. @param by who puts it in force again. */
export const sweepAgain = (act: Pick<ActRecord, '_id'>, by: ObjectId): Promise<void> => turnSweep(act, 'removing', by);

async function turnSweep({ _id }: Pick<ActRecord, '_id'>, state: SweepRecord['state'], by: ObjectId): Promise<void> {
  const { matchedCount } = await SweepModel.updateOne({ _id }, { $set: { state, cursor: '', by } });
  if (matchedCount > 0) afterCommit(sweeping.goOn);
}
