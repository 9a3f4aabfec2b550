import { model, Schema } from 'mongoose';
import { UNREAD_CONVERSATIONS } from '../../shared/messages.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';

/**
 * One member's side of a conversation. A conversation is its two sides, which are changed together: they have its id, and
 * the same last message.
 */
export type ParticipationRecord = {
  _id: ObjectId;
  conversation: ObjectId;
  account: ObjectId;
  other: ObjectId;
  lastNumber: number;
  lastMessage: ObjectId;
  lastAt: Date;
  /** The number of the last message this one has read. */
  read: number;
  /** Up to where this one was told that the other has read. */
  seen: number;
  /** Whether `read` is behind `lastNumber`: what is unread is found by it. */
  unread: boolean;
  /** Whether the other has ever written. */
  answered: boolean;
};

const id = { type: Schema.Types.ObjectId, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };
const schema = new Schema<ParticipationRecord>(
  {
    conversation: id,
    account: id,
    other: id,
    lastNumber: number,
    lastMessage: id,
    lastAt: { type: Date, required: true },
    read: number,
    seen: number,
    unread: flag,
    answered: flag,
  },
  { versionKey: false },
);
schema.index({ account: 1, other: 1 }, { unique: true });
schema.index({ conversation: 1, account: 1 }, { unique: true });
schema.index({ account: 1, lastAt: -1, conversation: -1 });
schema.index({ account: 1, unread: 1, lastAt: -1 });

export const ParticipationModel = model<ParticipationRecord>('Participation', schema, 'participations');

/** An account's side of its conversation with another; null before there is one. */
export function sideWith(account: ObjectId, other: ObjectId): Promise<ParticipationRecord | null> {
  return ParticipationModel.findOne({ account, other }).lean().exec();
}

/** An account's side of a conversation. @throws AppError not_found also where it is between others. */
export async function sideIn(conversation: ObjectId, account: ObjectId): Promise<ParticipationRecord> {
  return found(await ParticipationModel.findOne({ conversation, account }).lean());
}

/** How many messages an account has not read, in its last active `UNREAD_CONVERSATIONS` that have any. */
export async function unreadOf(account: ObjectId): Promise<number> {
  const sides = await ParticipationModel.find({ account, unread: true }, { lastNumber: 1, read: 1 })
    .sort({ lastAt: -1 })
    .limit(UNREAD_CONVERSATIONS)
    .lean();
  return sides.reduce((sum, { lastNumber, read }) => sum + lastNumber - read, 0);
}
