import { queryOptions } from '@tanstack/react-query';
import type { Blocks, Conversations, MessageReport, MessageReports, Messages } from '../../shared/messages.ts';
import { reduceConversations } from '../../shared/reduce/conversations.ts';
import { reduceBlocks, reduceMessageReportsIn, reduceMessages } from '../../shared/reduce/messages.ts';
import { blocks, conversations, messageReports } from '../api/messages.ts';
import { snapshot } from '../live/snapshots.ts';
import { view } from '../live/views.ts';

export const conversationsView = view<Conversations>(reduceConversations);
export const messagesView = view<Messages>(reduceMessages);

export const conversationsQuery = snapshot(['conversations'], conversationsView, () => conversations.list());

/** From the latest message back as far as was asked for. */
export const messagesQuery = (id: string) => snapshot(['messages', id], messagesView, () => conversations.messages(id));

/** The conversation with a member, should there be one yet. */
export const conversationWithQuery = (username: string) =>
  queryOptions({
    queryKey: ['conversation-with', username.toLowerCase()],
    queryFn: async () => (await conversations.list({ with: username })).items[0]?.id ?? null,
    staleTime: 0,
  });

export const blocksQuery = snapshot(['blocks'], view<Blocks>(reduceBlocks), blocks.list);

export const reportsView = (state: MessageReport['state']) => view<MessageReports>(reduceMessageReportsIn(state));

export const reportsQuery = (state: MessageReport['state']) =>
  snapshot(['message-reports', state], reportsView(state), () => messageReports.list({ state }));
