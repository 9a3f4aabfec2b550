import type { Act, ActKind } from './acts.ts';

/** For how many days one can appeal against an act. */
export const APPEAL_DAYS = 30;

/** What takes something from a member. */
const TAKING: ActKind[] = [
  'remove-posts',
  'remove-topic',
  'lock',
  'refuse-post',
  'mute',
  'ban',
  'remove-member',
  'suspend',
];

/** Whether an act is one of those a member can appeal against at all. */
export const isAppealable = (kind: ActKind): boolean => TAKING.includes(kind);

/** Whether a member can appeal against an act about them: someone else took something from them, it still holds, and they have not yet. */
export function canAppeal({ kind, by, subject, at, undone, appeal }: Act, viewer: string, now = Date.now()): boolean {
  const inTime = now - Date.parse(at) <= APPEAL_DAYS * 86_400_000;
  return isAppealable(kind) && subject?.id === viewer && by.id !== viewer && !undone && appeal === 'none' && inTime;
}
