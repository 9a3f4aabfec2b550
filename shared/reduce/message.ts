import type { LoggedEvent } from '../events.ts';
import type { Message } from '../messages.ts';
import { reduceInvitation } from './invitations.ts';
import { isRelabelling, relabel } from './labels.ts';

/** A private message, wherever it is shown: an invitation in it shows how it stands now. */
export function reduceMessage(message: Message, event: LoggedEvent): Message {
  const invitation = message.invitation && reduceInvitation(message.invitation, event);
  return { ...message, invitation, from: isRelabelling(event) ? relabel(message.from, event) : message.from };
}
