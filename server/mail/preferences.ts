import { model, Schema } from 'mongoose';
import type { MailPreferences } from '../../shared/mail.ts';
import type { ObjectId } from '../db/id.ts';

/** What an account chose; who has not chosen has no record. */
export type PreferencesRecord = MailPreferences & {
  /** The account. */
  _id: ObjectId;
  /** Up to when the last digest told, or when digests were turned on. Null while they are off. */
  toldUpTo: Date | null;
  /** When the next digest is due. Null while they are off. */
  digestAt: Date | null;
};

const schema = new Schema<PreferencesRecord>(
  {
    _id: Schema.Types.ObjectId,
    invitations: { type: Boolean, required: true },
    decisions: { type: Boolean, required: true },
    digest: { type: String, required: true },
    toldUpTo: { type: Date, default: null },
    digestAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ digest: 1, digestAt: 1 });

export const PreferencesModel = model<PreferencesRecord>('MailPreferences', schema, 'mailpreferences');

export const UNCHOSEN: MailPreferences = { invitations: true, decisions: true, digest: 'off' };

const DAY_MS = 86_400_000;

/** The next time after `now` that is whole days after `last`. */
export function nextDigest(last: Date, now: Date): Date {
  const days = Math.floor((now.getTime() - last.getTime()) / DAY_MS) + 1;
  return new Date(last.getTime() + days * DAY_MS);
}

export async function preferencesOf(account: ObjectId): Promise<MailPreferences> {
  const chosen = await PreferencesModel.findById(account).lean();
  if (!chosen) return UNCHOSEN;
  const { invitations, decisions, digest } = chosen;
  return { invitations, decisions, digest };
}
