import type { Actor } from '../../shared/accounts.ts';
import type { NewPost, NewTopic, PostAnswer, TopicCreated } from '../../shared/topics.ts';
import { type AccountRecord, membersById, presentActor, presentMember } from '../accounts/account.ts';
import { newId, toId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { ForumModel, forumsOf } from '../groups/forum.ts';
import { GroupModel, type GroupRecord, groupBySlug, streamOf } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { canPost } from '../groups/policy.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { count } from '../ranks/actions.ts';
import { PostModel, type PostRecord, presentPost } from './post.ts';
import { ReadMarkerModel } from './read-marker.ts';
import { type Created, earlierPost, earlierTopic, once } from './resubmission.ts';
import { presentTopic, TopicModel, type TopicRecord, topicById } from './topic.ts';

/**
 * Starts a topic with its first post. The same `clientId` again answers with what the first made.
 * @throws AppError not_found, not_a_member
 */
export async function createTopic(
  viewer: AccountRecord,
  slug: string,
  input: NewTopic,
): Promise<Created<TopicCreated>> {
  const group = await groupBySlug(slug);
  const forum = await forumFor(group, input.forum);
  return once(
    () => earlierTopic(viewer, group, input.clientId),
    async () => {
      const stream = streamOf(group);
      const { draft, ...made } = await write([stream], async () => {
        authorize(canPost(await membershipOf(group._id, viewer._id)), 'not_a_member');
        const topic = newTopic(viewer, group, forum, input);
        const post = newPost(viewer, topic, input);
        await TopicModel.insertMany([topic], { lean: true });
        await insertPost(viewer, topic, post);
        const topicCount = await countTopic(group);
        const members = new Map([[viewer._id.toString(), presentMember(viewer)]]);
        const shown = { topic: presentTopic(topic, members, 0), post: presentPost(post, presentMember(viewer), false) };
        return { ...shown, draft: append(stream, 'topic.created', presentActor(viewer), { ...shown, topicCount }) };
      });
      return { ...made, topic: { ...made.topic, read: 1 }, head: { stream, seq: draft.seq }, created: true };
    },
  );
}

/**
 * Adds a post to a topic, with the next number. The same `clientId` again answers with the post the first made.
 * @throws AppError not_found, not_a_member, invalid_request
 */
export async function reply(viewer: AccountRecord, topicId: string, input: NewPost): Promise<Created<PostAnswer>> {
  const before = await topicById(toId(topicId));
  const members = await membersById([before.author]);
  members.set(viewer._id.toString(), presentMember(viewer));
  return once(
    () => earlierPost(viewer, before, input.clientId),
    async () => {
      const stream = streamOf({ _id: before.group });
      const { draft, post } = await write([stream], async () => {
        authorize(canPost(await membershipOf(before.group, viewer._id)), 'not_a_member');
        const topic = await nextNumber(viewer, before);
        const record = newPost(viewer, topic, input);
        await insertPost(viewer, topic, record);
        const post = presentPost(record, presentMember(viewer), false);
        return { post, draft: appendReply(presentActor(viewer), topic, post, members) };
      });
      return { post, head: { stream, seq: draft.seq }, created: true };
    },
  );
}

function appendReply(
  actor: Actor,
  topic: TopicRecord,
  post: PostAnswer['post'],
  members: Parameters<typeof presentTopic>[1],
) {
  return append(streamOf({ _id: topic.group }), 'post.created', actor, {
    topicId: post.topicId,
    post,
    postCount: topic.lastNumber,
    topic: presentTopic(topic, members, 0),
  });
}

async function forumFor(group: GroupRecord, slug: string | undefined) {
  if (slug === undefined) return found((await forumsOf(group._id))[0]);
  return found(await ForumModel.findOne({ group: group._id, slug }).lean(), 'The group has no such forum.');
}

async function nextNumber(viewer: AccountRecord, { _id }: TopicRecord): Promise<TopicRecord> {
  const changes = { $inc: { lastNumber: 1 }, $set: { lastPostAt: new Date(), lastPostBy: viewer._id } };
  return found(await TopicModel.findOneAndUpdate({ _id }, changes, { returnDocument: 'after' }).lean());
}

/** Whoever had read all before their own post has read all after it, too. */
async function insertPost(viewer: AccountRecord, topic: TopicRecord, post: PostRecord): Promise<void> {
  await PostModel.insertMany([post], { lean: true });
  await count(viewer._id, { posts: 1 });
  const marker = { account: viewer._id, topic: topic._id };
  if (post.number === 1) await ReadMarkerModel.create([{ ...marker, number: 1 }]);
  else await ReadMarkerModel.updateOne({ ...marker, number: post.number - 1 }, { $set: { number: post.number } });
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
  };
}

function newPost(viewer: AccountRecord, topic: TopicRecord, input: NewPost): PostRecord {
  const { replyTo = null } = input;
  if (replyTo !== null && replyTo >= topic.lastNumber) {
    const errors = [{ path: 'replyTo', message: 'is not the number of a post before this one' }];
    throw new AppError('invalid_request', 'There is no post with the number in replyTo.', { errors });
  }
  return {
    _id: newId(),
    topic: topic._id,
    group: topic.group,
    number: topic.lastNumber,
    author: viewer._id,
    clientId: input.clientId,
    body: input.body,
    replyTo,
    createdAt: topic.lastPostAt,
    editedAt: null,
    removed: null,
    kudosCount: 0,
  };
}
