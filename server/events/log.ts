import { model, Schema } from 'mongoose';
import type { Actor } from '../../shared/accounts.ts';
import type { EventType, LoggedEvent } from '../../shared/events.ts';
import { type Channel, channelsOf } from '../../shared/notices/channels.ts';
import type { Stream } from '../../shared/streams.ts';
import type { Head } from '../../shared/values.ts';
import { toId } from '../db/id.ts';
import { batched } from '../lib/batch.ts';
import type { Place } from '../lib/cursor.ts';

export type EventRecord = {
  stream: Stream;
  seq: number;
  type: EventType;
  at: Date;
  actor: Actor;
  data: LoggedEvent['data'];
  /** By which members are told of it; missing where nobody is. */
  about?: Channel[];
};
/** `at`: by the store's clock, when it last went on. */
type StreamRecord = { _id: Stream; seq: number; at: Date };

const eventSchema = new Schema<EventRecord>(
  {
    stream: { type: String, required: true },
    seq: { type: Number, required: true },
    type: { type: String, required: true },
    at: { type: Date, required: true },
    actor: { type: Object, required: true },
    data: { type: Object, required: true },
    about: { type: [String], default: undefined },
  },
  { versionKey: false, minimize: false },
);
eventSchema.index({ stream: 1, seq: 1 }, { unique: true });
// Not `sparse`: as the other two fields are always there, that would leave no event out.
eventSchema.index({ about: 1, at: -1, _id: -1 }, { partialFilterExpression: { about: { $exists: true } } });

const streamSchema = new Schema<StreamRecord>(
  { _id: String, seq: { type: Number, required: true }, at: Date },
  { versionKey: false },
);
streamSchema.index({ at: -1 });

export const EventModel = model<EventRecord>('Event', eventSchema, 'events');
const StreamModel = model<StreamRecord>('Stream', streamSchema, 'streams');

/** What an action appends; its place in the stream is known once it has been written. */
export type Draft = { stream: Stream; type: EventType; actor: Actor; data: LoggedEvent['data']; seq: number };

/**
 * Writes the drafts to the ends of their streams, in their order, and fills in each `seq`.
 * To be called inside a transaction, last: the head of a stream is held from here until the commit.
 */
export async function writeDrafts(drafts: Draft[]): Promise<LoggedEvent[]> {
  if (drafts.length === 0) return [];
  const at = new Date();
  for (const [stream, own] of byStream(drafts)) {
    const head = await StreamModel.findOneAndUpdate(
      { _id: stream },
      { $inc: { seq: own.length }, $currentDate: { at: true } },
      { upsert: true, returnDocument: 'after' },
    ).lean();
    own.forEach((draft, index) => {
      draft.seq = head!.seq - own.length + 1 + index;
    });
  }
  const records = drafts.map((draft) => record(draft, at));
  await EventModel.insertMany(records, { lean: true });
  return records.map(present);
}

/** Events of a stream after `seq`, oldest first, at most `limit`. */
export async function readAfter(stream: Stream, seq: number, limit: number): Promise<LoggedEvent[]> {
  const records = await EventModel.find({ stream, seq: { $gt: seq } })
    .sort({ seq: 1 })
    .limit(limit)
    .lean();
  return records.map(present);
}

/**
 * The events of a stretch of a stream, the latest first: those before `before`, as far back as `span` numbers.
 * @param from @param to those of this time alone.
 */
export async function readBefore(
  stream: Stream,
  before: number,
  span: number,
  { from, to }: { from?: string; to?: string } = {},
): Promise<LoggedEvent[]> {
  const at = { ...(from && { $gte: new Date(from) }), ...(to && { $lte: new Date(to) }) };
  const records = await EventModel.find({
    stream,
    seq: { $lt: before, $gte: before - span },
    ...((from || to) && { at }),
  })
    .sort({ seq: -1 })
    .lean();
  return records.map(present);
}

/** An event with its place in the order of time. */
export type Dated = { event: LoggedEvent; at: Date; id: string };

/**
 * Events of any of these channels, the latest first, at most `limit`.
 * @param before those before this place alone. @param since those from then on.
 * @param without what their data is read without, as paths.
 */
export async function latestAbout(
  channels: Channel[],
  { before, since, limit, without = [] }: { before?: Place; since?: Date; limit: number; without?: string[] },
): Promise<Dated[]> {
  // The times bound what is gone through; the rest tells apart what happened in the same moment.
  const times = { ...(since && { $gte: since }), ...(before && { $lte: before.at }) };
  const records = await EventModel.find({
    about: { $in: channels },
    ...((since || before) && { at: times }),
    ...(before && { $or: [{ at: { $lt: before.at } }, { _id: { $lt: toId(before.id) } }] }),
  })
    .select(Object.fromEntries([...without.map((path) => `data.${path}`), 'about'].map((path) => [path, 0])))
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean();
  return records.map((found) => ({ event: present(found), at: found.at, id: found._id.toString() }));
}

/** These events, as far as they are there. */
export async function eventsAt(places: { stream: Stream; seq: number }[]): Promise<LoggedEvent[]> {
  const records = await EventModel.find({ $or: places.map(({ stream, seq }) => ({ stream, seq })) }).lean();
  return records.map(present);
}

/** The seq of each stream's last event; 0 where nothing has happened yet. */
export async function headsOf(streams: Stream[]): Promise<Map<Stream, number>> {
  const records = await StreamModel.find({ _id: { $in: streams } }).lean();
  const heads = new Map(streams.map((stream) => [stream, 0]));
  for (const record of records) heads.set(record._id, record.seq);
  return heads;
}

/** The streams that went on last, the latest first: since a moment by the store's clock, or ever. */
export function lastChanged(limit: number, since?: Date): Promise<StreamRecord[]> {
  return StreamModel.find({ at: { $gte: since ?? new Date(0) } })
    .sort({ at: -1 })
    .limit(limit)
    .lean()
    .exec();
}

/** The seq of a stream's last event. Many who ask at once cost one query. */
export const lastSeq = batched(headsOf);

/** Where a stream stands. For a snapshot: read it *before* the data, so that the worst case is a repeat. */
export async function headOf(stream: Stream): Promise<Head> {
  const record = await StreamModel.findById(stream).lean();
  return { stream, seq: record?.seq ?? 0 };
}

function byStream(drafts: Draft[]): Map<Stream, Draft[]> {
  const streams = new Map<Stream, Draft[]>();
  for (const draft of drafts) streams.set(draft.stream, [...(streams.get(draft.stream) ?? []), draft]);
  return streams;
}

function record({ stream, seq, type, actor, data }: Draft, at: Date): EventRecord {
  const about = channelsOf({ stream, type, actor, data });
  return { stream, seq, type, at, actor, data, ...(about.length > 0 && { about }) };
}

function present({ stream, seq, type, at, actor, data }: EventRecord): LoggedEvent {
  return { stream, seq, type, at: at.toISOString(), actor, data } as LoggedEvent;
}
