import type { LoggedEvent } from './events.ts';
import type { Watched } from './sockets.ts';

/**
 * How far one stream has been applied, and what waits. Pure.
 * While `asking`, pushes are held: one that beats the answer would otherwise hide the backlog before it.
 */
export type Cursor = {
  /** The seq of the last event applied; null until it is known where the stream stands. */
  last: number | null;
  asking: boolean;
  held: LoggedEvent[];
};

/** What follows from a step: events to apply, in order, and whether the stream must be asked (again). */
export type Step = {
  cursor: Cursor;
  apply: LoggedEvent[];
  ask: boolean;
  /** More was missed than the log can still tell: what is shown must be fetched again. */
  reset?: boolean;
};

export function openCursor(last: number | null): Cursor {
  return { last, asking: true, held: [] };
}

/** An event was pushed. */
export function push(cursor: Cursor, event: LoggedEvent): Step {
  if (cursor.asking || cursor.last === null) return hold(cursor, event);
  if (event.seq <= cursor.last) return { cursor, apply: [], ask: false };
  if (event.seq > cursor.last + 1) return { ...hold({ ...cursor, asking: true }, event), ask: true };
  return { cursor: { last: event.seq, asking: false, held: cursor.held }, apply: [event], ask: false };
}

/** `watch` was answered; `asked` is the seq it was asked with. */
export function answer(cursor: Cursor, asked: number | null, watched: Exclude<Watched, { denied: true }>): Step {
  if ('reset' in watched) {
    return { ...drain({ ...cursor, last: watched.head }, []), reset: true };
  }
  // A snapshot older than the head came while the stream was asked for nothing but news: the part between is missing.
  const overtaken = asked === null && cursor.last !== null && cursor.last < watched.head;
  if (overtaken) return { cursor, apply: [], ask: true };
  return drain({ ...cursor, last: cursor.last ?? watched.head }, watched.events);
}

/** The connection is gone: whatever it had pushed is asked for again. */
export function lose(cursor: Cursor): Cursor {
  return { ...cursor, asking: true, held: [] };
}

function hold(cursor: Cursor, event: LoggedEvent): Step {
  return { cursor: { ...cursor, held: [...cursor.held, event] }, apply: [], ask: false };
}

/** Backlog first, then what was held; a gap left over means asking again. */
function drain(cursor: Cursor, backlog: LoggedEvent[]): Step {
  const apply: LoggedEvent[] = [];
  let last = cursor.last ?? 0;
  const waiting = [...backlog, ...[...cursor.held].sort((a, b) => a.seq - b.seq)];
  const gap = waiting.findIndex((event) => {
    if (event.seq > last + 1) return true;
    if (event.seq === last + 1) {
      apply.push(event);
      last = event.seq;
    }
    return false;
  });
  const held = gap === -1 ? [] : waiting.slice(gap);
  return { cursor: { last, asking: gap !== -1, held }, apply, ask: gap !== -1 };
}
