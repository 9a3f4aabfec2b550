import { ATTENDANCE_NAMED, type Attendance } from '../../../shared/presence.ts';
import { actorOf, membersById } from '../../accounts/account.ts';
import { toId } from '../../db/id.ts';
import { tieIn, tiesBetween } from '../../groups/membership.ts';
import { isMember } from '../../groups/policy.ts';
import { TopicModel } from '../../topics/topic.ts';
import type { Here } from './attendance-report.ts';

/** How many are looked up; the others are only counted. */
const LOOKED_UP = 1_000;

/**
 * The members among those who are there on all nodes, by name. Who is a member, what they are called and whether the topic is in the
 * group is asked of the store each time: whoever was just removed is not among them, whatever a node has said.
 */
export async function attendanceIn(groupId: string, lists: Here[]): Promise<Attendance> {
  const topicOf = new Map<string, string | null>();
  for (const { id, topicId } of lists.flatMap(({ members }) => members))
    topicOf.set(id, topicId ?? topicOf.get(id) ?? null);
  const group = toId(groupId);
  const ids = [...topicOf.keys()].slice(0, LOOKED_UP).map(toId);
  const ties = await tiesBetween([group], ids);
  const members = ids.filter((id) => isMember(tieIn(ties, group, id)));
  const people = await membersById(members.slice(0, ATTENDANCE_NAMED));
  const titles = await titlesIn(groupId, [...topicOf.values()]);
  return {
    groupId,
    members: [...people.values()]
      .sort((a, b) => a.username.localeCompare(b.username, 'en'))
      .map((member) => {
        const topicId = topicOf.get(member.id) ?? null;
        const title = (topicId && titles.get(topicId)) || null;
        return { member: actorOf(member), topicId: title === null ? null : topicId, title };
      }),
    more: lists.reduce((sum, { more }) => sum + more, 0) + (topicOf.size - ids.length) + (members.length - people.size),
  };
}

async function titlesIn(groupId: string, topicIds: (string | null)[]): Promise<Map<string, string>> {
  const ids = [...new Set(topicIds.filter((id) => id !== null))].map(toId);
  if (ids.length === 0) return new Map();
  const topics = await TopicModel.find({ _id: { $in: ids }, group: toId(groupId) }, { title: 1 }).lean();
  return new Map(topics.map(({ _id, title }) => [_id.toString(), title]));
}
