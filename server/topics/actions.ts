import type { HeldAnswer } from '../../shared/rules.ts';
import type { NewPost, NewTopic, PostAnswer, TopicCreated } from '../../shared/topics.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { write, writeTogether } from '../events/write.ts';
import { ForumModel, forumsOf } from '../groups/forum.ts';
import { type GroupRecord, streamOf } from '../groups/group.ts';
import { authorizePace, authorizePosting, isPaced, notePace } from '../groups/posting.ts';
import { type Inside, insideById, insideBySlug } from '../groups/readable.ts';
import { found } from '../lib/errors.ts';
import { type Fate, fateOf, type Hold } from '../rules/fate.ts';
import { matchersFor } from '../rules/ruleset.ts';
import { heldOf, newHeld, presentHeld, refuseFlood } from './held.ts';
import { flag, keepHeld, tellHeld } from './held-keeping.ts';
import { refuseRepeatedTopic } from './repeat.ts';
import { addReplies } from './replies.ts';
import { anyway, type Created, earlierHeld, earlierTopic, once } from './resubmission.ts';
import { startTopic } from './starting.ts';
import { groupOfTopic } from './topic.ts';

/**
 * Starts a topic with its first post, or holds it. The same `clientId` again answers with what the first made.
 * @throws AppError not_found, duplicate_post, slow_mode, rule_refused, limit_reached, and what keeps one from posting
 */
export async function createTopic(
  viewer: AccountRecord,
  slug: string,
  input: NewTopic,
): Promise<Created<TopicCreated> | HeldAnswer> {
  const { group } = await insideBySlug(viewer, slug);
  const forum = (await forumFor(group, input.forum))._id;
  const earlier = async (clash: boolean) =>
    (group.holds || clash ? await earlierHeld(viewer, group, input.clientId) : null) ??
    (await earlierTopic(viewer, group, input.clientId));
  return once<Created<TopicCreated> | HeldAnswer>(earlier, async () => {
    const { at, ...made } = await write([streamOf(group)], async () => {
      const now = await insideById(viewer, group._id);
      const fate = await fateOfTopic(viewer, now, input);
      if (isPaced(viewer, now.group, now.tie))
        await notePace([{ group: group._id, account: viewer._id, at: new Date() }]);
      return fate.hold
        ? holdTopic(viewer, now.group, forum, input, fate.hold)
        : start(viewer, now.group, forum, input, fate);
    });
    return { ...made, head: { stream: at.stream, seq: at.seq } };
  });
}

/**
 * Adds a post to a topic, with the next number, or holds it. The same `clientId` again answers with what the first made.
 * @throws AppError not_found, invalid_request, duplicate_post, slow_mode, rule_refused, limit_reached, and what keeps one from posting
 */
export async function reply(
  viewer: AccountRecord,
  topicId: string,
  input: NewPost,
): Promise<Created<PostAnswer> | HeldAnswer> {
  const group = { _id: found(await groupOfTopic(topicId)) };
  const submission = { viewer: viewer._id, topic: toId(topicId), input };
  const added = await anyway(() => writeTogether([streamOf(group)], addReplies, submission));
  const head = { stream: added.at.stream, seq: added.at.seq };
  return 'held' in added ? { held: added.held, head } : { post: added.post, head, created: added.created };
}

/** Whatever refuses a topic. */
async function fateOfTopic(viewer: AccountRecord, { group, tie }: Inside, input: NewTopic): Promise<Fate> {
  authorizePosting(group, tie);
  await refuseRepeatedTopic(viewer._id, group._id, input);
  authorizePace(viewer, group, tie);
  return fateOf({ role: viewer.role, tie }, group, await matchersFor(group), input);
}

async function start(viewer: AccountRecord, group: GroupRecord, forum: ObjectId, input: NewTopic, { flags }: Fate) {
  const { draft: at, record, topic, post } = await startTopic(viewer, group, forum, input);
  if (flags.length > 0) await flag(presentActor(viewer), record, input.title, flags);
  return { at, topic: { ...topic, read: 1 }, post, created: true };
}

async function holdTopic(viewer: AccountRecord, group: GroupRecord, forum: ObjectId, input: NewTopic, hold: Hold) {
  const { clientId, title, body } = input;
  const place = { group: group._id, forum, topic: null, author: viewer._id, replyTo: null };
  const held = newHeld({ ...place, clientId, title, body, why: hold.why });
  refuseFlood(held, await heldOf([viewer._id], [clientId]));
  const at = tellHeld(presentActor(viewer), held);
  await keepHeld(presentActor(viewer), group, held, hold.note);
  return { at, held: presentHeld(held) };
}

async function forumFor(group: GroupRecord, slug: string | undefined) {
  if (slug === undefined) return found((await forumsOf(group._id))[0]);
  return found(await ForumModel.findOne({ group: group._id, slug }).lean(), 'The group has no such forum.');
}
