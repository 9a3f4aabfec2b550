import type { EventOf, LoggedEvent } from '../../shared/events.ts';
import type { Stream } from '../../shared/streams.ts';

export const STREAM: Stream = 'group:0123456789abcdef01234567';

const ACTOR = { id: 'a'.repeat(24), username: 'ana', displayName: 'Ana', rank: 'forum-explorer' };

/** An event of which only its place matters. */
export function event(seq: number, stream: Stream = STREAM): LoggedEvent {
  const data = { accountId: ACTOR.id, username: 'ana', memberCount: seq };
  const left: EventOf<'member.left'> = { stream, seq, type: 'member.left', at: AT, actor: ACTOR, data };
  return left;
}

export const events = (from: number, to: number): LoggedEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index));

export const seqs = (list: LoggedEvent[]): number[] => list.map(({ seq }) => seq);

export const AT = '2026-01-02T03:04:05.000Z';
