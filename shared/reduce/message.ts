import type { LoggedEvent } from '../events.ts';
import type { Message } from '../messages.ts';
import { reduceInvitation } from './invitations.ts';
import { relabel } from './labels.ts';

/** A private message, wherever it is shown: an invitation in it shows how it stands now. */
export function reduceMessage(message: Message, event: LoggedEvent): Message {
  const invitation = message.invitation && reduceInvitation(message.invitation, event);
  const relabels = event.type === 'rank.up' || event.type === 'member.updated';
  return { ...message, invitation, from: relabels ? relabel(message.from, event) : message.from };
}
