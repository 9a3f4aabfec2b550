import { giveBackLease, takeLease } from '../db/lease.ts';
import type { Logger } from '../lib/log.ts';
import { compose, type Sender } from './compose.ts';
import { MailModel, type MailRecord } from './mail.ts';
import { onMail } from './send.ts';
import { type Attempt, LANES, type MailServer } from './transport.ts';

export type Delivery = { stop(): Promise<void> };

type Parts = {
  /** Null: mails are kept to be looked at, and go nowhere. */
  server: MailServer | null;
  sender: Sender;
  /** How long after the first attempt the second comes; each further one takes three times as long, up to six hours. */
  pauseMs: number;
  log: Logger;
};

const EVERY_MS = 5_000;
const LEASE = 'sending mail';
const LEASE_MS = 15_000;
/** Longer than an attempt may take. A mail whose node died over it is sent again afterwards, under the same Message-ID. */
const CLAIM_MS = 300_000;
/** With the pauses, for about a day and a half. */
const ATTEMPTS = 12;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** Sends what is in the outbox: as soon as something is put there, and what others left every few seconds. */
export function startDelivery(parts: Parts): Delivery {
  let asked = false;
  let stopped = false;
  let round: Promise<void> | null = null;
  const prompt = () => {
    asked = true;
    round ??= rounds();
  };
  async function rounds(): Promise<void> {
    while (asked && !stopped) {
      asked = false;
      await deliver(parts, () => stopped).catch((error) => parts.log.error({ err: error }, 'mail was not sent'));
    }
    round = null;
  }
  const timer = setInterval(prompt, Math.min(EVERY_MS, parts.pauseMs));
  const deaf = onMail(prompt);
  prompt();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      deaf();
      await round;
      parts.server?.close();
      await giveBackLease(LEASE).catch((error) => parts.log.warn({ err: error }, 'a lease was not given back'));
    },
  };
}

async function deliver(parts: Parts, stopped: () => boolean): Promise<void> {
  if (!(await takeLease(LEASE, LEASE_MS))) return;
  const { server } = parts;
  if (!server) {
    await MailModel.updateMany({ state: 'waiting' }, { $set: { state: 'kept' } });
    return;
  }
  let away = false;
  const lane = async () => {
    while (!away && !stopped()) {
      const mail = await claim();
      if (!mail) return;
      const attempt = await server.send(compose(mail, parts.sender));
      if (attempt !== 'sent' && attempt.failed === 'away') away = true;
      await note(mail, attempt, parts);
    }
  };
  // Where one fails the others still finish what they have in hand.
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** Takes a mail that is due for oneself, for a while: whoever else looks for one finds others. */
async function claim(): Promise<MailRecord | null> {
  const now = new Date();
  const claimed = { $set: { dueAt: new Date(now.getTime() + CLAIM_MS) }, $inc: { attempts: 1 } };
  return MailModel.findOneAndUpdate({ state: 'waiting', dueAt: { $lte: now } }, claimed, {
    sort: { dueAt: 1 },
    returnDocument: 'after',
  }).lean();
}

async function note(mail: MailRecord, attempt: Attempt, { pauseMs, log }: Parts): Promise<void> {
  const { _id, attempts } = mail;
  if (attempt === 'sent') {
    await MailModel.updateOne({ _id }, { $set: { state: 'sent', sentAt: new Date(), error: null } });
    return;
  }
  const { failed, error } = attempt;
  log.warn({ mail: _id.toString(), attempts, failed, error }, 'a mail was not taken');
  if (failed === 'for good' || attempts >= ATTEMPTS) {
    await MailModel.updateOne({ _id }, { $set: { state: 'failed', error } });
    return;
  }
  const pause = Math.min(LONGEST_PAUSE_MS, pauseMs * 3 ** (attempts - 1));
  await MailModel.updateOne({ _id, attempts }, { $set: { error, dueAt: new Date(Date.now() + pause) } });
}
