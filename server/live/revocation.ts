import type { LoggedEvent } from '../../shared/events.ts';
import type { ClosingCode, RevokedReason } from '../../shared/sockets.ts';

/**
 * Whom an event sends away: sockets out of its stream (`accountId`: an account's; null: everyone's), or, for an event of an
 * account's own stream, out of everything (`sessionId`: a session's; null: all of the account's).
 */
export type SentAway =
  | { from: 'stream'; accountId: string | null; reason: RevokedReason }
  | { from: 'everything'; sessionId: string | null; code: ClosingCode };

/** The one list of events that end a permission; null for all others. */
export function sentAwayBy(event: LoggedEvent): SentAway | null {
  switch (event.type) {
    case 'member.removed':
      return { from: 'stream', accountId: event.data.accountId, reason: 'removed' };
    case 'member.banned':
      return { from: 'stream', accountId: event.data.accountId, reason: 'banned' };
    case 'member.left':
      return { from: 'stream', accountId: event.data.accountId, reason: 'left' };
    case 'group.closed':
      return { from: 'stream', accountId: null, reason: 'closed' };
    case 'leader.ended':
    case 'staff.ended':
    case 'manager.ended':
      return { from: 'stream', accountId: event.data.accountId, reason: 'role' };
    case 'session.revoked':
      return { from: 'everything', sessionId: event.data.sessionId, code: 'revoked' };
    case 'role.changed':
      return { from: 'everything', sessionId: null, code: 'role' };
    case 'account.suspended':
      return { from: 'everything', sessionId: null, code: 'suspended' };
    case 'account.erased':
      return { from: 'everything', sessionId: null, code: 'revoked' };
    default:
      return null;
  }
}

/** Whether after this event someone may no longer be allowed what they were allowed before. */
export const revokes = (event: LoggedEvent): boolean => sentAwayBy(event) !== null;
