import type { Stream } from '../../../shared/streams.ts';
import { begun } from '../../acts/keep-acts.ts';
import { toId } from '../../db/id.ts';
import { ForumModel, type ForumRecord } from '../../groups/forum.ts';
import { type GroupRecord, leadersStreamOf, streamOf } from '../../groups/group.ts';
import { canLead, say } from '../../groups/policy.ts';
import { authorizeChange } from '../../groups/posting.ts';
import { insideById } from '../../groups/readable.ts';
import { authorize, found, invalidField } from '../../lib/errors.ts';
import { type TopicRecord, topicById } from '../../topics/topic.ts';
import type { Deed, Ground, NewActOf, Undoing } from '../deed.ts';
import { refuseTooLong, relocate } from '../relocating.ts';
import {
  aboutTopic,
  type Before,
  beforeOf,
  changeTopic,
  refuseFollowed,
  refuseOvertaken,
  refuseRemoved,
  topicActedOn,
  topicAt,
} from '../topic-state.ts';

type Move = NewActOf<'move'>;

/**
 * Takes a topic to another forum of the group, or of a group that the viewer leads as well. It is pinned no more in another group. Whoever
 * may not read there no longer finds it.
 * @throws AppError archived (either group), limit_reached, not_found
 */
export const move: Deed<Move> = {
  by: 'moderators',
  async streams({ to }): Promise<Stream[]> {
    const forum = await ForumModel.findById(toId(to)).lean();
    return forum ? [streamOf({ _id: forum.group }), leadersStreamOf({ _id: forum.group })] : [];
  },
  async perform(at, input) {
    authorizeChange(at.group);
    const topic = await topicAt(at, toId(input.topicId));
    if (!topic.forum.equals(toId(input.from))) await refuseOvertaken(topic, 'place', 'It is in another forum now.');
    if (input.to === input.from) throw invalidField('to', 'is where the topic is');
    const forum = found(await ForumModel.findById(toId(input.to)).lean(), 'There is no such forum.');
    return forum.group.equals(at.group._id) ? within(at, topic, forum, input) : beyond(at, topic, forum, input);
  },
};

async function within({ viewer, group, tie }: Ground, topic: TopicRecord, forum: ForumRecord, { reason }: Move) {
  const before = beforeOf(topic, 'place', { forum: topic.forum });
  const about = { ...aboutTopic(topic), detail: forum.name, before };
  const acts = begun(viewer, [{ kind: 'move', group: group._id, reason, say: say(viewer.role, tie), ...about }]);
  await changeTopic(viewer, topic, 'place', { forum: forum._id }, acts[0]!);
  return acts;
}

async function beyond({ viewer, group, tie }: Ground, topic: TopicRecord, forum: ForumRecord, { reason }: Move) {
  const target = await leadingIn(viewer, forum);
  authorize(canLead(viewer, tie));
  authorizeChange(target);
  refuseTooLong(topic);
  const was = { group: topic.group, forum: topic.forum, pinnedAt: topic.pinnedAt ?? null };
  const about = {
    ...aboutTopic(topic),
    to: target._id,
    detail: nameOf(target, forum),
    before: beforeOf(topic, 'place', was),
  };
  const acts = begun(viewer, [{ kind: 'move', group: group._id, reason, say: say(viewer.role, tie), ...about }]);
  await relocate(viewer, topic, { group: target._id, forum: forum._id, pinnedAt: null }, acts[0]!);
  return acts;
}

/** The other group, which the viewer leads. @throws AppError not_found, forbidden */
async function leadingIn(viewer: Ground['viewer'], forum: Pick<ForumRecord, 'group'>): Promise<GroupRecord> {
  const { group, tie } = await insideById(viewer, forum.group);
  authorize(canLead(viewer, tie));
  return group;
}

/** The act is also told to those who need not know what is inside a closed group. */
const nameOf = ({ access, name }: GroupRecord, forum: ForumRecord) =>
  access === 'open' ? `${name}, ${forum.name}` : '';

export const undoMoving: Undoing = async ({ viewer }, act) => {
  const { was } = act.before as Before;
  if (!act.to) return changeTopic(viewer, await topicActedOn(act, 'place'), 'place', was, act);
  const topic = await topicById(act.topic!._id);
  if (topic.mergedInto) await refuseOvertaken(topic, 'posts', 'It is part of another topic now.');
  await refuseRemoved(topic);
  await refuseFollowed(topic, act, 'place');
  await leadingIn(viewer, topic);
  const back = { group: was.group!, forum: was.forum!, pinnedAt: was.pinnedAt ?? null };
  await relocate(viewer, topic, back, act);
};
