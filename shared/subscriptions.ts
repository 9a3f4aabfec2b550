import { z } from 'zod';
import { GroupRef } from './memberships.ts';
import { Head, Id, Time } from './values.ts';

export const SubscriptionType = z.enum(['group', 'forum', 'topic', 'post']);
export type SubscriptionType = z.infer<typeof SubscriptionType>;

/** A subscription is named by what it is to: `topic:<id>`. Each member has at most one to a thing. */
export const SubscriptionId = z.string().regex(/^(group|forum|topic|post):[0-9a-f]{24}$/, 'must be <type>:<id>');
export const subscriptionId = (type: SubscriptionType, id: string): string => `${type}:${id}`;

/** Takes a subscription's name apart. */
export function parseSubscriptionId(name: string): { type: SubscriptionType; id: string } {
  const [type, id] = name.split(':');
  return { type: SubscriptionType.parse(type), id: Id.parse(id) };
}

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
 * What a member chose about a thing, and for which time it held: from `since` until the next choice at `ended` (null: it
 * still holds). A choice says nothing of what happened before it or after it, so that notices neither vanish nor turn up
 * when someone chooses anew. `level`: `on` is told, `off` is not told; null: nothing chosen, but for the mute. `mute`:
 * quiet from `since` on.
 */
export const Rule = z.strictObject({
  id: SubscriptionId,
  groupId: Id,
  level: z.enum(['on', 'off']).nullable(),
  mute: Mute.nullable(),
  since: Time,
  ended: Time.nullable(),
});
export type Rule = z.infer<typeof Rule>;

/**
 * How the viewer stands with a thing. `level`: `on` is told, `off` was chosen not to be; null: neither, so that it is not
 * told either. `inherited`: nobody chose it; it follows from being a member of the group, or from having written the
 * topic or post. `mute`: also one that is over.
 * `name` is the group's, forum's or topic's; `topicId` and `number` say where a post is, and of a topic its last post.
 * `unread`: posts not read of a topic, replies not read to a post, new topics never opened of a group or forum; of the
 * last two `pending` says which: the replies' numbers, the topics' ids. At most `PENDING_LIMIT` of them.
 */
export const Subscription = z.strictObject({
  id: SubscriptionId,
  type: SubscriptionType,
  groupId: Id,
  level: z.enum(['on', 'off']).nullable(),
  inherited: z.boolean(),
  mute: Mute.nullable(),
  since: Time,
  group: GroupRef,
  name: z.string(),
  /** The forum's part of the address, for a forum. */
  forum: z.string().nullable(),
  topicId: Id.nullable(),
  number: z.int().nullable(),
  unread: z.int(),
  pending: z.array(z.union([z.int(), Id])),
});
export type Subscription = z.infer<typeof Subscription>;

export const PENDING_LIMIT = 100;

/** Topics count as new to the subscribers of a group or forum for so many days. */
export const NEW_DAYS = 30;

/**
 * The groups the viewer is in and all they have chosen about, by group and name; also what they have chosen *not* to be
 * told of (`off`), for the options menus: a list of subscriptions leaves those out.
 */
export const Subscriptions = z.strictObject({ items: z.array(Subscription), next: z.null(), head: Head });
export type Subscriptions = z.infer<typeof Subscriptions>;

/** How many things a member can choose about, beside the groups they are in. */
export const SUBSCRIPTION_LIMIT = 1_000;

/** All of them or none: one that the viewer does not have refuses the whole. */
export const SubscriptionDeletions = z.strictObject({ ids: z.array(SubscriptionId).min(1).max(SUBSCRIPTION_LIMIT) });
export type SubscriptionDeletions = z.infer<typeof SubscriptionDeletions>;

/** What several subscriptions are after a change. */
export const ChangedSubscriptions = z.strictObject({ items: z.array(Subscription) });
export type ChangedSubscriptions = z.infer<typeof ChangedSubscriptions>;
