import { model, Schema } from 'mongoose';
import type { MessageReport } from '../../shared/messages.ts';
import type { ObjectId } from '../db/id.ts';

export type MessageReportRecord = {
  _id: ObjectId;
  message: ObjectId;
  reporter: ObjectId;
  reason: string;
  state: MessageReport['state'];
  handledBy: ObjectId | null;
  createdAt: Date;
};

const id = { type: Schema.Types.ObjectId, required: true };
const schema = new Schema<MessageReportRecord>(
  {
    message: id,
    reporter: id,
    reason: { type: String, required: true },
    state: { type: String, required: true },
    handledBy: { type: Schema.Types.ObjectId, default: null },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ message: 1, reporter: 1 }, { unique: true });
schema.index({ state: 1, createdAt: 1, _id: 1 });

export const MessageReportModel = model<MessageReportRecord>('MessageReport', schema, 'messagereports');
