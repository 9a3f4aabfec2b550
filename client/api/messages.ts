import type {
  Blocks,
  Conversations,
  MessageAnswer,
  MessageReport,
  MessageReports,
  Messages,
  NewConversation,
  NewMessage,
} from '../../shared/messages.ts';
import { address, search } from './address.ts';
import { ask } from './http.ts';

export const conversations = {
  list: (query: { cursor?: string; with?: string } = {}) =>
    ask<Conversations>('GET', `/me/conversations${search(query)}`),
  begin: (first: NewConversation) => ask<MessageAnswer>('POST', '/me/conversations', first),
  messages: (id: string, before?: number) =>
    ask<Messages>('GET', address`/conversations/${id}/messages` + search({ before })),
  send: (id: string, message: NewMessage) =>
    ask<MessageAnswer>('POST', address`/conversations/${id}/messages`, message),
  read: (id: string, number: number) => ask<unknown>('PUT', address`/conversations/${id}/read`, { number }),
};

export const blocks = {
  list: () => ask<Blocks>('GET', '/me/blocks'),
  add: (username: string) => ask<unknown>('PUT', address`/me/blocks/${username}`),
  lift: (username: string) => ask<unknown>('DELETE', address`/me/blocks/${username}`),
};

export const messageReports = {
  create: (messageId: string, reason: string) =>
    ask<unknown>('POST', address`/messages/${messageId}/reports`, { reason }),
  list: (query: { state: MessageReport['state']; cursor?: string }) =>
    ask<MessageReports>('GET', `/message-reports${search(query)}`),
  handle: (id: string) => ask<MessageReport>('PATCH', address`/message-reports/${id}`, { state: 'handled' }),
};
