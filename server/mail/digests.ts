import { AccountModel, type AccountRecord } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import type { Logger } from '../lib/log.ts';
import type { MailItem } from './mail.ts';
import { nextDigest, PreferencesModel, type PreferencesRecord } from './preferences.ts';
import { sendMail } from './send.ts';

/** What has happened since then that the member may hear of, the most important first. `link` is a path. */
export type DigestOf = (
  account: AccountRecord,
  since: Date,
) => Promise<{ title: string; link: string; line: string }[]>;

const AT_ONCE = 200;
const TOLD = 30;
const RETRY_MS = 3_600_000;

/** Writes the digests that are due. Where nothing happened nothing is written. Reads only those who are due. */
export async function writeDigests(digestOf: DigestOf, log: Logger): Promise<void> {
  const due = await PreferencesModel.find({ digest: 'daily', digestAt: { $lte: new Date() } })
    .sort({ digestAt: 1 })
    .limit(AT_ONCE)
    .lean();
  for (const chosen of due) {
    await writeDigest(chosen, digestOf).catch(async (error) => {
      log.error({ err: error, account: chosen._id.toString() }, 'a digest was not written');
      // Those behind it must not wait for it.
      const later = { $set: { digestAt: new Date(Date.now() + RETRY_MS) } };
      await PreferencesModel.updateOne({ _id: chosen._id, digestAt: chosen.digestAt }, later);
    });
  }
}

async function writeDigest({ _id, toldUpTo, digestAt }: PreferencesRecord, digestOf: DigestOf): Promise<void> {
  const account = await AccountModel.findById(_id).lean();
  const now = new Date();
  const items = account ? await digestOf(account, toldUpTo!) : [];
  await write([], async () => {
    // Whoever moves the time on writes it: a second node, or the same one after a crash, finds it moved.
    const moved = { $set: { toldUpTo: now, digestAt: nextDigest(digestAt!, now) } };
    const { modifiedCount } = await PreferencesModel.updateOne({ _id, digest: 'daily', digestAt, toldUpTo }, moved);
    if (modifiedCount === 1 && account && items.length > 0) await sendMail(digest(account, items));
  });
}

function digest(account: AccountRecord, items: Awaited<ReturnType<DigestOf>>) {
  const told = items.slice(0, TOLD).map(({ title, line, link }): MailItem => ({ title, line, path: link }));
  const rest = items.length - told.length;
  return {
    account,
    kind: 'digest' as const,
    subject: `What is new: ${items[0]!.title}${items.length > 1 ? ` and ${items.length - 1} more` : ''}`,
    paragraphs: [`Hello ${account.displayName}, this happened since your last digest.`],
    items: told,
    link: { text: rest > 0 ? `See it all (${rest} more)` : 'Open Guildhall', path: '/' },
  };
}
