import { begun } from '../../acts/keep-acts.ts';
import { toId } from '../../db/id.ts';
import { say } from '../../groups/policy.ts';
import { authorizeChange } from '../../groups/posting.ts';
import { invalidField } from '../../lib/errors.ts';
import { PostModel, type PostRecord } from '../../topics/post.ts';
import { noteLastTexts } from '../../topics/repeat.ts';
import { TopicModel, type TopicRecord, topicById } from '../../topics/topic.ts';
import type { Deed, NewActOf, Undoing } from '../deed.ts';
import { leave, leftBehind, tellMoved } from '../moving-posts.ts';
import { refuseTooLong } from '../relocating.ts';
import { aboutTopic, type Before, beforeOf, refuseFollowed, refuseOvertaken, topicAt } from '../topic-state.ts';

/** When a topic was last written in, by whom and what. */
type Activity = Pick<TopicRecord, 'lastPostAt' | 'lastPostBy' | 'lastText'>;

/** `offset`, `count`: which posts of the other topic came from this one. `activity`: the other one's until then. */
type Kept = Required<Before> & { offset: number; count: number; activity: Activity };

/**
 * Puts the posts of a topic at the end of another of the group, in their order; it leaves the lists and says where they are. What was chosen
 * about the topic stays with it, where nothing happens any more; what was chosen about a post goes with the post. Whoever had read the other
 * topic has the posts that came still to read.
 * @throws AppError archived, limit_reached, already_acted (also where the other one is locked)
 */
export const merge: Deed<NewActOf<'merge'>> = {
  by: 'moderators',
  async perform(at, { topicId, into, reason }) {
    const { viewer, group, tie } = at;
    authorizeChange(group);
    if (topicId === into) throw invalidField('into', 'is the topic itself');
    const topic = await topicAt(at, toId(topicId));
    const other = await topicAt(at, toId(into));
    if (other.locked) await refuseOvertaken(other, 'lock', 'The other topic is locked.');
    refuseTooLong(topic);
    const before: Kept = {
      ...beforeOf(topic, 'posts', {}),
      into: { topic: other._id, last: other.acted?.posts ?? null },
      offset: other.lastNumber,
      count: topic.lastNumber,
      activity: activityOf(other),
    };
    const about = { ...aboutTopic(topic), detail: other.title, postCount: topic.lastNumber, before };
    const acts = begun(viewer, [{ kind: 'merge', group: group._id, reason, say: say(viewer.role, tie), ...about }]);
    await shift(topic, other, other.lastNumber);
    const mergedInto = { topic: other._id, offset: other.lastNumber };
    const from = await changed(topic, { mergedInto }, acts[0]!);
    const latest = topic.lastPostAt > other.lastPostAt ? topic : other;
    const lastNumber = other.lastNumber + topic.lastNumber;
    const to = await changed(other, { lastNumber, ...activityOf(latest) }, acts[0]!);
    const anew = [
      { topicId: topicId, from: 1 },
      { topicId: into, from: other.lastNumber + 1 },
    ];
    await tellMoved(viewer, { was: topic, is: from }, { was: other, is: to }, { moves: [], anew }, acts[0]!);
    return acts;
  },
};

/** The posts come back; in the other topic something stands in the place of each, whether anyone has replied since or not. */
export const undoMerging: Undoing = async ({ viewer, group }, act) => {
  const { into, offset, count, activity } = act.before as Kept;
  const topic = await topicById(act.topic!._id);
  const other = await topicAt({ group }, into.topic);
  await refuseFollowed(topic, act, 'posts');
  await refuseFollowed(other, act, 'posts');
  const came = { topic: other._id, number: { $gt: offset, $lte: offset + count } };
  const posts = await PostModel.find(came, { body: 0 }).sort({ number: 1 }).lean<PostRecord[]>();
  await shift(other, topic, -offset, came);
  await leave(posts.map((post) => leftBehind(post, { topic: topic._id, number: post.number - offset })));
  const last = await PostModel.findOne({ topic: topic._id, number: count }).lean();
  await noteLastTexts([
    { topic: topic._id, number: count, text: last && !last.removed && !last.movedTo ? last.body : null },
  ]);
  const isQuiet = other.lastNumber === offset + count;
  const from = await changed(other, isQuiet ? { ...activity, lastText: null } : {}, act);
  const to = await changed(topic, { mergedInto: null }, act);
  const anew = [
    { topicId: other._id.toString(), from: offset + 1 },
    { topicId: topic._id.toString(), from: 1 },
  ];
  await tellMoved(viewer, { was: other, is: from }, { was: topic, is: to }, { moves: [], anew }, act);
};

const activityOf = ({ lastPostAt, lastPostBy, lastText }: Activity): Activity => ({ lastPostAt, lastPostBy, lastText });

async function changed(topic: TopicRecord, changes: Partial<TopicRecord>, act: { _id: TopicRecord['_id'] }) {
  await TopicModel.updateOne({ _id: topic._id }, { $set: { ...changes, 'acted.posts': act._id } });
  return { ...topic, ...changes };
}

/** Puts posts of one topic into another, with their numbers and what they answer so much higher. */
async function shift(
  from: TopicRecord,
  to: TopicRecord,
  by: number,
  which: object = { topic: from._id },
): Promise<void> {
  const replyTo = { $cond: [{ $gt: ['$replyTo', 0] }, { $add: ['$replyTo', by] }, null] };
  const writtenIn = { $ifNull: ['$writtenIn', '$topic'] };
  const shifted = { topic: to._id, number: { $add: ['$number', by] }, replyTo, writtenIn };
  await PostModel.updateMany(which, [{ $set: shifted }], { updatePipeline: true });
}
