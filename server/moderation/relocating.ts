import { type AccountRecord, membersById, presentActor } from '../accounts/account.ts';
import type { ActRecord } from '../acts/act.ts';
import { noteOf, presentNote } from '../acts/note.ts';
import type { ObjectId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { groupById, presentGroupRef, streamOf } from '../groups/group.ts';
import { AppError } from '../lib/errors.ts';
import { moveReports } from '../reports/moving.ts';
import { follow } from '../subscriptions/following.ts';
import { PostModel } from '../topics/post.ts';
import { peopleOf, presentTopic, TopicModel, type TopicRecord } from '../topics/topic.ts';
import { countTopics } from './topic-state.ts';

/** How many posts go from one topic or group to another with one act, at most: it is one transaction. */
export const MOST_MOVED = 5_000;

/** @throws AppError limit_reached */
export function refuseTooLong({ lastNumber }: TopicRecord): void {
  if (lastNumber > MOST_MOVED)
    throw new AppError('limit_reached', `At most ${MOST_MOVED} posts can be moved at once; this topic has more.`);
}

/** Where in another group a topic goes. */
export type Destination = Pick<TopicRecord, 'group' | 'forum' | 'pinnedAt'>;

/**
 * Takes a topic with all that is in it, and what is reported of it, to another group, in the transaction at hand. Those it leaves are told where it went if all of them
 * may know what goes on there.
 */
export async function relocate(
  viewer: AccountRecord,
  topic: TopicRecord,
  to: Destination,
  act: Pick<ActRecord, '_id' | 'at' | 'reason'>,
): Promise<void> {
  await TopicModel.updateOne({ _id: topic._id }, { $set: { ...to, 'acted.place': act._id } });
  await PostModel.updateMany({ topic: topic._id }, { $set: { group: to.group } });
  const posts = await postsIn(topic._id);
  await follow(topic._id, posts, to.group);
  await moveReports(viewer, posts, to.group);
  const target = await groupById(to.group);
  const changed = { ...topic, ...to };
  const [actor, note] = [presentActor(viewer), presentNote(noteOf(viewer, act))];
  append(streamOf({ _id: topic.group }), 'topic.left', actor, {
    topicId: topic._id.toString(),
    to: target.access === 'open' ? presentGroupRef(target) : null,
    topicCount: await countTopics(topic.group, -1),
    act: note,
  });
  append(streamOf(target), 'topic.arrived', actor, {
    topic: presentTopic(changed, await membersById(peopleOf(changed)), 0),
    topicCount: await countTopics(to.group, 1),
    act: note,
  });
}

async function postsIn(topic: ObjectId): Promise<ObjectId[]> {
  const posts = await PostModel.find({ topic }, { _id: 1 }).lean();
  return posts.map(({ _id }) => _id);
}
