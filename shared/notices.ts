import { z } from 'zod';
import { Actor } from './accounts.ts';
import { Access, GroupRef } from './memberships.ts';
import { PartnerRef } from './partners/partners.ts';
import { Rule, SubscriptionId } from './subscriptions.ts';
import { Head, Id, PageQuery, Time } from './values.ts';

export const NoticeKind = z.enum([
  'topic',
  'reply',
  'mention',
  'invitation',
  'join-request',
  'request-approved',
  'request-denied',
  'leader',
  'removed',
  'muted',
  'banned',
  'rank-up',
  'rank-assigned',
  'rank-ended',
  'rank-locked',
  'rank-grace',
  'rank-down',
  'group-approved',
  'posts-removed',
  'topic-removed',
  'topic-locked',
  'topic-moved',
  'post-approved',
  'post-refused',
  'appeal-granted',
  'appeal-denied',
  'report',
  'held',
  'appeal',
  'expert-invited',
  'expert-selected',
  'expert-lapsed',
  'expert-restored',
  'expert-removed',
  'partner-manager',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Why a notice came: a subscription to one of four things, or what makes it the member's own business. */
export const NoticeReason = z.enum([
  'group',
  'forum',
  'topic',
  'post',
  'own-topic',
  'reply-to-you',
  'mention',
  'leader',
  'personal',
]);
export type NoticeReason = z.infer<typeof NoticeReason>;

/**
 * One event of the log as it concerns one member. `id` is the event's place in the log, `<stream>/<seq>`.
 * `group`, `partner` where it is about one; `title` is the topic's, or what else it is about (a rank's key, a reason).
 * `stop`: the subscription to end so that the like no longer comes; null where that cannot be chosen.
 */
export const Notice = z.strictObject({
  id: z.string(),
  at: Time,
  kind: NoticeKind,
  reason: NoticeReason,
  stop: SubscriptionId.nullable(),
  actor: Actor,
  groupId: Id.nullable(),
  group: GroupRef.nullable(),
  partner: PartnerRef.pick({ slug: true, name: true }).optional(),
  topicId: Id.nullable(),
  number: z.int().nullable(),
  title: z.string(),
  /** What else can be opened: an invitation's conversation, a join request, an act, a report. */
  about: Id.nullable(),
  read: z.boolean(),
});
export type Notice = z.infer<typeof Notice>;

/** As much of an unread notice as decides when it is read, or no longer one. */
export const Unread = Notice.pick({ id: true, at: true, groupId: true, topicId: true, number: true, about: true });
export type Unread = z.infer<typeof Unread>;

/** How many unread notices are counted; beyond that it is "many". */
export const UNREAD_LIMIT = 100;

/** What happened longer ago counts as read. */
export const UNREAD_DAYS = 60;

/**
 * A group out of which notices may come. `memberSince` is null for one who only reads there; `leadsSince` for one who
 * does not lead it.
 */
export const NoticeGroup = z.strictObject({
  ...GroupRef.shape,
  access: Access,
  memberSince: Time.nullable(),
  leadsSince: Time.nullable(),
});
export type NoticeGroup = z.infer<typeof NoticeGroup>;

/**
 * The viewer's notices, the latest first; a page may hold fewer than were asked for, also none, and have a `next`.
 * Live by their own stream (`head`) and by the streams in `heads`; `rules`, `groups` and `blocked` are what decides about
 * new ones. `unread`: all of them, the latest first, unless there are more (`more`).
 */
export const Inbox = z.strictObject({
  items: z.array(Notice),
  next: z.string().nullable(),
  unread: z.strictObject({ items: z.array(Unread), more: z.boolean() }),
  rules: z.array(Rule),
  groups: z.array(NoticeGroup),
  /** Whose doings one does not want to hear of. */
  blocked: z.array(Id),
  heads: z.array(Head),
  head: Head,
});
export type Inbox = z.infer<typeof Inbox>;

export const InboxQuery = z.strictObject({ ...PageQuery.shape, unread: z.enum(['true']).optional() });
export type InboxQuery = z.infer<typeof InboxQuery>;

/** A notice's place in the log. */
export const NoticeId = z
  .string()
  .regex(/^(group|leaders|account):[0-9a-f]{24}\/[1-9]\d{0,15}$/, 'must be <stream>/<seq>');

/** `upTo`: all notices up to that moment; `ids`: these alone. */
export const NoticesRead = z.union([
  z.strictObject({ upTo: Time }),
  z.strictObject({ ids: z.array(NoticeId).min(1).max(200) }),
]);
export type NoticesRead = z.infer<typeof NoticesRead>;
