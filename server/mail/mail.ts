import { model, Schema } from 'mongoose';
import type { MailKind, MailState, OutboxMail } from '../../shared/mail.ts';
import type { ObjectId } from '../db/id.ts';

/** Somewhere to go, within Guildhall: `path` begins with a slash. */
export type MailLink = { text: string; path: string };

/** One of several things a mail tells of. */
export type MailItem = { title: string; line: string; path: string };

/** What a mail says. How it looks is decided when it is sent. */
export type MailContent = { subject: string; paragraphs: string[]; items: MailItem[]; link: MailLink };

export type MailRecord = MailContent & {
  _id: ObjectId;
  account: ObjectId;
  kind: MailKind;
  /** The address and the name of the account when the mail was written. */
  to: { address: string; name: string };
  state: MailState;
  /** From when on it may be sent; while someone sends it, until when it is theirs. */
  dueAt: Date;
  attempts: number;
  error: string | null;
  createdAt: Date;
  sentAt: Date | null;
};

const schema = new Schema<MailRecord>(
  {
    account: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, required: true },
    to: { type: Object, required: true },
    subject: { type: String, required: true },
    paragraphs: { type: [String], required: true },
    items: { type: [Object], required: true },
    link: { type: Object, required: true },
    state: { type: String, required: true },
    dueAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    error: { type: String, default: null },
    createdAt: { type: Date, required: true },
    sentAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ state: 1, dueAt: 1 });
schema.index({ createdAt: -1, _id: -1 });
schema.index({ state: 1, createdAt: -1, _id: -1 });
/** Whatever became of it, a mail is kept for 30 days. */
schema.index({ createdAt: 1 }, { expireAfterSeconds: 30 * 86_400 });

export const MailModel = model<MailRecord>('Mail', schema, 'mails');

export function presentMail(mail: MailRecord): OutboxMail {
  return {
    id: mail._id.toString(),
    kind: mail.kind,
    to: mail.to.address,
    subject: mail.subject,
    state: mail.state,
    attempts: mail.attempts,
    error: mail.error,
    createdAt: mail.createdAt.toISOString(),
    sentAt: mail.sentAt?.toISOString() ?? null,
    nextAt: mail.state === 'waiting' ? mail.dueAt.toISOString() : null,
  };
}
