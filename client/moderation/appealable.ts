import type { Act, ActKind } from '../../shared/acts.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** What takes something away from someone. */
const AGAINST: ActKind[] = [
  'lock',
  'remove-topic',
  'move',
  'split',
  'merge',
  'remove-posts',
  'mute',
  'ban',
  'remove-member',
  'refuse-post',
];

/** Whether the member concerned can ask for a second look: once, for a while, and only against what is in force. */
export function mayAppeal(
  { kind, appeal, undone, at }: Pick<Act, 'kind' | 'appeal' | 'undone' | 'at'>,
  now: number,
): boolean {
  return AGAINST.includes(kind) && appeal === 'none' && !undone && now - Date.parse(at) < DAYS * DAY_MS;
}
