import { excerptOf, SHOWN_POSTS } from '../../acts/act.ts';
import { begun, type Draft } from '../../acts/keep-acts.ts';
import { noteOf } from '../../acts/note.ts';
import { newId, type ObjectId, toId } from '../../db/id.ts';
import { say } from '../../groups/policy.ts';
import { authorizeChange } from '../../groups/posting.ts';
import { invalidField } from '../../lib/errors.ts';
import { PostModel, type PostRecord } from '../../topics/post.ts';
import { ReadMarkerModel } from '../../topics/read-marker.ts';
import { fingerprint, noteLastTexts } from '../../topics/repeat.ts';
import { TopicModel, type TopicRecord } from '../../topics/topic.ts';
import type { Deed, Ground, NewActOf, Undoing } from '../deed.ts';
import { leave, leftBehind, tellMoved } from '../moving-posts.ts';
import {
  aboutTopic,
  type Before,
  beforeOf,
  refuseFollowed,
  refuseOvertaken,
  topicActedOn,
  topicAt,
} from '../topic-state.ts';

type Split = NewActOf<'split'>;

/** Which post went from which number to which, what it had answered, and what stands in its place. */
type Step = { post: ObjectId; left: ObjectId; from: number; to: number; replyTo: number | null };

type Kept = Required<Before> & { steps: Step[] };

/**
 * Makes a new topic of some posts of one, in the same forum and in their order; its author is that of the first. To those who wrote them they
 * are read there as far as they were, to all others the topic is new.
 * @throws AppError archived, invalid_request (there is no such post)
 */
export const split: Deed<Split> = {
  by: 'moderators',
  async perform(at, { topicId, numbers, title, reason }) {
    const { viewer } = at;
    authorizeChange(at.group);
    const source = await topicAt(at, toId(topicId));
    const posts = await chosen(source, numbers);
    const topic = newTopic(source, title, posts);
    const steps = posts.map((post, index) => stepOf(post, index + 1));
    const acts = begun(viewer, draftsOf(at, source, posts, { title, reason }));
    const kept: Kept = { ...beforeOf(source, 'posts', {}), into: { topic: topic._id, last: null }, steps };
    await TopicModel.insertMany([{ ...topic, acted: { posts: acts[0]!._id } }], { lean: true });
    await carry(posts, steps, topic);
    await leave(posts.map((post, index) => left(post, topic, steps[index]!)));
    await readBy(posts, source, topic);
    await TopicModel.updateOne({ _id: source._id }, { $set: { 'acted.posts': acts[0]!._id } });
    await noteLastTexts(posts.map(({ number }) => ({ topic: source._id, number, text: null })));
    const moves = steps.map((step) => ({ ...step, postId: step.post.toString(), left: step.left.toString() }));
    const told = { moves: moves.map(({ postId, left, from, to }) => ({ postId, left, from, to })), anew: [] };
    await tellMoved(viewer, { was: source, is: source }, { was: null, is: topic }, told, acts[0]!);
    return acts.map((act) => ({ ...act, before: kept }));
  },
};

/**
 * The posts stand again where they stood. Where nobody has replied in the new topic, it goes; else something stands there in the place of
 * each of them.
 */
export const undoSplitting: Undoing = async ({ viewer, group }, act) => {
  // One click: the acts of all authors are of the same split.
  if (!act._id.equals(act.batch)) return;
  const { into, steps } = act.before as Kept;
  const source = await topicActedOn(act, 'posts');
  const topic = await topicAt({ group }, into.topic);
  await refuseFollowed(topic, act, 'posts');
  const posts = await PostModel.find({ topic: topic._id, number: { $lte: steps.length } })
    .sort({ number: 1 })
    .lean();
  await PostModel.deleteMany({ _id: { $in: steps.map(({ left }) => left) } });
  await PostModel.bulkWrite(
    steps.map(({ post, from, replyTo }) => {
      const back = { topic: source._id, number: from, replyTo };
      return { updateOne: { filter: { _id: post }, update: { $set: back } } };
    }),
  );
  await leave(posts.map((post, index) => leftBehind(post, { topic: source._id, number: steps[index]!.from })));
  await noteLastTexts(
    posts.map(({ removed, body }, index) => ({
      topic: source._id,
      number: steps[index]!.from,
      text: removed ? null : body,
    })),
  );
  const isQuiet = topic.lastNumber === steps.length;
  const gone = isQuiet ? { ...topic, removed: noteOf(viewer, act) } : topic;
  if (isQuiet)
    await TopicModel.updateOne({ _id: topic._id }, { $set: { removed: gone.removed, 'acted.removal': act._id } });
  const anew = [
    { topicId: source._id.toString(), from: steps[0]!.from },
    { topicId: topic._id.toString(), from: 1 },
  ];
  await tellMoved(viewer, { was: topic, is: gone }, { was: source, is: source }, { moves: [], anew }, act);
};

/** @throws AppError invalid_request, already_acted where one of them has gone elsewhere */
async function chosen(topic: TopicRecord, numbers: number[]): Promise<PostRecord[]> {
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  const posts = await PostModel.find({ topic: topic._id, number: { $in: distinct } })
    .sort({ number: 1 })
    .lean();
  if (posts.length < distinct.length) throw invalidField('numbers', 'names a post that is not there');
  const gone = posts.find(({ movedTo }) => movedTo);
  if (gone) await refuseOvertaken(topic, 'posts', `Post ${gone.number} stands in another topic now.`);
  return posts;
}

function newTopic(source: TopicRecord, title: string, posts: PostRecord[]): TopicRecord {
  const [first, last] = [posts[0]!, posts.at(-1)!];
  const _id = newId();
  return {
    _id,
    group: source.group,
    forum: source.forum,
    author: first.author,
    clientId: _id.toString(),
    title,
    createdAt: first.createdAt,
    lastNumber: posts.length,
    lastPostAt: last.createdAt,
    lastPostBy: last.author,
    lastText: last.removed ? null : fingerprint(last.body),
  };
}

const stepOf = ({ _id, number, replyTo }: PostRecord, to: number): Step => ({
  post: _id,
  left: newId(),
  from: number,
  to,
  replyTo,
});

const left = (post: PostRecord, { _id }: TopicRecord, step: Step): PostRecord => ({
  ...leftBehind(post, { topic: _id, number: step.to }),
  _id: step.left,
  clientId: step.left.toString(),
});

async function carry(posts: PostRecord[], steps: Step[], { _id }: TopicRecord): Promise<void> {
  const places = new Map(steps.map(({ from, to }) => [from, to]));
  await PostModel.bulkWrite(
    posts.map(({ _id: post, number, replyTo, topic, writtenIn }) => {
      const answered = replyTo === null ? null : (places.get(replyTo) ?? null);
      const place = { topic: _id, number: places.get(number)!, replyTo: answered, writtenIn: writtenIn ?? topic };
      return { updateOne: { filter: { _id: post }, update: { $set: place } } };
    }),
  );
}

/** What the writers of posts had read of them they have read in their new place, from the first on. */
async function readBy(posts: PostRecord[], source: TopicRecord, topic: TopicRecord): Promise<void> {
  const accounts = [...new Map(posts.map(({ author }) => [author.toString(), author])).values()];
  const markers = await ReadMarkerModel.find({ topic: source._id, account: { $in: accounts } }).lean();
  const moved = markers.map(({ account, number, viewed }) => {
    const read = posts.filter((post) => post.number <= number).length;
    return { _id: newId(), account, topic: topic._id, number: read, viewed };
  });
  if (moved.length > 0) await ReadMarkerModel.insertMany(moved, { lean: true });
}

/** An act for each who wrote any of the posts; the first is about whose topic it becomes. */
function draftsOf(
  { viewer, group, tie }: Ground,
  source: TopicRecord,
  posts: PostRecord[],
  { title, reason }: Pick<Split, 'title' | 'reason'>,
): Draft[] {
  const common = { kind: 'split' as const, group: group._id, reason, say: say(viewer.role, tie), detail: title };
  const authors = [...new Map(posts.map(({ author }) => [author.toString(), author])).values()];
  return authors.map((author) => {
    const own = posts.filter((post) => post.author.equals(author));
    const shown = own.slice(0, SHOWN_POSTS).map(({ _id, topic, number, body, removed }) => {
      return { _id, topic, number, excerpt: removed ? '' : excerptOf(body) };
    });
    return { ...common, ...aboutTopic(source), subject: author, posts: shown, postCount: own.length };
  });
}
