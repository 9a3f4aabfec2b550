import type { QualificationLine } from '../../shared/partners/qualification.ts';
import { wordsOf } from '../../shared/partners/qualification-words.ts';
import { AccountModel } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { found } from '../lib/errors.ts';
import { type NewMail, sendMail } from '../mail/send.ts';
import type { ExpertRecord } from './expert-record.ts';
import type { PartnerRecord } from './partner.ts';

// What experts are written about their badges, in the transaction in which it happens.

/** What is not met, in words. */
export const reasonOf = (failing: QualificationLine[]): string => failing.map(wordsOf).join('; ');

export const mailLapse = ({ name }: PartnerRecord, { account, failing }: ExpertRecord): Promise<void> =>
  mail(account, {
    subject: `Your badge of ${name} rests`,
    paragraphs: [
      `Experts of ${name} have to go on meeting what is asked of them. This is not met for now:`,
      ...failing.map((line) => `${wordsOf(line)}.`),
      'As soon as it is, your badge is good again by itself.',
    ],
  });

export const mailRestoration = ({ name }: PartnerRecord, { account }: ExpertRecord): Promise<void> =>
  mail(account, {
    subject: `Your badge of ${name} is good again`,
    paragraphs: [`You meet again what ${name} asks of its experts, and are back in its directory.`],
  });

export const mailRemoval = ({ name }: PartnerRecord, { account }: ExpertRecord, reason: string): Promise<void> =>
  mail(account, {
    subject: `You are no longer an expert of ${name}`,
    paragraphs: [`${name} has removed you from its experts, and your badge has ended.`, `The reason: ${reason}`],
  });

async function mail(id: ObjectId, content: Pick<NewMail, 'subject' | 'paragraphs'>): Promise<void> {
  const account = found(await AccountModel.findById(id).lean());
  const link = { text: 'See how things stand with partners', path: '/me/partners' };
  await sendMail({ ...content, account, kind: 'expert', link });
}
