import { PostModel, type PostRecord } from '../topics/post.ts';
import type { SweepRecord, Swept } from './sweep.ts';

/** What of someone's posts stands, and would go. */
export const standing = ({ author, group }: Swept) => ({
  author,
  ...(group && { group }),
  removed: null,
  movedTo: null,
});

/** The next posts a task is about, in the order it goes through them. */
export function postsOf({ _id, author, group, state, cursor }: SweepRecord, limit: number): Promise<PostRecord[]> {
  const concerned = state === 'removing' ? standing({ author, group }) : { author, 'removed.act': _id };
  return PostModel.find({ ...concerned, clientId: { $gt: cursor } })
    .sort({ clientId: 1 })
    .limit(limit)
    .lean()
    .exec();
}
