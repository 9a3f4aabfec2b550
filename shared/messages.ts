import { z } from 'zod';
import { Member } from './accounts.ts';
import { Invitation } from './joining.ts';
import { ClientId, Head, Id, PageQuery, page, Time, text } from './values.ts';

export const MESSAGE_LENGTH = 5_000;

/** The first message to a member begins the conversation; there is one for each two members. */
export const NewConversation = z.strictObject({
  username: z.string().trim().min(1).max(100),
  clientId: ClientId,
  body: text(MESSAGE_LENGTH),
});
export type NewConversation = z.infer<typeof NewConversation>;

export const NewMessage = z.strictObject({ clientId: ClientId, body: text(MESSAGE_LENGTH) });
export type NewMessage = z.infer<typeof NewMessage>;

/** A private message, plain text. With an invitation the body may be empty. */
export const Message = z.strictObject({
  id: Id,
  conversationId: Id,
  number: z.int(),
  clientId: z.string(),
  from: Member,
  body: z.string(),
  invitation: Invitation.nullable(),
  createdAt: Time,
});
export type Message = z.infer<typeof Message>;

/**
 * A conversation as one of its two members sees it. Its messages are numbered from 1 without gaps: unread are those after
 * `read`, the number of the last one the viewer has read; who writes has read all before. `seen`: up to where the viewer
 * was told that the other has read. `blocked`: the viewer hears nothing more from the other. Neither of two can write while
 * one blocks the other, nor are they told what the other reads.
 */
export const Conversation = z.strictObject({
  id: Id,
  with: Member,
  lastMessage: Message,
  read: z.int(),
  seen: z.int(),
  blocked: z.boolean(),
});
export type Conversation = z.infer<typeof Conversation>;

/** All of them, or the one with a member, if there is one yet. */
export const ConversationQuery = z.strictObject({ ...PageQuery.shape, with: z.string().max(100).optional() });
export type ConversationQuery = z.infer<typeof ConversationQuery>;

/** How many unread conversations are looked at to say how many messages are unread in all. */
export const UNREAD_CONVERSATIONS = 100;

/**
 * The viewer's conversations, the last active first, live by their own stream. `unread`: messages in all of them, or in
 * the last active `UNREAD_CONVERSATIONS` of those that have any.
 */
export const Conversations = z.strictObject({ ...page(Conversation).shape, unread: z.int(), head: Head });
export type Conversations = z.infer<typeof Conversations>;

/** Messages with a number below `before`, the latest of them; without it the latest of all. */
export const MessageQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type MessageQuery = z.infer<typeof MessageQuery>;

/** A run of messages in the order of their numbers; `next` is the number to ask on `before`, null at the beginning. */
export const Messages = z.strictObject({
  conversation: Conversation,
  items: z.array(Message),
  next: z.int().nullable(),
  head: Head,
});
export type Messages = z.infer<typeof Messages>;

export const MessageAnswer = z.strictObject({ conversation: Conversation, message: Message, head: Head });
export type MessageAnswer = z.infer<typeof MessageAnswer>;

export const MessagesRead = z.strictObject({ number: z.int().min(1) });

/** Whom the viewer blocks, by username. */
export const Blocks = z.strictObject({ items: z.array(Member), next: z.null(), head: Head });
export type Blocks = z.infer<typeof Blocks>;

export const NewMessageReport = z.strictObject({ reason: text(500) });

/** A report of a private message, for staff: with the message reported and the few before it. */
export const MessageReport = z.strictObject({
  id: Id,
  reporter: Member,
  reason: z.string(),
  message: Message,
  context: z.array(Message),
  state: z.enum(['open', 'handled']),
  handledBy: Member.nullable(),
  createdAt: Time,
});
export type MessageReport = z.infer<typeof MessageReport>;

export const MessageReportQuery = z.strictObject({
  ...PageQuery.shape,
  state: z.enum(['open', 'handled']).default('open'),
});
export type MessageReportQuery = z.infer<typeof MessageReportQuery>;

/** What became of a report. */
export const MessageReportChange = z.strictObject({ state: z.literal('handled') });

/** The oldest first, live by the staff's stream. */
export const MessageReports = z.strictObject({ ...page(MessageReport).shape, head: Head });
export type MessageReports = z.infer<typeof MessageReports>;
