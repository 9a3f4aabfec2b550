import type { LoggedEvent } from '../../shared/events.ts';

/** Whom an event sends away: an account's sockets from its stream, or a session's from everywhere. */
type SentAway = { accountId: string } | { sessionId: string };

/** The one list of events that end a permission; null for all others. */
export function sentAwayBy(event: LoggedEvent): SentAway | null {
  if (event.type === 'member.removed') return { accountId: event.data.accountId };
  if (event.type === 'session.revoked') return { sessionId: event.data.sessionId };
  return null;
}

/** Whether after this event someone may no longer be allowed what they were allowed before. */
export const revokes = (event: LoggedEvent): boolean => sentAwayBy(event) !== null;
