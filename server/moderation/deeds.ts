import { undoRules } from '../rules/changing.ts';
import type { Deeds, Undoings } from './deed.ts';
import { lift, undoLifting } from './deeds/lift.ts';
import { lock, undoLocking, unlock } from './deeds/lock.ts';
import { merge, undoMerging } from './deeds/merge.ts';
import { move, undoMoving } from './deeds/move.ts';
import { pin, undoPinning, unpin } from './deeds/pin.ts';
import { removeMember, undoRemovingMember } from './deeds/remove-member.ts';
import { removePosts, undoRemovingPosts } from './deeds/remove-posts.ts';
import { removeTopic, restoreTopic, undoRemoval } from './deeds/remove-topic.ts';
import { restorePosts, undoRestoringPosts } from './deeds/restore-posts.ts';
import { ban, mute } from './deeds/sanction.ts';
import { slow, undoSlowing } from './deeds/slow.ts';
import { split, undoSplitting } from './deeds/split.ts';
import { undoApproving, undoRefusing } from './deeds/undo-deciding-held.ts';
import { undoAdmitting, undoDenying } from './deeds/undo-deciding-request.ts';
import { undoGranting } from './deeds/undo-granting.ts';
import { undoBan, undoMute } from './deeds/undo-sanction.ts';

/** Everything leaders can do, by what they ask for. */
export const deeds = {
  pin,
  unpin,
  lock,
  unlock,
  move,
  split,
  merge,
  'remove-topic': removeTopic,
  'restore-topic': restoreTopic,
  'remove-posts': removePosts,
  'restore-posts': restorePosts,
  mute,
  ban,
  'remove-member': removeMember,
  lift,
  slow,
} satisfies Deeds;

/** How each kind of act is taken back; one that is not here cannot be. */
export const undoings: Undoings = {
  pin: undoPinning,
  unpin: undoPinning,
  lock: undoLocking,
  unlock: undoLocking,
  move: undoMoving,
  split: undoSplitting,
  merge: undoMerging,
  'remove-topic': undoRemoval,
  'restore-topic': undoRemoval,
  'remove-posts': undoRemovingPosts,
  'restore-posts': undoRestoringPosts,
  mute: undoMute,
  ban: undoBan,
  'remove-member': undoRemovingMember,
  lift: undoLifting,
  slow: undoSlowing,
  rules: undoRules,
  'approve-post': undoApproving,
  'refuse-post': undoRefusing,
  'approve-request': undoAdmitting,
  'deny-request': undoDenying,
  'grant-appeal': undoGranting,
  // Nothing has come of these but that the report was decided, and that is taken back with every act.
  dismiss: async () => {},
  'settle-report': async () => {},
  'deny-appeal': async () => {},
};
