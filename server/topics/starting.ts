import type { NewTopic, Post, Topic } from '../../shared/topics.ts';
import { type AccountRecord, presentActor, presentMember } from '../accounts/account.ts';
import { newId } from '../db/id.ts';
import type { Draft } from '../events/log.ts';
import { append } from '../events/write.ts';
import { GroupModel, type GroupRecord, streamOf } from '../groups/group.ts';
import { found } from '../lib/errors.ts';
import { count } from '../ranks/metrics.ts';
import { mentionsOf, namesIn, tellMentioned } from './mentions.ts';
import { newPost, PostModel, type PostRecord, presentPost } from './post.ts';
import { ReadMarkerModel } from './read-marker.ts';
import { fingerprint } from './repeat.ts';
import { presentTopic, TopicModel, type TopicRecord } from './topic.ts';

/** A topic that has just been started. `record`: its first post. */
export type Started = { topic: Topic; post: Post; record: PostRecord; draft: Draft };

/** Starts a topic that may be, in the transaction at hand. */
export async function startTopic(
  author: AccountRecord,
  group: GroupRecord,
  forum: TopicRecord['forum'],
  input: NewTopic,
): Promise<Started> {
  const started = newTopic(author, group, forum, input);
  const record = newPost(author._id, started, input);
  await TopicModel.insertMany([started], { lean: true });
  await insertFirst(author, started, record);
  const topicCount = await countTopic(group);
  const members = new Map([[author._id.toString(), presentMember(author)]]);
  const shown = { topic: presentTopic(started, members, 0), post: presentPost(record, presentMember(author), false) };
  const text = { author: author._id, group, body: input.body };
  const mentions = mentionsOf(text, await namesIn([text]));
  const draft = append(streamOf(group), 'topic.created', presentActor(author), { ...shown, topicCount, mentions });
  tellMentioned(presentActor(author), group, shown.topic, shown.post, mentions);
  return { ...shown, record, draft };
}

async function insertFirst(author: AccountRecord, topic: TopicRecord, post: PostRecord): Promise<void> {
  await PostModel.insertMany([post], { lean: true });
  await count(author._id, { posts: 1 });
  await ReadMarkerModel.create([{ account: author._id, topic: topic._id, number: 1 }]);
}

async function countTopic({ _id }: GroupRecord): Promise<number> {
  const changes = { $inc: { topicCount: 1 } };
  const group = await GroupModel.findOneAndUpdate({ _id }, changes, { returnDocument: 'after' }).lean();
  return found(group).topicCount;
}

function newTopic(
  author: AccountRecord,
  group: GroupRecord,
  forum: TopicRecord['forum'],
  input: NewTopic,
): TopicRecord {
  const now = new Date();
  return {
    _id: newId(),
    group: group._id,
    forum,
    author: author._id,
    clientId: input.clientId,
    title: input.title,
    createdAt: now,
    lastNumber: 1,
    lastPostAt: now,
    lastPostBy: author._id,
    lastText: fingerprint(input.body),
  };
}
