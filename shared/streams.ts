/**
 * The logs there are: everything in a group, what its leaders alone hear of, what concerns one account alone, what everyone may hear
 * of a partner, what those who manage it alone hear of, and what the site's staff hear of. Each stream numbers its events from 1
 * without gaps.
 */
export type StreamKind = 'group' | 'leaders' | 'account' | 'partner' | 'managers';
export type Stream = `${StreamKind}:${string}` | typeof STAFF_STREAM;

export const STAFF_STREAM = 'staff';

export const groupStream = (id: string): Stream => `group:${id}`;
export const leadersStream = (id: string): Stream => `leaders:${id}`;
export const accountStream = (id: string): Stream => `account:${id}`;
export const partnerStream = (id: string): Stream => `partner:${id}`;
export const managersStream = (id: string): Stream => `managers:${id}`;

/** What a stream's name says; the staff's has no id (''). */
export type ParsedStream = { kind: StreamKind | 'staff'; id: string };

/** Takes a stream's name apart; null for what is no stream's name. */
export function parseStream(name: string): ParsedStream | null {
  if (name === STAFF_STREAM) return { kind: 'staff', id: '' };
  const match = /^(group|leaders|account|partner|managers):([0-9a-f]{24})$/.exec(name);
  return match ? { kind: match[1] as StreamKind, id: match[2]! } : null;
}
