import { model, Schema } from 'mongoose';
import type { HeldPost } from '../../shared/rules.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { AppError, authorize, found } from '../lib/errors.ts';
import { fingerprint } from './repeat.ts';

/** What someone wanted to post and is not posted: it waits, or has been decided about. */
export type HeldRecord = {
  _id: ObjectId;
  group: ObjectId;
  forum: ObjectId;
  /** The topic it answers in; null where it starts one. */
  topic: ObjectId | null;
  author: ObjectId;
  clientId: string;
  /** Its own, or that of the topic it answers in. */
  title: string;
  body: string;
  replyTo: number | null;
  state: HeldPost['state'];
  why: string;
  createdAt: Date;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<HeldRecord>(
  {
    group: id,
    forum: id,
    topic: { type: Schema.Types.ObjectId, default: null },
    author: id,
    clientId: { type: String, required: true },
    title: { type: String, required: true },
    body: { type: String, required: true },
    replyTo: { type: Number, default: null },
    state: { type: String, required: true },
    why: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
// The same submission twice is held once.
schema.index({ author: 1, clientId: 1 }, { unique: true });
schema.index({ author: 1, state: 1, createdAt: 1 });

export const HeldModel = model<HeldRecord>('Held', schema, 'held');

/** How many posts of one member can wait at a time, in all groups together. */
export const HELD = 20;

/** @throws AppError not_found */
export async function heldById(id: ObjectId): Promise<HeldRecord> {
  return found(await HeldModel.findById(id).lean());
}

/** What these members have waiting, and what they sent under these names, whatever became of it: one query. */
export function heldOf(authors: ObjectId[], clientIds: string[]): Promise<HeldRecord[]> {
  return HeldModel.find({ author: { $in: authors }, $or: [{ state: 'held' }, { clientId: { $in: clientIds } }] })
    .lean()
    .exec();
}

export const newHeld = (parts: Omit<HeldRecord, '_id' | 'state' | 'createdAt'>): HeldRecord => ({
  ...parts,
  _id: newId(),
  state: 'held',
  createdAt: new Date(),
});

/** Refuses what is one too many, or waits already. @param waiting posts of the same author. @throws AppError limit_reached, duplicate_post */
export function refuseFlood(held: HeldRecord, waiting: HeldRecord[]): void {
  // The same submission, sent again while it was under way, is none.
  const others = waiting.filter(({ state, clientId }) => state === 'held' && clientId !== held.clientId);
  const own = others.filter(({ author }) => author.equals(held.author));
  authorize(!own.some((one) => isAlike(one, held)), 'duplicate_post', 'You have posted this already: it waits.');
  const detail = `${HELD} posts of yours wait to be approved. You can go on when some of them are.`;
  if (own.length >= HELD) throw new AppError('limit_reached', detail);
}

function isAlike(one: HeldRecord, other: HeldRecord): boolean {
  const place = ({ topic, group, title }: HeldRecord) => topic?.toString() ?? `${group} ${title}`;
  return place(one) === place(other) && fingerprint(one.body) === fingerprint(other.body);
}

export const presentHeld = (held: HeldRecord): HeldPost => ({
  id: held._id.toString(),
  groupId: held.group.toString(),
  topicId: held.topic?.toString() ?? null,
  title: held.title,
  body: held.body,
  replyTo: held.replyTo,
  clientId: held.clientId,
  state: held.state,
  why: held.why,
  createdAt: held.createdAt.toISOString(),
});

/** What was posted, where nothing is held. */
export function posted<Answer extends object>(answer: Answer): Exclude<Answer, { held: unknown }> {
  if ('held' in answer) throw new Error('This waits to be approved.');
  return answer as Exclude<Answer, { held: unknown }>;
}
