import type { GroupCard } from '../../shared/groups.ts';
import { strings } from '../strings.ts';

/** "12 members · 3 topics"; empty where the viewer learns nothing of what goes on inside. */
export function groupCounts({ memberCount, topicCount }: Pick<GroupCard, 'memberCount' | 'topicCount'>): string {
  const counts = [
    memberCount !== null && strings.groups.members(memberCount),
    topicCount !== null && strings.groups.topics(topicCount),
  ];
  return counts.filter(Boolean).join(' · ');
}
