import { PINNED } from '../../../shared/acts.ts';
import type { ObjectId } from '../../db/id.ts';
import { authorizeChange } from '../../groups/posting.ts';
import { AppError } from '../../lib/errors.ts';
import { TopicModel } from '../../topics/topic.ts';
import { refuseOvertaken, refuseRemoved } from '../topic-state.ts';
import { turn, turnBack } from './turn.ts';

/** Keeps a topic at the top of its group's lists. @throws AppError limit_reached, archived */
export const pin = turn({
  kind: 'pin',
  side: 'pin',
  async refuse({ group }, topic) {
    authorizeChange(group);
    await refuseRemoved(topic);
    if (topic.pinnedAt) await refuseOvertaken(topic, 'pin', 'It is pinned already.');
    await refuseMany(group._id);
  },
  to: ({ at }) => ({ pinnedAt: at }),
});

/** Lets a topic take its place among the others again. @throws AppError archived */
export const unpin = turn({
  kind: 'unpin',
  side: 'pin',
  async refuse({ group }, topic) {
    authorizeChange(group);
    await refuseRemoved(topic);
    if (!topic.pinnedAt) await refuseOvertaken(topic, 'pin', 'It is not pinned any more.');
  },
  to: () => ({ pinnedAt: null }),
});

export const undoPinning = turnBack('pin');

async function refuseMany(group: ObjectId): Promise<void> {
  const listed = { removed: null, mergedInto: null };
  const pinned = await TopicModel.countDocuments({ group, pinnedAt: { $gt: new Date(0) }, ...listed });
  if (pinned >= PINNED)
    throw new AppError('limit_reached', `At most ${PINNED} topics can be pinned. Unpin another first.`);
}
