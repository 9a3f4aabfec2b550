import type { Watched } from '../../shared/sockets.ts';
import type { Stream } from '../../shared/streams.ts';
import type { Backlog } from './backlog.ts';
import { bytesOf } from './premade.ts';

/** The seq of the last event a client has of a stream; null to begin now. */
export type Asked = { stream: Stream; last: number | null };

/** How many events one answer tells at most, of all streams together. */
const EVENTS = 5_000;

/**
 * Tells of each stream all that was missed, or `reset`. Where that would be too much for one answer, the streams of
 * which the least was missed are told.
 * @param room about how many bytes an answer may have.
 */
export async function answer(asked: Asked[], backlog: Backlog, room: number): Promise<[Stream, Watched][]> {
  const told = await Promise.all(withinCount(asked, backlog));
  const sized = told.map(([stream, watched]) => ({ stream, watched, bytes: sizeOf(watched) }));
  let left = room;
  return sized
    .sort((a, b) => a.bytes - b.bytes)
    .map(({ stream, watched, bytes }) => {
      left -= bytes;
      return [stream, left < 0 ? backlog.reset(stream) : watched];
    });
}

/** Before anything is read: what is beyond the count costs nothing. */
function withinCount(asked: Asked[], backlog: Backlog): Promise<[Stream, Watched]>[] {
  const counted = asked.map((one) => ({ ...one, missed: backlog.missed(one) }));
  let left = Math.max(EVENTS, backlog.limit);
  return counted
    .sort((a, b) => a.missed - b.missed)
    .map(async ({ stream, last, missed }): Promise<[Stream, Watched]> => {
      left -= missed;
      return [stream, left < 0 ? backlog.reset(stream) : await backlog.since(stream, last)];
    });
}

function sizeOf(watched: Watched): number {
  if (!('events' in watched)) return 0;
  return watched.events.reduce((bytes, event) => bytes + bytesOf(event), 0);
}
