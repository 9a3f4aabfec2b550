import { accountStream } from '../../shared/streams.ts';
import type { TopicView } from '../../shared/topics.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { count } from '../ranks/metrics.ts';
import { topicInside } from './inside.ts';
import { authorizeTopic } from './open.ts';
import { isViewed, ReadMarkerModel } from './read-marker.ts';
import { topicById } from './topic.ts';
import { stay } from './viewing.ts';

/**
 * Notes that the viewer is on a topic now. Once they have stayed, without being on another one in between, it counts as viewed:
 * once for ever, and not where it is their own. A topic that counts already is read and nothing is written.
 * @throws AppError not_found, topic_removed, topic_merged
 */
export async function viewTopic(viewer: AccountRecord, topicId: string): Promise<TopicView> {
  const { topic } = await topicInside(viewer, topicId);
  authorizeTopic(topic);
  if (topic.author.equals(viewer._id)) return { viewed: false, seconds: 0 };
  if (await isViewed(viewer._id, topic._id)) return VIEWED;
  const seconds = await stay(viewer._id, topic._id);
  if (seconds > 0) return { viewed: false, seconds };
  await markViewed(viewer, topic._id);
  return VIEWED;
}

/** Counts a topic as viewed, however long one was on it. @throws AppError not_found */
export async function countView(viewer: AccountRecord, topicId: string): Promise<void> {
  const { _id, author } = await topicById(toId(topicId));
  if (!author.equals(viewer._id)) await markViewed(viewer, _id);
}

async function markViewed(viewer: AccountRecord, topic: ObjectId): Promise<void> {
  await write([accountStream(viewer._id.toString())], async () => {
    if (await isViewed(viewer._id, topic)) return;
    await ReadMarkerModel.updateOne({ account: viewer._id, topic }, { $set: { viewed: true } }, { upsert: true });
    await count(viewer._id, { topicsViewed: 1 });
  });
}

const VIEWED: TopicView = { viewed: true, seconds: 0 };
