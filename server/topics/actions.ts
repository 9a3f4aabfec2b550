import type { NewPost, NewTopic, PostAnswer, TopicCreated } from '../../shared/topics.ts';
import { type AccountRecord, presentActor, presentMember } from '../accounts/account.ts';
import { newId, toId } from '../db/id.ts';
import { append, write, writeTogether } from '../events/write.ts';
import { ForumModel, forumsOf } from '../groups/forum.ts';
import { GroupModel, type GroupRecord, streamOf } from '../groups/group.ts';
import { authorizePace, authorizePosting, isPaced, notePace } from '../groups/posting.ts';
import { insideById, insideBySlug } from '../groups/readable.ts';
import { found } from '../lib/errors.ts';
import { count } from '../ranks/metrics.ts';
import { mentionsOf, namesIn, tellMentioned } from './mentions.ts';
import { newPost, PostModel, type PostRecord, presentPost } from './post.ts';
import { ReadMarkerModel } from './read-marker.ts';
import { fingerprint, refuseRepeatedTopic } from './repeat.ts';
import { addReplies } from './replies.ts';
import { anyway, type Created, earlierTopic, once } from './resubmission.ts';
import { groupOfTopic, presentTopic, TopicModel, type TopicRecord } from './topic.ts';

/**
 * Starts a topic with its first post. The same `clientId` again answers with what the first made.
 * @throws AppError not_found, duplicate_post, and what keeps one from posting
 */
export async function createTopic(
  viewer: AccountRecord,
  slug: string,
  input: NewTopic,
): Promise<Created<TopicCreated>> {
  const { group } = await insideBySlug(viewer, slug);
  const forum = await forumFor(group, input.forum);
  return once(
    () => earlierTopic(viewer, group, input.clientId),
    async () => {
      const stream = streamOf(group);
      const { draft, ...made } = await write([stream], async () => {
        const now = await insideById(viewer, group._id);
        authorizePosting(now.group, now.tie);
        await refuseRepeatedTopic(viewer._id, group._id, input);
        authorizePace(viewer, now.group, now.tie);
        const topic = newTopic(viewer, group, forum, input);
        if (isPaced(viewer, now.group, now.tie))
          await notePace([{ group: group._id, account: viewer._id, at: topic.createdAt }]);
        const post = newPost(viewer._id, topic, input);
        await TopicModel.insertMany([topic], { lean: true });
        await insertFirst(viewer, topic, post);
        const topicCount = await countTopic(group);
        const members = new Map([[viewer._id.toString(), presentMember(viewer)]]);
        const shown = { topic: presentTopic(topic, members, 0), post: presentPost(post, presentMember(viewer), false) };
        const text = { author: viewer._id, group: now.group, body: input.body };
        const mentions = mentionsOf(text, await namesIn([text]));
        const draft = append(stream, 'topic.created', presentActor(viewer), { ...shown, topicCount, mentions });
        tellMentioned(presentActor(viewer), now.group, shown.topic, shown.post, mentions);
        return { ...shown, draft };
      });
      return { ...made, topic: { ...made.topic, read: 1 }, head: { stream, seq: draft.seq }, created: true };
    },
  );
}

/**
 * Adds a post to a topic, with the next number. The same `clientId` again answers with the post the first made.
 * @throws AppError not_found, invalid_request, duplicate_post, and what keeps one from posting
 */
export async function reply(viewer: AccountRecord, topicId: string, input: NewPost): Promise<Created<PostAnswer>> {
  const streams = [streamOf({ _id: found(await groupOfTopic(topicId)) })];
  const submission = { viewer: viewer._id, topic: toId(topicId), input };
  const { post, created, at } = await anyway(() => writeTogether(streams, addReplies, submission));
  return { post, head: { stream: at.stream, seq: at.seq }, created };
}

async function forumFor(group: GroupRecord, slug: string | undefined) {
  if (slug === undefined) return found((await forumsOf(group._id))[0]);
  return found(await ForumModel.findOne({ group: group._id, slug }).lean(), 'The group has no such forum.');
}

async function insertFirst(viewer: AccountRecord, topic: TopicRecord, post: PostRecord): Promise<void> {
  await PostModel.insertMany([post], { lean: true });
  await count(viewer._id, { posts: 1 });
  await ReadMarkerModel.create([{ account: viewer._id, topic: topic._id, number: 1 }]);
}

async function countTopic({ _id }: GroupRecord): Promise<number> {
  const changes = { $inc: { topicCount: 1 } };
  const group = await GroupModel.findOneAndUpdate({ _id }, changes, { returnDocument: 'after' }).lean();
  return found(group).topicCount;
}

function newTopic(
  viewer: AccountRecord,
  group: GroupRecord,
  forum: { _id: TopicRecord['forum'] },
  input: NewTopic,
): TopicRecord {
  const now = new Date();
  return {
    _id: newId(),
    group: group._id,
    forum: forum._id,
    author: viewer._id,
    clientId: input.clientId,
    title: input.title,
    createdAt: now,
    lastNumber: 1,
    lastPostAt: now,
    lastPostBy: viewer._id,
    lastText: fingerprint(input.body),
  };
}
