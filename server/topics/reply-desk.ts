import type { Member } from '../../shared/accounts.ts';
import { accountStream, type Stream } from '../../shared/streams.ts';
import type { NewPost } from '../../shared/topics.ts';
import { membersById } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { type Draft, headsOf } from '../events/log.ts';
import { GroupModel, type GroupRecord, streamOf } from '../groups/group.ts';
import { type Ties, tiesBetween } from '../groups/membership.ts';
import { canHold, type Hold } from '../rules/fate.ts';
import type { Matcher } from '../rules/match.ts';
import { matchersFor } from '../rules/ruleset.ts';
import { type HeldRecord, heldOf } from './held.ts';
import { type Names, namesIn, type Text } from './mentions.ts';
import { PostModel, type PostRecord } from './post.ts';
import { TopicModel, type TopicRecord } from './topic.ts';

/** A reply someone wants to add. `approved`: it was held, and those who lead have let it pass. */
export type Submission = { viewer: ObjectId; topic: ObjectId; input: NewPost; approved?: true };

/** What decides about the replies of a transaction, and what comes of them. */
export type Desk = {
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
  /** What is asked of posts, by group. */
  matchers: Map<string, Matcher[]>;
  /** What these authors have waiting, what was sent under these names, and what is held now; read where there can be any. */
  held: HeldRecord[];
  /** What is to be held. */
  holding: { held: HeldRecord; hold: Hold; member: Member; group: GroupRecord }[];
  /** What rules report. */
  flagged: { post: PostRecord; title: string; rules: string[]; member: Member }[];
  /** Who has posted where there is slow mode. */
  paced: { group: ObjectId; account: ObjectId; at: Date }[];
  /** What was added, by author and `clientId`. */
  drafts: Map<string, Draft>;
};

/** Reads what all of them need. */
export async function openDesk(submissions: Submission[]): Promise<Desk> {
  const authors = distinct(submissions.map(({ viewer }) => viewer));
  const clientIds = submissions.map(({ input }) => input.clientId);
  const topicIds = distinct(submissions.map(({ topic }) => topic));
  const posts = await PostModel.find({ author: { $in: authors }, clientId: { $in: clientIds } }).lean();
  const topics = await TopicModel.find({ _id: { $in: topicIds } }).lean();
  const groupIds = distinct(topics.map(({ group }) => group));
  const groups = await GroupModel.find({ _id: { $in: groupIds } }).lean();
  const ties = await tiesBetween(groupIds, authors);
  const members = await membersById([...authors, ...topics.map(({ author }) => author)]);
  const answered = await answeredBy(submissions);
  const matchers = await matchersIn(groups);
  const mayHold = groups.some((group) => group.holds || canHold(group, matchers.get(group._id.toString())!));
  const held = mayHold ? await heldOf(authors, clientIds) : [];
  const byId = new Map(groups.map((group) => [group._id.toString(), group]));
  return {
    posts: new Map(posts.map((post) => [submissionKey(post.author, post.clientId), post])),
    heads: await headsAt(posts, held, clientIds),
    groups: byId,
    ties,
    topics: new Map(topics.map((topic) => [topic._id.toString(), topic])),
    answered,
    names: await namesIn(textsOf(submissions, topics, byId)),
    members,
    added: [],
    matchers,
    held,
    holding: [],
    flagged: [],
    paced: [],
    drafts: new Map(),
  };
}

/** Nothing is read where nothing was sent before. */
async function headsAt(posts: PostRecord[], held: HeldRecord[], clientIds: string[]): Promise<Map<Stream, number>> {
  const again = held.filter(({ clientId }) => clientIds.includes(clientId));
  const streams = [
    ...posts.map(({ group }) => streamOf({ _id: group })),
    ...again.map(({ author }) => accountStream(author.toString())),
  ];
  return streams.length > 0 ? headsOf(streams) : new Map();
}

async function matchersIn(groups: GroupRecord[]): Promise<Map<string, Matcher[]>> {
  const matchers = new Map<string, Matcher[]>();
  for (const group of groups) matchers.set(group._id.toString(), await matchersFor(group));
  return matchers;
}

export type PlacedPost = Pick<PostRecord, '_id' | 'topic' | 'number' | 'author'>;

/** The posts that are there and are answered: nothing is read where none is. */
async function answeredBy(submissions: Submission[]): Promise<PlacedPost[]> {
  const places = submissions.flatMap(({ topic, input }) => (input.replyTo ? [{ topic, number: input.replyTo }] : []));
  if (places.length === 0) return [];
  return PostModel.find({ $or: places }, { topic: 1, number: 1, author: 1 }).lean<PlacedPost[]>();
}

function textsOf(submissions: Submission[], topics: TopicRecord[], groups: Map<string, GroupRecord>): Text[] {
  return submissions.flatMap(({ viewer, topic, input }) => {
    const group = groups.get(topics.find(({ _id }) => _id.equals(topic))?.group.toString() ?? '');
    return group ? [{ author: viewer, group, body: input.body }] : [];
  });
}

const distinct = (ids: ObjectId[]): ObjectId[] => [...new Map(ids.map((id) => [id.toString(), id])).values()];

export const submissionKey = (author: ObjectId, clientId: string) => `${author} ${clientId}`;
