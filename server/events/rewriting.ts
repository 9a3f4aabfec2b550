import { type ObjectId, toId } from '../db/id.ts';
import { EventModel, type EventRecord } from './log.ts';

/** What of an event may be written anew: who did it and what is in it. Its place, its type and its time stay as they are. */
export type Rewritten = Pick<EventRecord, 'actor' | 'data'>;

/**
 * Goes through the next events of the whole log, in the order in which they were made, and writes those anew that `rewrite` answers
 * for. The log is otherwise never changed: this is for what must not be kept any more.
 * @param after the last one that was looked at; '' to begin.
 * @returns the last one now, or null at the end.
 */
export async function rewriteSome(
  after: string,
  limit: number,
  rewrite: (event: Pick<EventRecord, 'stream' | 'type' | 'actor' | 'data'>) => Rewritten | null,
): Promise<string | null> {
  const events = await EventModel.find(after ? { _id: { $gt: toId(after) } } : {})
    .sort({ _id: 1 })
    .limit(limit)
    .lean<(EventRecord & { _id: ObjectId })[]>();
  const writes = events.flatMap((event) => {
    const rewritten = rewrite(event);
    return rewritten ? [{ updateOne: { filter: { _id: event._id }, update: { $set: rewritten } } }] : [];
  });
  if (writes.length > 0) await EventModel.bulkWrite(writes as never);
  return events.at(-1)?._id.toString() ?? null;
}
