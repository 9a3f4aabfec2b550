import { type MailKind, type MailPreferences, TOPIC_OF_MAIL } from '../../shared/mail.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { isUsable } from '../accounts/suspension.ts';
import { newId, type ObjectId } from '../db/id.ts';
import { afterCommit } from '../events/write.ts';
import { type MailContent, MailModel } from './mail.ts';
import { preferencesOf } from './preferences.ts';

/** A mail to a member. `items` are listed below the paragraphs, `link` stands at the end. All of it is plain text. */
export type NewMail = Omit<MailContent, 'items'> &
  Partial<Pick<MailContent, 'items'>> & {
    account: Pick<AccountRecord, '_id' | 'email' | 'displayName'>;
    kind: MailKind;
    /** It is not sent before then, and can be taken back until then. */
    notBefore?: Date;
  };

type Listener = () => void;
const listeners = new Set<Listener>();

/**
 * Puts a mail into the outbox, in the transaction at hand: it goes out if that is committed, and not if it is not.
 * Members who chose not to be written to about such things get none, and neither do those who are suspended. To be called inside
 * `write()`. @returns its id, or null where there is none.
 */
export async function sendMail(wanted: NewMail): Promise<ObjectId | null> {
  const { account, kind, subject, paragraphs, items = [], link, notBefore } = wanted;
  if (!wants(await preferencesOf(account._id), kind)) return null;
  if (!(await mayBeWritten(account._id))) return null;
  const now = new Date();
  const _id = newId();
  const mail = {
    account: account._id,
    kind,
    to: { address: account.email, name: oneLine(account.displayName) },
    subject: oneLine(subject),
    paragraphs,
    items,
    link,
  };
  await MailModel.create([{ _id, ...mail, state: 'waiting', dueAt: notBefore ?? now, attempts: 0, createdAt: now }]);
  afterCommit(async () => {
    for (const listener of listeners) listener();
  });
  return _id;
}

/** Takes a mail back that waits, in the transaction at hand; without a mail server none has gone out. */
export async function takeBackMail(_id: ObjectId): Promise<void> {
  await MailModel.deleteOne({ _id, state: { $in: ['waiting', 'kept'] } });
}

/** Hears whenever a mail was put into the outbox by this process. */
export function onMail(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function mayBeWritten(id: AccountRecord['_id']): Promise<boolean> {
  const account = await AccountModel.findById(id, { suspension: 1, erasedAt: 1 }).lean();
  return account !== null && isUsable(account);
}

function wants(preferences: MailPreferences, kind: MailKind): boolean {
  const chosen = preferences[TOPIC_OF_MAIL[kind]];
  return chosen === true || chosen === 'daily';
}

/** A line break in a name must never become a line of the mail's head. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 200);
