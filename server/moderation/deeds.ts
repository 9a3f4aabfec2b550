import type { Deeds, Undoings } from './deed.ts';
import { lock, undoLocking, unlock } from './deeds/lock.ts';
import { pin, undoPinning, unpin } from './deeds/pin.ts';
import { removePosts, undoRemovingPosts } from './deeds/remove-posts.ts';
import { removeTopic, restoreTopic, undoRemoval } from './deeds/remove-topic.ts';
import { restorePosts, undoRestoringPosts } from './deeds/restore-posts.ts';

/** Everything leaders can do, by what they ask for. */
export const deeds = {
  pin,
  unpin,
  lock,
  unlock,
  'remove-topic': removeTopic,
  'restore-topic': restoreTopic,
  'remove-posts': removePosts,
  'restore-posts': restorePosts,
} as Deeds;

/** How each kind of act is taken back; one that is not here cannot be. */
export const undoings: Undoings = {
  pin: undoPinning,
  unpin: undoPinning,
  lock: undoLocking,
  unlock: undoLocking,
  'remove-topic': undoRemoval,
  'restore-topic': undoRemoval,
  'remove-posts': undoRemovingPosts,
  'restore-posts': undoRestoringPosts,
  // Nothing has come of it but that the report was decided, and that is taken back with every act.
  dismiss: async () => {},
};
