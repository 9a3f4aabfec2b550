import { AccountModel } from '../../accounts/account.ts';
import { ActModel } from '../../acts/act.ts';
import { membershipOf } from '../../groups/membership.ts';
import { canActOn, say } from '../../groups/policy.ts';
import { authorize, found } from '../../lib/errors.ts';
import type { TopicRecord } from '../../topics/topic.ts';
import type { Ground } from '../deed.ts';
import { refuseOvertaken, refuseRemoved } from '../topic-state.ts';
import { turn, turnBack } from './turn.ts';

/**
 * Takes a topic away, with all that is in it: nobody reads its posts or does anything in it any more. What its writers earned by it
 * stays theirs; where it is spam, its posts are removed as well.
 * @throws AppError forbidden: by someone with as much say it is
 */
export const removeTopic = turn({
  kind: 'remove-topic',
  side: 'removal',
  async refuse(at, topic) {
    await refuseRemoved(topic);
    await authorizeRemoval(at, topic);
  },
  to: (note) => ({ removed: note }),
});

/** Gives a topic back as it was. @throws AppError forbidden: someone with more say removed it, or it is one's own */
export const restoreTopic = turn({
  kind: 'restore-topic',
  side: 'removal',
  async refuse(at, topic) {
    if (!topic.removed) await refuseOvertaken(topic, 'removal', 'It is not removed any more.');
    await authorizeRestoring(at, topic);
  },
  to: () => ({ removed: null }),
});

export const undoRemoval = turnBack('removal');

async function authorizeRemoval({ viewer, group, tie }: Ground, { author }: TopicRecord): Promise<void> {
  const subject = found(await AccountModel.findById(author).lean());
  const detail = 'Its author has as much say here as you.';
  authorize(canActOn(viewer, tie, subject, await membershipOf(group._id, author)), 'forbidden', detail);
}

async function authorizeRestoring({ viewer, tie }: Ground, { author, removed }: TopicRecord): Promise<void> {
  const act = found(await ActModel.findById(removed!.id).lean());
  // What is left of a topic whose posts went back to where they came from is nothing to restore.
  authorize(act.kind === 'remove-topic', 'not_found');
  const own = say(viewer.role, tie);
  const detail = 'It was removed by someone with more say than you.';
  authorize(author.equals(viewer._id) ? own > act.say : own >= act.say, 'forbidden', detail);
}
