/**
 * The logs there are: everything in a group, what its leaders hear of, what concerns one account alone.
 * Each stream numbers its events from 1 without gaps.
 */
export type StreamKind = 'group' | 'account';
export type Stream = `${StreamKind}:${string}`;

export const groupStream = (id: string): Stream => `group:${id}`;
export const accountStream = (id: string): Stream => `account:${id}`;

/** Takes a stream's name apart; null for what is no stream's name. */
export function parseStream(name: string): { kind: StreamKind; id: string } | null {
  const match = /^(group|account):([0-9a-f]{24})$/.exec(name);
  return match ? { kind: match[1] as StreamKind, id: match[2]! } : null;
}
