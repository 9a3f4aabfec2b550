import { createHmac, timingSafeEqual } from 'node:crypto';
import { MailTopic } from '../../shared/mail.ts';
import { sharedSecret } from '../db/setting.ts';
import { AppError } from '../lib/errors.ts';

/** What a token speaks for: the mails about this to that account. */
export type Subject = { accountId: string; topic: MailTopic };

/** The key of the tokens, which all nodes share. A token is good for as long as a mail may lie in a mailbox: for ever. */
export const unsubscribeSecret = (): Promise<string> => sharedSecret('unsubscribe-token-key');

export function tokenFor({ accountId, topic }: Subject, secret: string): string {
  return `${accountId}.${topic}.${signature(accountId, topic, secret)}`;
}

/** @throws AppError invalid_link for whatever `tokenFor` did not make. */
export function subjectOf(token: string, secret: string): Subject {
  const [, accountId, name, given] = /^([0-9a-f]{24})\.([a-z]+)\.([\w-]{43})$/.exec(token) ?? [];
  const topic = MailTopic.safeParse(name);
  if (!accountId || !given || !topic.success) throw new AppError('invalid_link');
  const right = signature(accountId, topic.data, secret);
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(right))) throw new AppError('invalid_link');
  return { accountId, topic: topic.data };
}

const signature = (accountId: string, topic: MailTopic, secret: string): string =>
  createHmac('sha256', secret).update(`unsubscribe ${accountId} ${topic}`).digest('base64url');
