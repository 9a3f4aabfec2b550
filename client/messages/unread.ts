import type { Conversation } from '../../shared/messages.ts';

/** How many messages of a conversation the viewer has not read. */
export const unreadIn = ({ lastMessage, read }: Conversation): number => Math.max(0, lastMessage.number - read);
