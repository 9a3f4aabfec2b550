import { z } from 'zod';
import { type Actor, Member, OwnMembership, Role } from './accounts.ts';
import { Forum } from './groups.ts';
import { RankKey } from './ladder.ts';
import { GroupRef, MembershipRole } from './memberships.ts';
import type { Stream } from './streams.ts';
import { Post, PostRemoval, Topic } from './topics.ts';
import { Id, Time } from './values.ts';

/**
 * Everything that is logged, by type, with the shape of its `data`.
 * Those marked [account] lie on `account:<id>`, the rest on `group:<id>`; the two marked [both] on both.
 * Posts and topics inside events are nobody's view in particular: `read` is 0 and `kudos.mine` false.
 */
export const EVENTS = {
  'group.updated': z.strictObject({
    name: z.string(),
    description: z.string(),
    guidelines: z.strictObject({ version: z.int(), text: z.string() }),
  }),
  'forum.created': z.strictObject({ forum: Forum }),

  'member.joined': z.strictObject({ member: Member, joinedAt: Time, memberCount: z.int() }),
  'member.left': z.strictObject({ accountId: Id, username: z.string(), memberCount: z.int() }),
  'member.removed': z.strictObject({ accountId: Id, username: z.string(), memberCount: z.int() }),
  'member.role_changed': z.strictObject({ member: Member, role: MembershipRole }),
  /** [both] A member's name or role on the site changed: every label of theirs shows it. */
  'member.updated': z.strictObject({ accountId: Id, displayName: z.string(), role: Role }),
  /** [both] Once per member and rank, for ever. */
  'rank.up': z.strictObject({
    accountId: Id,
    username: z.string(),
    displayName: z.string(),
    from: RankKey,
    to: RankKey,
  }),

  'topic.created': z.strictObject({ topic: Topic, post: Post, topicCount: z.int() }),
  'post.created': z.strictObject({ topicId: Id, post: Post, postCount: z.int(), topic: Topic }),
  'post.edited': z.strictObject({ topicId: Id, postId: Id, number: z.int(), body: z.string(), editedAt: Time }),
  'post.removed': z.strictObject({ topicId: Id, postId: Id, number: z.int(), removed: PostRemoval }),
  'kudos.given': z.strictObject({ topicId: Id, postId: Id, number: z.int(), accountId: Id, count: z.int() }),
  'kudos.withdrawn': z.strictObject({ topicId: Id, postId: Id, number: z.int(), accountId: Id, count: z.int() }),

  /** [account] */
  'membership.started': OwnMembership,
  /** [account] */
  'membership.changed': OwnMembership,
  /** [account] */
  'membership.ended': z.strictObject({
    group: GroupRef,
    by: z.enum(['leave', 'removal']),
    reason: z.string().nullable(),
  }),
  /** [account] */
  'topic.read': z.strictObject({ topicId: Id, groupId: Id, number: z.int() }),
  /** [account] The session's sockets are closed; its tokens are worthless. */
  'session.revoked': z.strictObject({ sessionId: Id, reason: z.enum(['logout', 'revoked', 'reuse']) }),
} as const;

export type EventType = keyof typeof EVENTS;
export type EventData<Type extends EventType> = z.infer<(typeof EVENTS)[Type]>;

/** An event as it lies in the log and travels to clients. */
export type EventOf<Type extends EventType> = {
  stream: Stream;
  seq: number;
  type: Type;
  at: string;
  actor: Actor;
  data: EventData<Type>;
};

/** Any logged event: a union told apart by `type`. */
export type LoggedEvent = { [Type in EventType]: EventOf<Type> }[EventType];

export const EVENT_TYPES = Object.keys(EVENTS) as EventType[];
