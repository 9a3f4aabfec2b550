import type { LoggedEvent } from '../events.ts';
import type { Conversation, Conversations } from '../messages.ts';
import { byLastMessage } from '../order.ts';
import { isRelabelling, LABEL_EVENTS, relabel } from './labels.ts';
import { reduceMessage } from './message.ts';
import { type Reducer, reducer } from './reducer.ts';

/** All of the viewer's conversations, the last active first. */
export const reduceConversations: Reducer<Conversations> = reducer<Conversations>((list, event, viewer) => {
  const items = list.items.map((conversation) => reduceConversation(conversation, event, viewer));
  switch (event.type) {
    case 'message.sent': {
      const { conversation, unread } = event.data;
      return { ...list, items: raise(items, conversation), unread };
    }
    case 'conversation.read':
      return { ...list, items, unread: event.data.unread ?? list.unread };
    default:
      return { ...list, items };
  }
}, LABEL_EVENTS);

/** One conversation, wherever it is shown. */
export function reduceConversation(conversation: Conversation, event: LoggedEvent, viewer: string): Conversation {
  switch (event.type) {
    case 'message.sent':
      return event.data.conversation.id === conversation.id ? event.data.conversation : conversation;
    case 'conversation.read': {
      const { conversationId, accountId, number } = event.data;
      if (conversationId !== conversation.id) return conversation;
      return { ...conversation, [accountId === viewer ? 'read' : 'seen']: number };
    }
    case 'block.changed': {
      const { accountId, blocked } = event.data;
      return accountId === conversation.with.id ? { ...conversation, blocked } : conversation;
    }
    default:
      return relabelled({ ...conversation, lastMessage: reduceMessage(conversation.lastMessage, event) }, event);
  }
}

/** Puts a conversation that has become active where it belongs: a new one, or one from further down, comes in. */
function raise(items: Conversation[], conversation: Conversation): Conversation[] {
  return [...items.filter(({ id }) => id !== conversation.id), conversation].sort(byLastMessage);
}

function relabelled(conversation: Conversation, event: LoggedEvent): Conversation {
  if (!isRelabelling(event)) return conversation;
  return { ...conversation, with: relabel(conversation.with, event) };
}
