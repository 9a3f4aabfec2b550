import { randomUUID } from 'node:crypto';
import type { Invitation, NewInvitation } from '../../shared/joining.ts';
import { type AccountRecord, accountByUsername } from '../accounts/account.ts';
import { write } from '../events/write.ts';
import { groupById, leadersStreamOf } from '../groups/group.ts';
import { leading, leadingBySlug } from '../groups/readable.ts';
import { makeInvitation } from '../joining/invitation-actions.ts';
import { AppError, found } from '../lib/errors.ts';
import { sendMail } from '../mail/send.ts';
import { type Sent, send, streamsOf } from './sending.ts';

/**
 * Invites a member into a group: with a private message, in which they can accept it.
 * @throws AppError not_found, forbidden, invalid_request (oneself), archived, already_member, banned, already_invited,
 * blocked
 */
export async function invite(viewer: AccountRecord, slug: string, input: NewInvitation): Promise<Invitation> {
  const known = await leadingBySlug(viewer, slug);
  const to = found(await accountByUsername(input.username), 'There is no member of that name.');
  if (to._id.equals(viewer._id)) refuseOneself();
  return write([leadersStreamOf(known.group), ...streamsOf(viewer, to)], async () => {
    const { group } = await leading(viewer, await groupById(known.group._id));
    const invitation = await makeInvitation(viewer, group, to);
    const letter = { from: viewer, to, clientId: randomUUID(), body: input.message ?? '', invitation };
    await mail(letter, await send(letter));
    return invitation;
  });
}

type Invited = { from: AccountRecord; to: AccountRecord; body: string; invitation: Invitation };

async function mail({ from, to, body, invitation: { group } }: Invited, { conversation }: Sent): Promise<void> {
  await sendMail({
    account: to,
    kind: 'invitation',
    subject: `${from.displayName} invites you to ${group.name}`,
    paragraphs: [`${from.displayName} invites you to join the group “${group.name}”.`, group.description, body].filter(
      Boolean,
    ),
    link: { text: 'See the invitation', path: `/messages/${conversation.id}` },
  });
}

function refuseOneself(): never {
  const errors = [{ path: 'username', message: 'is your own' }];
  throw new AppError('invalid_request', 'You cannot invite yourself.', { errors });
}
