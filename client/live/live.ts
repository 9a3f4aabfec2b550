import { answer, type Cursor, lose, openCursor, push, type Step } from '../../shared/cursor.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import { openRing, type Ring, reachBack, remember, since } from './ring.ts';

type Seqs = Record<string, number | null>;

/** What the live path needs of the world: the socket below it, the shown snapshots above it. */
export type World = {
  /** Rejects if the connection failed or the server could not answer. */
  watch: (streams: Seqs) => Promise<Record<string, Watched>>;
  unwatch: (streams: string[]) => void;
  apply: (stream: string, events: LoggedEvent[]) => void;
  /** What is shown of the stream can no longer be brought up to date: fetch it again. */
  reset: (stream: string) => void;
  /** Nobody shows the stream any more. */
  closed: (stream: string) => void;
  /** The stream is no longer (or not) ours to hear, nor is what was kept of it ours to show. */
  denied: (stream: string) => void;
  /** Everything asked for has been answered. */
  caughtUp: () => void;
  later: (task: () => void, ms: number) => void;
};

type Watching = { cursor: Cursor; ring: Ring | null; holders: number; denied: boolean };

export type Live = ReturnType<typeof createLive>;

const LINGER_MS = 5_000;
const RETRY_MS = 1_500;

/** Keeps every held stream complete and in order, over reconnections, gaps and races. */
export function createLive(world: World) {
  const streams = new Map<string, Watching>();
  let online = false;
  let connection = 0;
  let due = new Set<string>();
  let inFlight = 0;

  /** Watches a stream for as long as anyone holds it; `last` is the seq of the oldest snapshot shown of it. */
  function hold(stream: string, last: number | null): () => void {
    const watching = streams.get(stream) ?? open(stream, last);
    watching.holders += 1;
    if (watching.denied) reopen(stream, watching);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      watching.holders -= 1;
      // Going from one page to the next lets go and takes hold again: no reason to bother the server.
      world.later(() => release(stream, watching), LINGER_MS);
    };
  }

  function open(stream: string, last: number | null): Watching {
    const watching: Watching = {
      cursor: openCursor(last),
      ring: last === null ? null : openRing(last),
      holders: 0,
      denied: false,
    };
    streams.set(stream, watching);
    askFor(stream);
    return watching;
  }

  /** Something has changed since we were turned away: a membership, as a rule. */
  function reopen(stream: string, watching: Watching): void {
    watching.denied = false;
    watching.cursor = lose(watching.cursor);
    askFor(stream);
  }

  function release(stream: string, watching: Watching): void {
    if (watching.holders > 0 || streams.get(stream) !== watching) return;
    streams.delete(stream);
    if (online && !watching.denied) world.unwatch([stream]);
    world.closed(stream);
  }

  function connected(): void {
    online = true;
    connection += 1;
    for (const [stream, watching] of streams) {
      watching.cursor = lose(watching.cursor);
      watching.denied = false;
      due.add(stream);
    }
    if (streams.size === 0) world.caughtUp();
    flush();
  }

  function disconnected(): void {
    online = false;
    inFlight = 0;
    due = new Set();
    for (const watching of streams.values()) watching.cursor = lose(watching.cursor);
  }

  function pushed(event: LoggedEvent): void {
    const watching = streams.get(event.stream);
    if (watching) take(event.stream, watching, push(watching.cursor, event));
  }

  /** The server has taken us out of the stream. Who still shows it asks again, as whoever they are now. */
  function revoked(stream: string): void {
    const watching = streams.get(stream);
    if (!watching) return;
    watching.cursor = lose(watching.cursor);
    world.reset(stream);
    askFor(stream);
  }

  /** The events between a snapshot and now; null when it must be fetched again. */
  function missed(stream: string, seq: number): LoggedEvent[] | null {
    const watching = streams.get(stream);
    if (!watching) return [];
    if (watching.ring) return since(watching.ring, seq);
    // Asked for news only, not yet answered: from here on we want everything after this snapshot.
    watching.cursor = { ...watching.cursor, last: seq };
    watching.ring = openRing(seq);
    return [];
  }

  const recent = (stream: string): LoggedEvent[] => streams.get(stream)?.ring?.events ?? [];

  /** Reads up to `count` events from before the ring began, so that a page can tell what has been going on. */
  async function recall(stream: string, count: number): Promise<void> {
    const ring = streams.get(stream)?.ring;
    if (!online || !ring || ring.floor === 0 || ring.events.length >= count) return;
    const answers = await world.watch({ [stream]: Math.max(0, ring.floor - count) }).catch(() => null);
    const watched = answers?.[stream];
    const now = streams.get(stream);
    if (watched && 'events' in watched && now?.ring) now.ring = reachBack(now.ring, watched.events);
  }

  function askFor(stream: string): void {
    due.add(stream);
    queueMicrotask(flush);
  }

  /** Asks for all that is due in one request. */
  function flush(): void {
    if (!online || due.size === 0) return;
    const asked: Seqs = {};
    for (const stream of [...due].slice(0, 500)) {
      due.delete(stream);
      const watching = streams.get(stream);
      if (watching) asked[stream] = watching.cursor.last;
    }
    inFlight += 1;
    const current = connection;
    world.watch(asked).then(
      (answers) => current === connection && online && answered(asked, answers),
      () => current === connection && online && failed(asked),
    );
    flush();
  }

  function answered(asked: Seqs, answers: Record<string, Watched>): void {
    inFlight -= 1;
    // What one has read is told last: it means something only to topics that are there.
    const groupsFirst = Object.entries(asked).sort(([a], [b]) => b.localeCompare(a));
    for (const [stream, last] of groupsFirst) {
      const watching = streams.get(stream);
      const watched = answers[stream];
      if (!watching || !watched) continue;
      if ('denied' in watched) deny(stream, watching);
      else take(stream, watching, answer(watching.cursor, last, watched));
    }
    if (inFlight === 0 && due.size === 0) world.caughtUp();
  }

  function failed(asked: Seqs): void {
    inFlight -= 1;
    world.later(() => Object.keys(asked).forEach(askFor), RETRY_MS * (1 + Math.random()));
  }

  function deny(stream: string, watching: Watching): void {
    watching.denied = true;
    watching.ring = null;
    world.denied(stream);
  }

  function take(stream: string, watching: Watching, step: Step): void {
    const { last } = step.cursor;
    watching.cursor = step.cursor;
    if (last !== null && (step.reset || !watching.ring)) watching.ring = openRing(last - step.apply.length);
    if (watching.ring) watching.ring = remember(watching.ring, step.apply);
    if (step.reset) world.reset(stream);
    if (step.apply.length > 0) world.apply(stream, step.apply);
    if (step.ask) askFor(stream);
  }

  return { hold, connected, disconnected, pushed, revoked, missed, recent, recall };
}
