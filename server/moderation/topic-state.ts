import type { ActKind } from '../../shared/acts.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { membersById, presentActor } from '../accounts/account.ts';
import { ActModel, type ActRecord } from '../acts/act.ts';
import { noteOf, presentNote } from '../acts/note.ts';
import { refuseLate } from '../acts/quicker.ts';
import type { ObjectId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { ForumModel, presentForum } from '../groups/forum.ts';
import { GroupModel, streamOf } from '../groups/group.ts';
import { authorize, found } from '../lib/errors.ts';
import { peopleOf, presentTopic, type Side, TopicModel, type TopicRecord, topicById } from '../topics/topic.ts';

// What acts on topics have in common, in the transaction at hand. All that changes a topic also appends to its group's stream, so that
// of two who do so at once one is done after the other, and sees what that has made of it.

/** What of a topic acts change. */
export type TopicChanges = Partial<
  Pick<TopicRecord, 'group' | 'forum' | 'title' | 'pinnedAt' | 'locked' | 'removed' | 'mergedInto'>
>;

/**
 * What is kept with an act on a topic to take it back: what was there, and the act that was the last on this side of it. `into`: the same of
 * the topic its posts went to.
 */
export type Before = { last: ObjectId | null; was: TopicChanges; into?: { topic: ObjectId; last: ObjectId | null } };

type InGroup = { group: { _id: ObjectId } };

/** A topic of the group at hand that is there for members. @throws AppError not_found, already_acted where it no longer is */
export async function topicAt(at: InGroup, id: ObjectId): Promise<TopicRecord> {
  const topic = await anyTopicAt(at, id);
  await refuseRemoved(topic);
  return topic;
}

/** The same, also where it was removed. */
export async function anyTopicAt({ group }: InGroup, id: ObjectId): Promise<TopicRecord> {
  const topic = await topicById(id);
  // Of a topic that went to another group those learn who were told that it went.
  const went = { 'topic._id': id, group: group._id };
  if (!topic.group.equals(group._id) && (await ActModel.exists({ ...went, kind: 'move' })))
    await refuseLate(went, ['move'], 'It is in another group now.');
  authorize(topic.group.equals(group._id), 'not_found');
  if (topic.mergedInto) await refuseOvertaken(topic, 'posts', 'It is part of another topic now.');
  return topic;
}

/** @throws AppError already_acted */
export async function refuseRemoved(topic: TopicRecord): Promise<void> {
  if (topic.removed) await refuseOvertaken(topic, 'removal', 'It has been removed.');
}

/** A topic whose act is taken back, where that is the last on this side of it. @throws AppError already_acted */
export async function topicActedOn(act: ActRecord, side: Side): Promise<TopicRecord> {
  const topic = await anyTopicAt({ group: { _id: act.group! } }, act.topic!._id);
  if (side !== 'removal') await refuseRemoved(topic);
  await refuseFollowed(topic, act, side);
  return topic;
}

/** Refuses what another act came after, unless that was taken back itself. @throws AppError already_acted */
export async function refuseFollowed(topic: TopicRecord, act: ActRecord, side: Side): Promise<void> {
  if (!(await lastStanding(topic, side))?._id.equals(act._id))
    await refuseOvertaken(topic, side, 'It is not as you have left it.');
}

/** @throws AppError already_acted, with the last act on this side of the topic as `current` */
export async function refuseOvertaken(topic: TopicRecord, side: Side, detail: string): Promise<never> {
  const last = (await lastStanding(topic, side))?._id ?? topic.acted?.[side];
  // What was done while it was in another group is for those who lead that one to know.
  const here = { $or: [{ group: topic.group }, { to: topic.group }] };
  return refuseLate({ ...(last ? { _id: last } : { 'topic._id': topic._id }), ...here }, KINDS[side], detail);
}

const KINDS: Record<Side, ActKind[]> = {
  pin: ['pin', 'unpin'],
  lock: ['lock', 'unlock'],
  removal: ['remove-topic', 'restore-topic', 'split'],
  place: ['move'],
  posts: ['split', 'merge'],
};

/** The last act on one side of a topic that was not taken back. */
async function lastStanding(topic: TopicRecord, side: Side): Promise<ActRecord | null> {
  for (let id = topic.acted?.[side] ?? null; id; ) {
    const act: ActRecord | null = await ActModel.findById(id).lean();
    if (!act?.undone) return act;
    const { last, into } = act.before as Before;
    id = into?.topic.equals(topic._id) ? into.last : last;
  }
  return null;
}

export const beforeOf = (topic: TopicRecord, side: Side, was: TopicChanges): Before => ({
  last: topic.acted?.[side] ?? null,
  was,
});

/** Changes a topic and shows it to everyone in its group as it is then, with why. */
export async function changeTopic(
  viewer: AccountRecord,
  topic: TopicRecord,
  side: Side,
  changes: TopicChanges,
  act: Pick<ActRecord, '_id' | 'at' | 'reason'>,
): Promise<void> {
  await TopicModel.updateOne({ _id: topic._id }, { $set: { ...changes, [`acted.${side}`]: act._id } });
  const changed = { ...topic, ...changes };
  const members = await membersById(peopleOf(changed));
  const forum = found(await ForumModel.findById(changed.forum).lean());
  append(streamOf({ _id: topic.group }), 'topic.changed', presentActor(viewer), {
    topic: presentTopic(changed, members, 0),
    forum: presentForum(forum),
    topicCount: await countTopics(topic.group, Number(isListed(changed)) - Number(isListed(topic))),
    act: presentNote(noteOf(viewer, act)),
  });
}

/** Whether a topic is in its group's lists, and counts there. What members earned by it is theirs either way. */
export const isListed = ({ removed, mergedInto }: TopicRecord): boolean => !removed && !mergedInto;

/** How many topics a group has, after so many have come or gone. */
export async function countTopics(_id: ObjectId, by: number): Promise<number> {
  const change = { $inc: { topicCount: by } };
  const group = by === 0 ? GroupModel.findById(_id) : GroupModel.findOneAndUpdate({ _id }, change, AFTER);
  return found(await group.lean()).topicCount;
}

const AFTER = { returnDocument: 'after' } as const;

/** What an act on a topic says of it. */
export const aboutTopic = (topic: TopicRecord) => ({
  subject: topic.author,
  topic: { _id: topic._id, title: topic.title },
});
