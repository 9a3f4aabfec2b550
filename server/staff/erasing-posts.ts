import { AccountModel } from '../accounts/account.ts';
import { ActModel, actById } from '../acts/act.ts';
import { write } from '../events/write.ts';
import { streamOf } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import { SweepModel } from '../moderation/sweep.ts';
import { sweepSome } from '../moderation/sweeping.ts';
import { changeTopic } from '../moderation/topic-state.ts';
import { ReportModel } from '../reports/report.ts';
import { PostModel } from '../topics/post.ts';
import { RevisionModel } from '../topics/revision.ts';
import { TopicModel } from '../topics/topic.ts';
import type { ErasureRecord } from './erasure.ts';
import { ERASED_TITLE } from './scrub.ts';

const POSTS = 200;

/** What stands where an erased member's reasons would be read by others. */
export const ERASED_WHY = 'The account of its author was erased.';

/** Earlier versions of their posts go, and what the posts say where that is to go: once all are removed, which their readers see. */
export async function erasePosts({ _id, act, posts: what, cursor }: ErasureRecord): Promise<string | null> {
  if (what === 'remove' && (await SweepModel.exists({ _id: act, state: { $ne: 'done' } }))) {
    await sweepSome();
    return cursor;
  }
  const posts = await PostModel.find({ author: _id, clientId: { $gt: cursor } }, { clientId: 1 })
    .sort({ clientId: 1 })
    .limit(POSTS)
    .lean();
  const ids = posts.map((post) => post._id);
  await RevisionModel.deleteMany({ post: { $in: ids } });
  if (what === 'remove') await PostModel.updateMany({ _id: { $in: ids } }, { $set: { body: '' } });
  return posts.at(-1)?.clientId ?? null;
}

/** The titles of topics they have started, one at a time: each is told to its group. */
export async function eraseTopics({ _id, act, by, posts, cursor }: ErasureRecord): Promise<string | null> {
  if (posts === 'keep') return null;
  const topic = await TopicModel.findOne({ author: _id, clientId: { $gt: cursor } })
    .sort({ clientId: 1 })
    .lean();
  if (!topic) return null;
  if (topic.title !== ERASED_TITLE) {
    const { at } = await actById(act);
    await write([streamOf({ _id: topic.group })], async () => {
      const now = found(await TopicModel.findById(topic._id).lean());
      const viewer = found(await AccountModel.findById(by).lean());
      await changeTopic(viewer, now, 'posts', { title: ERASED_TITLE }, { _id: act, at, reason: ERASED_WHY });
    });
  }
  await ActModel.updateMany({ 'topic._id': topic._id }, { $set: { 'topic.title': ERASED_TITLE } });
  await ReportModel.updateMany({ 'post.topic': topic._id }, { $set: { 'post.title': ERASED_TITLE } });
  return topic.clientId;
}
