import type { ActKind } from '../../../shared/acts.ts';
import { AccountModel } from '../../accounts/account.ts';
import { ActModel, type ActRecord, actById } from '../../acts/act.ts';
import type { ObjectId } from '../../db/id.ts';
import { membershipOf } from '../../groups/membership.ts';
import { sendAway } from '../../groups/membership-actions.ts';
import { isMember } from '../../groups/policy.ts';
import { isOver, SanctionModel } from '../../groups/sanction.ts';
import { withdraw } from '../../groups/sanctioning.ts';
import { found } from '../../lib/errors.ts';
import { type HeldBefore, refuseHeld } from '../../topics/held-deciding.ts';
import { PostModel } from '../../topics/post.ts';
import { type Side, topicById } from '../../topics/topic.ts';
import type { Ground, Undoing } from '../deed.ts';
import { changeTopic, type TopicChanges, topicActedOn } from '../topic-state.ts';
import { undoLifting } from './lift.ts';
import { undoRestoringPosts } from './restore-posts.ts';
import { withdrawApproval } from './undo-deciding-held.ts';
import type { Before } from './undo-sanction.ts';

/** What a granted appeal has taken back: which act, and what it had made; null where nothing was left of it to take back. */
export type Granted = { act: ObjectId; was: unknown };

/** Puts in force again what was taken back. @throws AppError not_found, already_acted where something else has come since */
export const undoGranting: Undoing = async (at, granting) => {
  const { act: _id, was } = granting.before as Granted;
  if (!was) return;
  await ActModel.updateOne({ _id }, { $set: { undone: null } });
  const act = await actById(_id);
  await redoings[act.kind]?.(at, act, was, granting);
};

/** What there is of an act that can be appealed against, to be put in force again after it was taken back. */
export async function madeBy(act: ActRecord): Promise<unknown> {
  switch (act.kind) {
    case 'remove-posts':
      return PostModel.find({ 'removed.act': act._id }, { removed: 1 }).lean();
    case 'lock':
      return { locked: (await topicById(act.topic!._id)).locked };
    case 'remove-topic':
      return { removed: (await topicById(act.topic!._id)).removed };
    case 'remove-member':
      return { away: !isMember(await membershipOf(act.group!, act.subject!)) };
    default:
      return {};
  }
}

/** @param was what the act had made. @param granting the act that took it back. */
type Redoing = (at: Ground, act: ActRecord, was: unknown, granting: ActRecord) => Promise<void>;

const turnAgain =
  (side: Side): Redoing =>
  async ({ viewer }, act, was) =>
    changeTopic(viewer, await topicActedOn(act, side), side, was as TopicChanges, act);

const imposeAgain: Redoing = async (at, act) => {
  const { replaced } = act.before as Before;
  const earlier = replaced && (await SanctionModel.findById(replaced).lean());
  if (earlier && !isOver(earlier)) await withdraw(at.viewer, at.group, earlier);
  const { _id: sanction } = found(await SanctionModel.findOne({ group: at.group._id, act: act._id }).lean());
  await undoLifting(at, { ...act, before: { sanction } });
};

const removeAgain: Redoing = async ({ viewer, group }, { subject, reason }, was) => {
  const tie = await membershipOf(group._id, subject!);
  if (!(was as { away: boolean }).away || !tie || !isMember(tie)) return;
  await sendAway(viewer, group, found(await AccountModel.findById(subject).lean()), tie, reason);
};

const refuseAgain: Redoing = async (at, act, was, granting) => {
  const before = was as HeldBefore;
  await withdrawApproval(at, granting, before);
  await refuseHeld(at.viewer, at.group, before.held, act.reason, 'approved');
};

const redoings: Partial<Record<ActKind, Redoing>> = {
  'remove-posts': (at, _act, before, granting) => undoRestoringPosts(at, { ...granting, before }),
  'remove-topic': turnAgain('removal'),
  lock: turnAgain('lock'),
  'refuse-post': refuseAgain,
  mute: imposeAgain,
  ban: imposeAgain,
  'remove-member': removeAgain,
};
