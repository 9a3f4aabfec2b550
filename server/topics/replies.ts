import type { Member } from '../../shared/accounts.ts';
import type { HeldPost } from '../../shared/rules.ts';
import { accountStream } from '../../shared/streams.ts';
import type { Post } from '../../shared/topics.ts';
import { actorOf } from '../accounts/account.ts';
import type { Draft } from '../events/log.ts';
import { append, type Outcome } from '../events/write.ts';
import { type GroupRecord, streamOf } from '../groups/group.ts';
import { type TieRecord, tieIn } from '../groups/membership.ts';
import { canModerate, canRead } from '../groups/policy.ts';
import { authorizeApproved, authorizePace, authorizePosting, isPaced, notePace } from '../groups/posting.ts';
import { authorize, found } from '../lib/errors.ts';
import { type Fate, fateOf } from '../rules/fate.ts';
import { newHeld, presentHeld, refuseFlood } from './held.ts';
import { flag, keepHeld, tellHeld } from './held-keeping.ts';
import { keepReplies } from './keeping-replies.ts';
import { mentionsOf, tellMentioned } from './mentions.ts';
import { authorizeReply } from './open.ts';
import { newPost, type PostRecord, presentPost } from './post.ts';
import { fingerprint, refuseRepeat } from './repeat.ts';
import { type Desk, openDesk, type Submission, submissionKey } from './reply-desk.ts';
import { refuseClientId } from './resubmission.ts';
import { presentTopic, type TopicRecord } from './topic.ts';

/** `created` is false where the client had sent the same before. `at`: where the post's stream stands with it. */
export type Added = ({ post: Post; created: boolean } | { held: HeldPost }) & { at: Pick<Draft, 'stream' | 'seq'> };

/** Someone before a topic in which they want to say something. */
type Place = { member: Member; group: GroupRecord; tie: TieRecord | undefined; before: TopicRecord };

/**
 * Adds replies in the transaction at hand, in their order: reads what all of them need, decides about each, and writes it
 * all. However many they are, it takes the same number of operations of the store; what rules hold or report costs some more each.
 */
export async function addReplies(submissions: Submission[]): Promise<Outcome<Added>[]> {
  const desk = await openDesk(submissions);
  const outcomes = submissions.map((submission): Outcome<Added> => {
    try {
      return { result: add(submission, desk) };
    } catch (refused) {
      return { refused };
    }
  });
  if (desk.added.length > 0) await keepReplies(desk.added);
  await notePace(desk.paced);
  for (const { member, group, held, hold } of desk.holding) await keepHeld(actorOf(member), group, held, hold.note);
  for (const { member, post, title, rules } of desk.flagged) await flag(actorOf(member), post, title, rules);
  return outcomes;
}

/** Whatever refuses it comes before the first change. */
function add(submission: Submission, desk: Desk): Added {
  const { viewer, topic: _id, input } = submission;
  const member = found(desk.members.get(viewer.toString()));
  const before = found(desk.topics.get(_id.toString()));
  const group = found(desk.groups.get(before.group.toString()));
  const tie = tieIn(desk.ties, group._id, viewer);
  authorize(canRead(member, group, tie), 'not_found');
  const place = { member, group, tie, before };
  const earlier = submission.approved ? null : addedBefore(submission, member, desk);
  if (earlier) return earlier;
  authorizeAdding(submission, place);
  const topic = {
    ...before,
    lastNumber: before.lastNumber + 1,
    lastPostAt: new Date(),
    lastPostBy: viewer,
    lastText: fingerprint(input.body),
  };
  const record = newPost(viewer, topic, input);
  const { hold, flags } = fateOfReply(submission, place, desk);
  if (hold) return holdReply(record, place, hold, desk);
  return addReply(record, topic, place, flags, desk);
}

/** @throws AppError what keeps one from posting there; what was approved has waited, and is asked less */
function authorizeAdding({ viewer, input, approved }: Submission, { member, group, tie, before }: Place): void {
  if (approved) authorizeApproved(group, tie);
  else authorizePosting(group, tie);
  authorizeReply(before, canModerate(member, tie));
  if (approved) return;
  refuseRepeat(before, viewer, input.body);
  authorizePace(member, group, tie);
}

function fateOfReply({ input, approved }: Submission, { member, group, tie }: Place, { matchers }: Desk): Fate {
  if (approved) return { hold: null, flags: [] };
  return fateOf({ role: member.role, tie }, group, matchers.get(group._id.toString())!, {
    title: '',
    body: input.body,
  });
}

function holdReply(post: PostRecord, place: Place, hold: NonNullable<Fate['hold']>, desk: Desk): Added {
  const { member, group, tie, before } = place;
  const { topic, author, clientId, body, replyTo } = post;
  const words = { title: before.title, body, replyTo, why: hold.why };
  const held = newHeld({ group: group._id, forum: before.forum, topic, author, clientId, ...words });
  refuseFlood(held, desk.held);
  const draft = tellHeld(actorOf(member), held);
  if (tie && isPaced(member, group, tie)) paces(desk, tie, held.createdAt);
  desk.held.push(held);
  desk.holding.push({ held, hold, member, group });
  desk.drafts.set(submissionKey(author, clientId), draft);
  return { held: presentHeld(held), at: draft };
}

function addReply(record: PostRecord, topic: TopicRecord, place: Place, flags: string[], desk: Desk): Added {
  const { member, group, tie } = place;
  const post = presentPost(record, member, false);
  const shown = presentTopic(topic, desk.members, 0);
  const mentions = mentionsOf({ author: record.author, group, body: record.body }, desk.names);
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
  const key = submissionKey(record.author, record.clientId);
  desk.topics.set(topic._id.toString(), topic);
  desk.posts.set(key, record);
  desk.drafts.set(key, draft);
  desk.added.push(record);
  if (flags.length > 0) desk.flagged.push({ post: record, title: topic.title, rules: flags, member });
  return { post, created: true, at: draft };
}

/** What comes later in the same transaction finds when this was, too. */
function paces({ paced }: Desk, tie: TieRecord, at: Date): void {
  tie.lastPostAt = at;
  paced.push({ group: tie.group, account: tie.account, at });
}

/** The post a reply answers, which may have been written just before it. */
function repliesTo({ topic, replyTo }: PostRecord, { answered, added }: Desk) {
  if (replyTo === null) return null;
  const post = [...answered, ...added].find((one) => one.number === replyTo && one.topic.equals(topic));
  return post ? { postId: post._id.toString(), authorId: post.author.toString() } : null;
}

/** What was made of the same submission before. @throws AppError invalid_request where its name is another one's */
function addedBefore({ viewer, topic, input }: Submission, member: Member, desk: Desk): Added | null {
  const key = submissionKey(viewer, input.clientId);
  const held = desk.held.find((one) => submissionKey(one.author, one.clientId) === key);
  // What was posted and taken back waits again: that is what has become of it.
  const post = held?.state === 'held' ? undefined : desk.posts.get(key);
  if (post && !(post.writtenIn ?? post.topic).equals(topic)) refuseClientId();
  if (held && !post && !held.topic?.equals(topic)) refuseClientId();
  const at = (stream: Draft['stream']) => desk.drafts.get(key) ?? { stream, seq: desk.heads.get(stream)! };
  if (post) return { post: presentPost(post, member, false), created: false, at: at(streamOf({ _id: post.group })) };
  return held ? { held: presentHeld(held), at: at(accountStream(viewer.toString())) } : null;
}
