import { z } from 'zod';
import { GroupRef } from './memberships.ts';
import { Head, Id, Time } from './values.ts';

export const SubscriptionType = z.enum(['group', 'forum', 'topic', 'post']);
export type SubscriptionType = z.infer<typeof SubscriptionType>;

/** A subscription is named by what it is to: `topic:<id>`. Each member has at most one to a thing. */
export const SubscriptionId = z.string().regex(/^(group|forum|topic|post):[0-9a-f]{24}$/, 'must be <type>:<id>');
export const subscriptionId = (type: SubscriptionType, id: string): string => `${type}:${id}`;

/** Quiet until a moment, or (null) until it is taken back. */
export const Mute = z.strictObject({ until: Time.nullable() });
export type Mute = z.infer<typeof Mute>;

/** What to choose for a thing; what is left out stays. Without a body: subscribe. */
export const SubscriptionChoice = z.strictObject({
  level: z.enum(['on', 'off']).optional(),
  mute: Mute.nullable().optional(),
});
export type SubscriptionChoice = z.infer<typeof SubscriptionChoice>;

/**
 * What a member has chosen about a thing, or what follows from being a member of a group (`inherited`).
 * `level`: `on` is told, `off` is not told; null: nothing chosen, but for the mute. What happened before `since` is not told.
 */
export const Rule = z.strictObject({
  id: SubscriptionId,
  groupId: Id,
  level: z.enum(['on', 'off']).nullable(),
  inherited: z.boolean(),
  mute: Mute.nullable(),
  since: Time,
});
export type Rule = z.infer<typeof Rule>;

/**
 * A subscription as its member's list shows it. `name` is the group's, forum's or topic's; `topicId` and `number` say where
 * a topic or post is. `unread`: posts not read of a topic, replies not read to a post, topics never opened of a group or forum.
 */
export const Subscription = z.strictObject({
  ...Rule.shape,
  type: SubscriptionType,
  group: GroupRef,
  name: z.string(),
  /** The forum's part of the address, for a forum. */
  forum: z.string().nullable(),
  topicId: Id.nullable(),
  number: z.int().nullable(),
  unread: z.int(),
});
export type Subscription = z.infer<typeof Subscription>;

/** All that the viewer is subscribed to or has muted, by group and name; at most `SUBSCRIPTION_LIMIT`. */
export const Subscriptions = z.strictObject({ items: z.array(Subscription), next: z.null(), head: Head });
export type Subscriptions = z.infer<typeof Subscriptions>;

/** How many things a member can choose about, beside the groups they are in. */
export const SUBSCRIPTION_LIMIT = 1_000;

/** All of them or none: one that the viewer does not have refuses the whole. */
export const SubscriptionDeletions = z.strictObject({ ids: z.array(SubscriptionId).min(1).max(SUBSCRIPTION_LIMIT) });
export type SubscriptionDeletions = z.infer<typeof SubscriptionDeletions>;
