import type { Member } from '../../shared/accounts.ts';
import type { Stream } from '../../shared/streams.ts';
import type { NewPost, Post } from '../../shared/topics.ts';
import { actorOf, membersById } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { type Draft, headsOf } from '../events/log.ts';
import { append, type Outcome } from '../events/write.ts';
import { GroupModel, type GroupRecord, streamOf } from '../groups/group.ts';
import { type TieRecord, type Ties, tieIn, tiesBetween } from '../groups/membership.ts';
import { canModerate, canRead } from '../groups/policy.ts';
import { authorizePace, authorizePosting, isPaced, notePace } from '../groups/posting.ts';
import { authorize, found } from '../lib/errors.ts';
import { countPosts } from '../ranks/metrics.ts';
import { mentionsOf, type Names, namesIn, type Text, tellMentioned } from './mentions.ts';
import { authorizeReply } from './open.ts';
import { newPost, PostModel, type PostRecord, presentPost } from './post.ts';
import { ReadMarkerModel } from './read-marker.ts';
import { fingerprint, refuseRepeat } from './repeat.ts';
import { refuseClientId } from './resubmission.ts';
import { presentTopic, TopicModel, type TopicRecord } from './topic.ts';

/** A reply someone wants to add. */
export type Submission = { viewer: ObjectId; topic: ObjectId; input: NewPost };

/** `created` is false where the client had sent the same before. `at`: where the post's stream stands with it. */
export type Added = { post: Post; created: boolean; at: Pick<Draft, 'stream' | 'seq'> };

/** What decides about the replies of a transaction, and what comes of them. */
type Desk = {
  /** Posts with the same author and `clientId`, by both. */
  posts: Map<string, PostRecord>;
  /** Where the streams of those posts' groups stand, in the very state of the store in which the posts were read. */
  heads: Map<Stream, number>;
  groups: Map<string, GroupRecord>;
  ties: Ties;
  /** As they are after what has been added. */
  topics: Map<string, TopicRecord>;
  /** The posts that are answered, as far as they were there before. */
  answered: PlacedPost[];
  /** Who is named in what is written. */
  names: Names;
  /** The faces of those who write and of those who started the topics. */
  members: Map<string, Member>;
  added: PostRecord[];
  /** Who has posted where there is slow mode. */
  paced: { group: ObjectId; account: ObjectId; at: Date }[];
  /** What was added, by author and `clientId`. */
  drafts: Map<string, Draft>;
};

/**
 * Adds replies in the transaction at hand, in their order: reads what all of them need, decides about each, and writes it
 * all. However many they are, it takes the same number of operations of the store.
 */
export async function addReplies(submissions: Submission[]): Promise<Outcome<Added>[]> {
  const desk = await read(submissions);
  const outcomes = submissions.map((submission): Outcome<Added> => {
    try {
      return { result: add(submission, desk) };
    } catch (refused) {
      return { refused };
    }
  });
  if (desk.added.length > 0) await keep(desk.added);
  await notePace(desk.paced);
  return outcomes;
}

async function read(submissions: Submission[]): Promise<Desk> {
  const authors = distinct(submissions.map(({ viewer }) => viewer));
  const clientIds = submissions.map(({ input }) => input.clientId);
  const topicIds = distinct(submissions.map(({ topic }) => topic));
  const posts = await PostModel.find({ author: { $in: authors }, clientId: { $in: clientIds } }).lean();
  const heads =
    posts.length > 0 ? await headsOf(posts.map(({ group }) => streamOf({ _id: group }))) : new Map<Stream, number>();
  const topics = await TopicModel.find({ _id: { $in: topicIds } }).lean();
  const groupIds = distinct(topics.map(({ group }) => group));
  const groups = await GroupModel.find({ _id: { $in: groupIds } }).lean();
  const ties = await tiesBetween(groupIds, authors);
  const members = await membersById([...authors, ...topics.map(({ author }) => author)]);
  const answered = await answeredBy(submissions);
  const byId = new Map(groups.map((group) => [group._id.toString(), group]));
  return {
    posts: new Map(posts.map((post) => [submissionKey(post.author, post.clientId), post])),
    heads,
    groups: byId,
    ties,
    topics: new Map(topics.map((topic) => [topic._id.toString(), topic])),
    answered,
    names: await namesIn(textsOf(submissions, topics, byId)),
    members,
    added: [],
    paced: [],
    drafts: new Map(),
  };
}

/** Whatever refuses it comes before the first change. */
function add({ viewer, topic: _id, input }: Submission, desk: Desk): Added {
  const member = found(desk.members.get(viewer.toString()));
  const before = found(desk.topics.get(_id.toString()));
  const group = found(desk.groups.get(before.group.toString()));
  const tie = tieIn(desk.ties, group._id, viewer);
  authorize(canRead(member, group, tie), 'not_found');
  const key = submissionKey(viewer, input.clientId);
  const earlier = desk.posts.get(key);
  if (earlier && !(earlier.writtenIn ?? earlier.topic).equals(_id)) refuseClientId();
  if (earlier) return addedBefore(earlier, member, desk);
  authorizePosting(group, tie);
  authorizeReply(before, canModerate(member, tie));
  refuseRepeat(before, viewer, input.body);
  authorizePace(member, group, tie);
  const topic = {
    ...before,
    lastNumber: before.lastNumber + 1,
    lastPostAt: new Date(),
    lastPostBy: viewer,
    lastText: fingerprint(input.body),
  };
  const record = newPost(viewer, topic, input);
  const post = presentPost(record, member, false);
  const shown = presentTopic(topic, desk.members, 0);
  const mentions = mentionsOf({ author: viewer, group, body: input.body }, desk.names);
  const draft = append(streamOf({ _id: topic.group }), 'post.created', actorOf(member), {
    topicId: post.topicId,
    post,
    postCount: topic.lastNumber,
    topic: shown,
    repliesTo: repliesTo(record, desk),
    mentions,
  });
  tellMentioned(actorOf(member), group, shown, post, mentions);
  if (tie && isPaced(member, group, tie)) paces(desk, tie, topic.lastPostAt);
  desk.topics.set(_id.toString(), topic);
  desk.posts.set(key, record);
  desk.drafts.set(key, draft);
  desk.added.push(record);
  return { post, created: true, at: draft };
}

/** What comes later in the same transaction finds when this was, too. */
function paces({ paced }: Desk, tie: TieRecord, at: Date): void {
  tie.lastPostAt = at;
  paced.push({ group: tie.group, account: tie.account, at });
}

type PlacedPost = Pick<PostRecord, '_id' | 'topic' | 'number' | 'author'>;

/** The posts that are there and are answered: nothing is read where none is. */
async function answeredBy(submissions: Submission[]): Promise<PlacedPost[]> {
  const places = submissions.flatMap(({ topic, input }) => (input.replyTo ? [{ topic, number: input.replyTo }] : []));
  if (places.length === 0) return [];
  return PostModel.find({ $or: places }, { topic: 1, number: 1, author: 1 }).lean<PlacedPost[]>();
}

/** The post a reply answers, which may have been written just before it. */
function repliesTo({ topic, replyTo }: PostRecord, { answered, added }: Desk) {
  if (replyTo === null) return null;
  const post = [...answered, ...added].find((one) => one.number === replyTo && one.topic.equals(topic));
  return post ? { postId: post._id.toString(), authorId: post.author.toString() } : null;
}

function textsOf(submissions: Submission[], topics: TopicRecord[], groups: Map<string, GroupRecord>): Text[] {
  return submissions.flatMap(({ viewer, topic, input }) => {
    const group = groups.get(topics.find(({ _id }) => _id.equals(topic))?.group.toString() ?? '');
    return group ? [{ author: viewer, group, body: input.body }] : [];
  });
}

function addedBefore(record: PostRecord, member: Member, { drafts, heads }: Desk): Added {
  const stream = streamOf({ _id: record.group });
  const draft = drafts.get(submissionKey(record.author, record.clientId));
  return { post: presentPost(record, member, false), created: false, at: draft ?? { stream, seq: heads.get(stream)! } };
}

async function keep(posts: PostRecord[]): Promise<void> {
  const last = new Map(posts.map((post) => [post.topic.toString(), post]));
  const topics = [...last].map(([id, { topic, createdAt, author, body }]) => {
    const by = posts.filter((post) => post.topic.toString() === id).length;
    const now = { lastPostAt: createdAt, lastPostBy: author, lastText: fingerprint(body) };
    const update = { $inc: { lastNumber: by }, $set: now };
    return { updateOne: { filter: { _id: topic }, update } };
  });
  await TopicModel.bulkWrite(topics);
  await PostModel.insertMany(posts, { lean: true });
  await countPosts(tally(posts.map(({ author }) => author.toString())));
  await moveMarkers(posts);
}

/** Whoever had read all before their own post has read all after it, too. */
async function moveMarkers(posts: PostRecord[]): Promise<void> {
  const moves = posts.map(({ author, topic, number }) => {
    const filter = { account: author, topic, number: number - 1 };
    return { updateOne: { filter, update: { $set: { number } } } };
  });
  await ReadMarkerModel.bulkWrite(moves);
}

function tally(ids: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

const distinct = (ids: ObjectId[]): ObjectId[] => [...new Map(ids.map((id) => [id.toString(), id])).values()];

const submissionKey = (author: ObjectId, clientId: string) => `${author} ${clientId}`;
