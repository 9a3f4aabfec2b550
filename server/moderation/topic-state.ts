import type { AccountRecord } from '../accounts/account.ts';
import { membersById, presentActor } from '../accounts/account.ts';
import type { ActRecord } from '../acts/act.ts';
import { noteOf, presentNote } from '../acts/note.ts';
import type { ObjectId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { ForumModel, presentForum } from '../groups/forum.ts';
import { GroupModel, streamOf } from '../groups/group.ts';
import { authorize, found } from '../lib/errors.ts';
import { peopleOf, presentTopic, TopicModel, type TopicRecord } from '../topics/topic.ts';
import type { Ground } from './deed.ts';

// What acts on topics have in common, in the transaction at hand.

/** A topic of the group at hand. @throws AppError not_found, also for one of another group */
export async function topicAt({ group }: Pick<Ground, 'group'>, id: ObjectId): Promise<TopicRecord> {
  const topic = found(await TopicModel.findById(id).lean());
  authorize(topic.group.equals(group._id), 'not_found');
  return topic;
}

/** What of a topic its acts change. */
export type TopicChanges = Partial<
  Pick<TopicRecord, 'forum' | 'title' | 'pinnedAt' | 'locked' | 'removed' | 'mergedInto'>
>;

/** Changes a topic and shows it to everyone in its group as it is then, with why. */
export async function changeTopic(
  viewer: AccountRecord,
  topic: TopicRecord,
  changes: TopicChanges,
  act: Pick<ActRecord, '_id' | 'at' | 'reason'>,
): Promise<void> {
  await TopicModel.updateOne({ _id: topic._id }, { $set: changes });
  const changed = { ...topic, ...changes };
  const members = await membersById(peopleOf(changed));
  const forum = found(await ForumModel.findById(changed.forum).lean());
  const { topicCount } = found(await GroupModel.findById(topic.group).lean());
  append(streamOf({ _id: topic.group }), 'topic.changed', presentActor(viewer), {
    topic: presentTopic(changed, members, 0),
    forum: presentForum(forum),
    topicCount,
    act: presentNote(noteOf(viewer, act)),
  });
}

/** What an act on a topic says of it. */
export const aboutTopic = (topic: TopicRecord) => ({
  subject: topic.author,
  topic: { _id: topic._id, title: topic.title },
});
