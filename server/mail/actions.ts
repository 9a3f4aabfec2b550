import type { MailChanges, MailPreferences, MailSwitch, MailTopic } from '../../shared/mail.ts';
import { accountStream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { AppError } from '../lib/errors.ts';
import { nextDigest, PreferencesModel, preferencesOf } from './preferences.ts';
import { subjectOf, unsubscribeSecret } from './unsubscribe-link.ts';

export const changePreferences = (viewer: AccountRecord, changes: MailChanges): Promise<MailPreferences> =>
  change(viewer._id, changes);

/** What a mail's link is about. Changes nothing: programs that look into mails follow every link. */
export async function readSwitch(token: string): Promise<MailSwitch> {
  const { account, topic } = await subject(token);
  return switchOf(topic, await preferencesOf(account));
}

/** Turns the mails off that a link is about, or on again. @throws AppError invalid_link */
export async function turn(on: boolean, token: string): Promise<MailSwitch> {
  const { account, topic } = await subject(token);
  return switchOf(topic, await change(account, changeTo(on, topic)));
}

async function subject(token: string): Promise<{ account: ObjectId; topic: MailTopic }> {
  const { accountId, topic } = subjectOf(token, await unsubscribeSecret());
  const account = toId(accountId);
  if (!(await AccountModel.exists({ _id: account }))) throw new AppError('invalid_link');
  return { account, topic };
}

const changeTo = (on: boolean, topic: MailTopic): MailChanges =>
  topic === 'digest' ? { digest: on ? 'daily' : 'off' } : { [topic]: on };

const switchOf = (topic: MailTopic, preferences: MailPreferences): MailSwitch => ({
  topic,
  on: topic === 'digest' ? preferences.digest === 'daily' : preferences[topic],
});

/** Digests that are turned on tell of what happens from then on. */
function change(account: ObjectId, changes: MailChanges): Promise<MailPreferences> {
  return write([accountStream(account.toString())], async () => {
    const before = await preferencesOf(account);
    const after = { ...before, ...changes };
    const now = new Date();
    const started = after.digest === 'daily' && before.digest === 'off';
    const digests = started
      ? { toldUpTo: now, digestAt: nextDigest(now, now) }
      : after.digest === 'off' && { toldUpTo: null, digestAt: null };
    await PreferencesModel.updateOne({ _id: account }, { $set: { ...after, ...digests } }, { upsert: true });
    return after;
  });
}
