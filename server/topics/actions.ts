import type { Actor } from '../../shared/accounts.ts';
import type { NewPost, NewTopic, PostAnswer, TopicCreated } from '../../shared/topics.ts';
import { type AccountRecord, membersById, presentActor, presentMember } from '../accounts/account.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { newId, toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { ForumModel, forumsOf } from '../groups/forum.ts';
import { GroupModel, type GroupRecord, groupBySlug, streamOf } from '../groups/group.ts';
import { membershipOf } from '../groups/membership.ts';
import { canPost } from '../groups/policy.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { count } from '../ranks/actions.ts';
import { PostModel, type PostRecord, presentPost } from './post.ts';
import { ReadMarkerModel } from './read-marker.ts';
import { peopleOf, presentTopic, TopicModel, type TopicRecord, topicById } from './topic.ts';

/** `created` is false where the client had sent the same thing before. */
type Created<Answer> = Answer & { created: boolean };

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

/** What was made under the client's name for it before, or what `make` makes: also when both happen at once. */
async function once<Answer>(earlier: () => Promise<Answer | null>, make: () => Promise<Answer>): Promise<Answer> {
  const known = await earlier();
  if (known) return known;
  try {
    return await make();
  } catch (error) {
    if (!duplicateOf(error)?.includes('clientId')) throw error;
    return found(await earlier());
  }
}

async function earlierTopic(
  viewer: AccountRecord,
  group: GroupRecord,
  clientId: string,
): Promise<Created<TopicCreated> | null> {
  const topic = await TopicModel.findOne({ author: viewer._id, clientId }).lean();
  if (!topic) {
    if (await PostModel.exists({ author: viewer._id, clientId })) refuseClientId();
    return null;
  }
  if (!topic.group.equals(group._id)) refuseClientId();
  const head = await headOf(streamOf(group));
  const members = await membersById(peopleOf(topic));
  const marker = await ReadMarkerModel.findOne({ account: viewer._id, topic: topic._id }).lean();
  const first = await PostModel.findOne({ topic: topic._id, number: 1 }).lean();
  return {
    topic: presentTopic(topic, members, marker?.number ?? 0),
    post: presentPost(found(first), members.get(topic.author.toString()), false),
    head,
    created: false,
  };
}

async function earlierPost(
  viewer: AccountRecord,
  topic: TopicRecord,
  clientId: string,
): Promise<Created<PostAnswer> | null> {
  const post = await PostModel.findOne({ author: viewer._id, clientId }).lean();
  if (!post) return null;
  if (!post.topic.equals(topic._id)) refuseClientId();
  const head = await headOf(streamOf({ _id: topic.group }));
  return { post: presentPost(post, presentMember(viewer), false), head, created: false };
}

function refuseClientId(): never {
  const errors = [{ path: 'clientId', message: 'names something else you posted' }];
  throw new AppError('invalid_request', 'This clientId names something else you posted.', { errors });
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
