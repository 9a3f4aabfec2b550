import { AppError, authorize } from '../lib/errors.ts';
import { presentMerger, type TopicState } from './topic.ts';

/** As much of a topic as decides what can still be done in it. */
type State = Pick<TopicState, 'locked' | 'removed' | 'mergedInto'>;

/**
 * Refuses what nobody does in a topic that is no longer there for members.
 * @throws AppError topic_removed; topic_merged, with the topic it is part of now as `current`
 */
export function authorizeTopic({ removed, mergedInto }: State): void {
  authorize(!removed, 'topic_removed');
  if (mergedInto) throw new AppError('topic_merged', undefined, { current: presentMerger(mergedInto) });
}

/** Refuses replies where there can be none; into a locked topic write those who moderate alone. @throws AppError also topic_locked */
export function authorizeReply(topic: State, moderates: boolean): void {
  authorizeTopic(topic);
  authorize(!topic.locked || moderates, 'topic_locked');
}
