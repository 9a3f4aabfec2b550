import type { JoinRequest } from '../../shared/joining.ts';
import type { AccountRecord } from '../accounts/account.ts';
import type { ObjectId } from '../db/id.ts';
import { sendMail } from '../mail/send.ts';

/**
 * Tells who asked what was decided, wherever they are, once it is not undone any more. To be called inside `write()`.
 * @returns the mail, or null where they want none
 */
export function mailDecision(
  account: AccountRecord,
  { group, state, reason }: JoinRequest,
  notBefore: Date,
): Promise<ObjectId | null> {
  const { name, slug } = group;
  const approved = state === 'approved';
  return sendMail({
    account,
    notBefore,
    kind: 'decision',
    subject: approved ? `You are now a member of ${name}` : `Your request to join ${name}`,
    paragraphs: [
      approved
        ? `Your request to join “${name}” was approved. You hear of its new topics from now on.`
        : `Your request to join “${name}” was not approved.`,
      ...(reason === null ? [] : [`What its leaders say: ${reason}`]),
    ],
    link: { text: approved ? 'Open the group' : 'See the group', path: `/g/${slug}` },
  });
}
