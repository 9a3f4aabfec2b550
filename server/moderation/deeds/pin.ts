import { PINNED } from '../../../shared/acts.ts';
import { begun } from '../../acts/keep-acts.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { type ObjectId, toId } from '../../db/id.ts';
import { say } from '../../groups/policy.ts';
import { AppError } from '../../lib/errors.ts';
import { TopicModel, topicById } from '../../topics/topic.ts';
import type { Deed, NewActOf, Undoing } from '../deed.ts';
import { aboutTopic, changeTopic, topicAt } from '../topic-state.ts';

/** Keeps a topic at the top of its group's lists. @throws AppError limit_reached */
export const pin = deed('pin');

/** Lets a topic take its place among the others again. */
export const unpin = deed('unpin');

export const undoPinning: Undoing = async ({ viewer }, act) => {
  const topic = await topicById(act.topic!._id);
  const { pinnedAt } = act.before as { pinnedAt: Date | null };
  await changeTopic(viewer, topic, { pinnedAt }, act);
};

function deed(kind: 'pin' | 'unpin'): Deed<NewActOf<'pin' | 'unpin'>> {
  return {
    by: 'moderators',
    async perform({ viewer, group, tie }, { topicId, reason }) {
      const topic = await topicAt({ group }, toId(topicId));
      const pinned = Boolean(topic.pinnedAt);
      if (pinned === (kind === 'pin')) {
        const detail = pinned ? 'It is pinned already.' : 'It is not pinned any more.';
        await refuseLate({ 'topic._id': topic._id }, ['pin', 'unpin'], detail);
      }
      if (kind === 'pin') await refuseMany(group._id);
      const before = { pinnedAt: topic.pinnedAt ?? null };
      const acts = begun(viewer, [
        { kind, group: group._id, reason, say: say(viewer.role, tie), ...aboutTopic(topic), before },
      ]);
      await changeTopic(viewer, topic, { pinnedAt: kind === 'pin' ? new Date() : null }, acts[0]!);
      return acts;
    },
  };
}

async function refuseMany(group: ObjectId): Promise<void> {
  const pinned = await TopicModel.countDocuments({ group, pinnedAt: { $gt: new Date(0) } });
  if (pinned >= PINNED)
    throw new AppError('limit_reached', `At most ${PINNED} topics can be pinned. Unpin another first.`);
}
