import { z } from 'zod';
import { Member, OwnMembership, Role } from '../accounts.ts';
import { OwnLeadApplication } from '../leads.ts';
import { GroupRef } from '../memberships.ts';
import { Conversation, Message } from '../messages.ts';
import { Dealing, DealingNews } from '../partners/dealings.ts';
import { OwnFacts } from '../partners/facts.ts';
import { HistoryEntry, RankStanding } from '../ranks.ts';
import { HeldPost } from '../rules.ts';
import { Subscription } from '../subscriptions.ts';
import { Id, Time } from '../values.ts';

/** What lies on `account:<id>` alone. */
export const ACCOUNT_EVENTS = {
  'membership.started': OwnMembership,
  'membership.changed': OwnMembership,
  'membership.ended': z.strictObject({
    group: GroupRef,
    by: z.enum(['leave', 'removal', 'ban']),
    reason: z.string().nullable(),
  }),
  'guidelines.accepted': z.strictObject({ groupId: Id, version: z.int() }),
  'topic.read': z.strictObject({ topicId: Id, groupId: Id, number: z.int() }),
  /** The session's sockets are closed; its tokens are worthless. */
  'session.revoked': z.strictObject({ sessionId: Id, reason: z.enum(['logout', 'revoked', 'reuse']) }),
  /** What the account may hear of has changed: its sockets are closed, and come back as who they are now. */
  'role.changed': z.strictObject({ role: Role }),

  /** The account is suspended: its sockets are closed, and nobody signs in to it until then (null: for ever). */
  'account.suspended': z.strictObject({ until: Time.nullable(), reason: z.string() }),
  /** The member's data are erased: the account's sockets are closed, and nobody signs in to it any more. */
  'account.erased': z.strictObject({}),

  /** A post of one's own waits for approval, or was decided about. */
  'post.held': HeldPost,
  'held.decided': HeldPost,

  /** What happened to the member's rank, as their history keeps it, and where they stand now. */
  'rank.recorded': z.strictObject({ line: HistoryEntry, standing: RankStanding }),

  /** The account was named in a post. */
  mentioned: z.strictObject({ group: GroupRef, topicId: Id, title: z.string(), postId: Id, number: z.int() }),
  /** What the member chose, as it is now. */
  'subscriptions.changed': z.strictObject({ subscriptions: z.array(Subscription) }),
  /** `upTo`: all notices up to then; `ids`: these, too. */
  'notices.read': z.strictObject({ upTo: Time.nullable(), ids: z.array(z.string()) }),

  /** One applied to lead a group. Nothing more is heard of it unless it is approved. */
  'lead_application.received': OwnLeadApplication,
  /** The group one applied to lead was made. */
  'lead_application.approved': z.strictObject({ application: OwnLeadApplication, group: GroupRef }),

  /** What the marketplace knows of the member is new. */
  'facts.changed': OwnFacts,
  /** What is between the member and a partner is new. `reason`: of a removal. */
  'dealing.changed': z.strictObject({ dealing: Dealing, news: DealingNews, reason: z.string().nullable() }),

  /** On the stream of each of the two, with the conversation as they see it. `unread`: how many messages are, in all. */
  'message.sent': z.strictObject({ conversation: Conversation, message: Message, unread: z.int() }),
  /**
   * Who has read how far: on their own stream, with how many messages are now unread in all, and on the other's (null),
   * unless one blocks the other.
   */
  'conversation.read': z.strictObject({
    conversationId: Id,
    accountId: Id,
    number: z.int(),
    unread: z.int().nullable(),
  }),
  /** On the stream of who blocks. */
  'block.changed': z.strictObject({ accountId: Id, member: Member, blocked: z.boolean() }),
} as const;
