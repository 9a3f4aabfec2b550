import { presentActor } from '../../accounts/account.ts';
import type { ActRecord } from '../../acts/act.ts';
import { noteOf } from '../../acts/note.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { MembershipModel } from '../../groups/membership.ts';
import { AppError, authorize, found } from '../../lib/errors.ts';
import { heldById } from '../../topics/held.ts';
import { type HeldBefore, holdAgain } from '../../topics/held-deciding.ts';
import { PostModel, type PostRecord } from '../../topics/post.ts';
import { takeAway, tellRemoved } from '../../topics/post-removal.ts';
import { topicById } from '../../topics/topic.ts';
import type { Ground, Undoing } from '../deed.ts';
import { changeTopic, refuseRemoved } from '../topic-state.ts';
import { removalBy } from './posts-at.ts';

/**
 * What was posted is removed, as its number stays its own, and waits again. A topic goes with its first post.
 * @throws AppError not_found, already_acted where the post was removed or the topic answered since
 */
export const undoApproving: Undoing = async (at, act) => {
  const before = act.before as HeldBefore;
  await withdrawApproval(at, act, before);
  await holdAgain(at.viewer, before);
};

/** It waits again. @throws AppError not_found, already_acted where it was decided otherwise since */
export const undoRefusing: Undoing = async ({ viewer }, act) => {
  const before = act.before as HeldBefore;
  if ((await heldById(before.held)).state !== 'refused') throw new AppError('already_acted');
  await holdAgain(viewer, before);
};

/** Takes away what was held and is posted. @param act by which it was posted. @throws AppError as `undoApproving` */
export async function withdrawApproval(at: Ground, act: ActRecord, { post: _id }: HeldBefore): Promise<void> {
  const post = found(await PostModel.findOne({ _id, group: at.group._id }).lean());
  if (post.removed)
    await refuseLate(
      { _id: post.removed.act ?? null },
      ['remove-posts', 'ban', 'suspend'],
      'It has been removed since.',
    );
  if (post.number === 1) await closeTopic(at, act, post);
  await takeAway([post], removalBy(at, act));
  tellRemoved(presentActor(at.viewer), [post], removalBy(at, act));
  await MembershipModel.updateOne({ group: at.group._id, account: post.author }, { $inc: { approvals: -1 } });
}

/** What others have answered to stays. */
async function closeTopic({ viewer, group }: Ground, act: ActRecord, post: PostRecord): Promise<void> {
  const topic = await topicById(post.topic);
  authorize(topic.group.equals(group._id), 'not_found');
  await refuseRemoved(topic);
  if (topic.lastNumber > 1) throw new AppError('already_acted', 'Its topic has been answered: remove that instead.');
  await changeTopic(viewer, topic, 'removal', { removed: noteOf(viewer, act) }, act);
}
