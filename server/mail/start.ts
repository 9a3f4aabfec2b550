import { giveBackLease, takeLease } from '../db/lease.ts';
import { every } from '../lib/every.ts';
import type { Logger } from '../lib/log.ts';
import { startDelivery } from './delivery.ts';
import { type DigestOf, writeDigests } from './digests.ts';
import { openMailServer } from './transport.ts';
import { unsubscribeSecret } from './unsubscribe-link.ts';

type Parts = {
  publicUrl: string;
  smtpUrl?: string;
  mailFrom?: string;
  mailPauseMs: number;
  /** What a digest tells. */
  digestOf: DigestOf;
  log: Logger;
};

const DIGESTS_MS = 60_000;
const DIGESTS = 'writing digests';

/** Sends what is put into the outbox, and writes the digests that are due. One node at a time does each. */
export async function startMail({ publicUrl, smtpUrl, mailFrom, mailPauseMs, digestOf, log }: Parts) {
  const sender = {
    from: mailFrom ?? `Guildhall <guildhall@${new URL(publicUrl).hostname}>`,
    publicUrl,
    secret: await unsubscribeSecret(),
  };
  const server = smtpUrl ? openMailServer(smtpUrl) : null;
  const delivery = startDelivery({ server, sender, pauseMs: mailPauseMs, log });
  const write = async () => {
    if (await takeLease(DIGESTS, DIGESTS_MS * 1.5)) await writeDigests(digestOf, log);
  };
  const stopDigests = every(DIGESTS_MS, DIGESTS, write, log);
  return {
    async stop(): Promise<void> {
      await stopDigests();
      await delivery.stop();
      await giveBackLease(DIGESTS).catch((error) => log.warn({ err: error }, 'a lease was not given back'));
    },
  };
}
