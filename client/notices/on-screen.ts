import type { Notice } from '../../shared/notices.ts';
import { isWaiting } from './wording.ts';

/** What is being looked at; `hidden`: nothing. */
export type Sight = { path: string; hidden: boolean };

/** Whether what a notice tells of is being looked at: then there is no need to point at it. Pure. */
export function isInSight(notice: Notice, { path, hidden }: Sight): boolean {
  const { kind, topicId, group } = notice;
  if (hidden) return false;
  const [, page, id, part] = path.split('/');
  const inGroup = page === 'g' && group !== null && id === encodeURIComponent(group.slug);
  if (kind === 'topic' && inGroup && !part) return true;
  if (isWaiting(notice)) return inGroup && part === 'manage';
  return topicId !== null && page === 't' && id === topicId;
}
