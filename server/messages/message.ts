import { model, Schema } from 'mongoose';
import type { Member } from '../../shared/accounts.ts';
import type { Invitation } from '../../shared/joining.ts';
import type { Message } from '../../shared/messages.ts';
import type { ObjectId } from '../db/id.ts';

export type MessageRecord = {
  _id: ObjectId;
  conversation: ObjectId;
  number: number;
  author: ObjectId;
  clientId: string;
  body: string;
  invitation: ObjectId | null;
  createdAt: Date;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<MessageRecord>(
  {
    conversation: id,
    number: { type: Number, required: true },
    author: id,
    clientId: { type: String, required: true },
    body: { type: String, default: '' },
    invitation: { type: Schema.Types.ObjectId, default: null },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ author: 1, clientId: 1 }, { unique: true });
schema.index({ conversation: 1, number: 1 }, { unique: true });

export const MessageModel = model<MessageRecord>('Message', schema, 'messages');

/** @param invitation as it stands now, where the message has one. */
export function presentMessage(record: MessageRecord, from: Member, invitation: Invitation | null): Message {
  return {
    id: record._id.toString(),
    conversationId: record.conversation.toString(),
    number: record.number,
    clientId: record.clientId,
    from,
    body: record.body,
    invitation,
    createdAt: record.createdAt.toISOString(),
  };
}
