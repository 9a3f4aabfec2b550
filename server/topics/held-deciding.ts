import { accountStream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, presentActor } from '../accounts/account.ts';
import { isUsable } from '../accounts/suspension.ts';
import { excerptOf } from '../acts/act.ts';
import type { Draft } from '../acts/keep-acts.ts';
import { newId, type ObjectId, toId } from '../db/id.ts';
import { append, write } from '../events/write.ts';
import { type GroupRecord, leadersStreamOf } from '../groups/group.ts';
import { MembershipModel, membershipOf } from '../groups/membership.ts';
import { authorizeApproved } from '../groups/posting.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { closeReport } from '../reports/closing.ts';
import { ReportModel } from '../reports/report.ts';
import { HeldModel, type HeldRecord, heldById, presentHeld } from './held.ts';
import { tellHeld } from './held-keeping.ts';
import { PostModel, type PostRecord } from './post.ts';
import { addReplies } from './replies.ts';
import { startTopic } from './starting.ts';
import { topicById } from './topic.ts';

/** What an act that decides about a held post says of it. */
export type About = Required<Pick<Draft, 'subject' | 'topic' | 'posts'>> & { before: HeldBefore };

/** What it takes to undo that. `why`: what held it. `post`: what it was posted as. */
export type HeldBefore = { held: ObjectId; why: string; post?: ObjectId };

/**
 * Posts what was held, now and in its author's name, as any post. In the transaction at hand. @param from what it is until now
 * @throws AppError not_found, already_decided, and what keeps it from being posted: banned, not_a_member, archived, suspended,
 * topic_locked, topic_removed, topic_merged
 */
export async function approveHeld(
  viewer: AccountRecord,
  group: GroupRecord,
  heldId: ObjectId,
  from: HeldRecord['state'] = 'held',
): Promise<About> {
  const held = await heldAs(from, group, heldId);
  const author = found(await AccountModel.findById(held.author).lean());
  authorize(isUsable(author), 'suspended', 'Its author’s account is suspended.');
  const tie = await membershipOf(group._id, author._id);
  authorizeApproved(group, tie);
  const post = await postHeld(author, group, held);
  await MembershipModel.updateOne({ _id: tie!._id }, { $inc: { approvals: 1 } });
  await decide(viewer, held, 'approved', held.why);
  const { _id, topic, number, body } = post;
  return {
    subject: author._id,
    topic: { _id: topic, title: held.title },
    posts: [{ _id, topic, number, excerpt: excerptOf(body) }],
    before: { held: held._id, why: held.why, post: _id },
  };
}

/** Tells the author of what was held why it is not posted. In the transaction at hand. @throws AppError not_found, already_decided */
export async function refuseHeld(
  viewer: AccountRecord,
  group: GroupRecord,
  heldId: ObjectId,
  reason: string,
  from: HeldRecord['state'] = 'held',
): Promise<About> {
  const held = await heldAs(from, group, heldId);
  await decide(viewer, held, 'refused', reason);
  const topic = held.topic && { _id: held.topic, title: held.title };
  return { subject: held.author, topic, posts: [], before: { held: held._id, why: held.why } };
}

/** Lets it wait again, as it did before that was decided. In the transaction at hand. @throws AppError not_found */
export async function holdAgain(viewer: AccountRecord, { held: _id, why }: HeldBefore): Promise<void> {
  const held = { ...(await heldById(_id)), state: 'held' as const, why };
  await HeldModel.updateOne({ _id }, { $set: { state: held.state, why } });
  tellHeld(presentActor(viewer), held);
}

/** Takes back what one wanted to post and what still waits. @throws AppError not_found (also for all others), already_decided */
export async function withdrawHeld(viewer: AccountRecord, heldId: string): Promise<void> {
  const known = await heldById(toId(heldId));
  authorize(known.author.equals(viewer._id), 'not_found');
  await write([leadersStreamOf({ _id: known.group }), accountStream(viewer._id.toString())], async () => {
    const held = await heldAs('held', { _id: known.group }, known._id);
    await decide(viewer, held, 'withdrawn', held.why);
    const report = await ReportModel.findOne({ held: held._id, state: 'open' }).lean();
    if (report) await closeReport(viewer, report, { resolution: 'withdrawn', reason: '' });
  });
}

async function heldAs(
  state: HeldRecord['state'],
  { _id }: Pick<GroupRecord, '_id'>,
  heldId: ObjectId,
): Promise<HeldRecord> {
  const held = await heldById(heldId);
  authorize(held.group.equals(_id), 'not_found');
  authorize(held.state === state, 'already_decided');
  return held;
}

async function decide(
  viewer: AccountRecord,
  held: HeldRecord,
  state: Exclude<HeldRecord['state'], 'held'>,
  why: string,
): Promise<void> {
  await HeldModel.updateOne({ _id: held._id }, { $set: { state, why } });
  const own = accountStream(held.author.toString());
  append(own, 'held.decided', presentActor(viewer), presentHeld({ ...held, state, why }));
}

async function postHeld(author: AccountRecord, group: GroupRecord, held: HeldRecord): Promise<PostRecord> {
  const { title, body, replyTo, topic } = held;
  // Its author may have used the name for something else meanwhile, or it was posted and taken back.
  const isTaken = await PostModel.exists({ author: author._id, clientId: held.clientId });
  const clientId = isTaken ? newId().toString() : held.clientId;
  if (!topic) return (await startTopic(author, group, held.forum, { clientId, title, body })).record;
  await refuseElsewhere(topic, group);
  const input = { clientId, body, ...(replyTo !== null && { replyTo }) };
  const [outcome] = await addReplies([{ viewer: author._id, topic, input, approved: true }]);
  if ('refused' in outcome!) throw outcome.refused;
  return found(await PostModel.findOne({ author: author._id, clientId }).lean());
}

async function refuseElsewhere(topic: ObjectId, group: GroupRecord): Promise<void> {
  const { group: now } = await topicById(topic);
  if (!now.equals(group._id)) throw new AppError('topic_removed', 'Its topic has gone to another group.');
}
