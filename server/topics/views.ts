import type { PostQuery, Posts, Revisions, TopicPage, TopicQuery, Topics } from '../../shared/topics.ts';
import { type AccountRecord, membersById } from '../accounts/account.ts';
import { beyond } from '../db/beyond.ts';
import { toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { ForumModel, presentForum } from '../groups/forum.ts';
import { type GroupRecord, presentGroupRef, streamOf } from '../groups/group.ts';
import { canModerate } from '../groups/policy.ts';
import { insideById, insideBySlug } from '../groups/readable.ts';
import { cut } from '../lib/cursor.ts';
import { authorize, found } from '../lib/errors.ts';
import { topicInside } from './inside.ts';
import { kudosBy } from './kudos.ts';
import { authorizeTopic } from './open.ts';
import { PostModel, postById, presentPost } from './post.ts';
import { readMarkers } from './read-marker.ts';
import { presentRevision, RevisionModel } from './revision.ts';
import { peopleOf, presentTopic, TopicModel, type TopicRecord, topicById } from './topic.ts';

// Each of these reads the stream's head first and the data after: what happens in between is then told twice, never not.

/** A group's topics, or one forum's, the last active first. @throws AppError not_found */
export async function readTopics(viewer: AccountRecord, slug: string, query: TopicQuery): Promise<Topics> {
  const { group } = await insideBySlug(viewer, slug);
  const head = await headOf(streamOf(group));
  const place = { ...(await within(group, query.forum)), removed: null, mergedInto: null };
  const topics = await TopicModel.find({
    ...place,
    pinnedAt: null,
    ...beyond('lastPostAt', 'descending', query.cursor),
  })
    .sort({ lastPostAt: -1, _id: -1 })
    .limit(query.limit + 1)
    .lean();
  const cutOff = cut(topics, query.limit, ({ lastPostAt, _id }) => ({ at: lastPostAt, id: _id.toString() }));
  const page = query.cursor ? cutOff.page : [...(await pinnedIn(place)), ...cutOff.page];
  const members = await membersById(page.flatMap(peopleOf));
  const read = await readMarkers(
    viewer._id,
    page.map(({ _id }) => _id),
  );
  const items = page.map((topic) => presentTopic(topic, members, read.get(topic._id.toString()) ?? 0));
  return { items, next: cutOff.next, head };
}

/** @throws AppError not_found */
export async function readTopicPage(viewer: AccountRecord, topicId: string): Promise<TopicPage> {
  const _id = toId(topicId);
  const { group } = await topicInside(viewer, topicId);
  const head = await headOf(streamOf(group));
  const topic = await topicById(_id);
  // It may have gone meanwhile to where the viewer may not follow.
  if (!topic.group.equals(group._id)) return readTopicPage(viewer, topicId);
  const [members, read, forum] = await Promise.all([
    membersById(peopleOf(topic)),
    readMarkers(viewer._id, [_id]),
    ForumModel.findById(topic.forum).lean(),
  ]);
  const shown = presentTopic(topic, members, read.get(topicId) ?? 0);
  return { topic: shown, group: presentGroupRef(group), forum: presentForum(found(forum)), head };
}

/** Posts by number, from `from` on. @throws AppError not_found, topic_removed, topic_merged */
export async function readPosts(viewer: AccountRecord, topicId: string, { from, limit }: PostQuery): Promise<Posts> {
  const _id = toId(topicId);
  const { group } = await topicInside(viewer, topicId);
  const head = await headOf(streamOf(group));
  const topic = await topicById(_id);
  authorizeTopic(topic);
  const { lastNumber } = topic;
  // By the group as well: posts that go to another one meanwhile are no longer the viewer's to read.
  const posts = await PostModel.find({ topic: _id, group: group._id, number: { $gte: from } })
    .sort({ number: 1 })
    .limit(limit)
    .lean();
  const [members, given] = await Promise.all([
    membersById(posts.map(({ author }) => author)),
    kudosBy(
      viewer._id,
      posts.map((post) => post._id),
    ),
  ]);
  const items = posts.map((post) =>
    presentPost(post, members.get(post.author.toString()), given.has(post._id.toString())),
  );
  const last = posts.at(-1)?.number ?? lastNumber;
  return { topicId, items, next: last < lastNumber ? last + 1 : null, head };
}

/** What a post said before, the latest first; of a removed post only its moderators may see it. @throws AppError not_found, topic_removed */
export async function readRevisions(viewer: AccountRecord, postId: string): Promise<Revisions> {
  const post = await postById(toId(postId));
  const { tie } = await insideById(viewer, post.group);
  authorize(!post.removed || canModerate(viewer, tie), 'not_found');
  authorizeTopic(await topicById(post.topic));
  const revisions = await RevisionModel.find({ post: post._id }).sort({ _id: -1 }).limit(100).lean();
  return { items: revisions.map(presentRevision), next: null };
}

/** The pinned topics of a group or forum, which lead its list; there are few. */
function pinnedIn(place: object): Promise<TopicRecord[]> {
  return TopicModel.find({ ...place, pinnedAt: { $gt: new Date(0) } })
    .sort({ pinnedAt: -1, _id: -1 })
    .lean()
    .exec();
}

async function within(group: GroupRecord, forum: string | undefined) {
  if (forum === undefined) return { group: group._id };
  const { _id } = found(
    await ForumModel.findOne({ group: group._id, slug: forum }).lean(),
    'The group has no such forum.',
  );
  return { forum: _id };
}
