import { z } from 'zod';
import { Actor, Member } from './accounts.ts';
import { REASON_LENGTH } from './acts.ts';
import { Head, Id, PageQuery, page, Time, text } from './values.ts';

/** A suspended member cannot sign in; without `until` for ever. */
export const NewSuspension = z.strictObject({
  until: Time.optional(),
  /** All they have posted goes, too, in every group. */
  removePosts: z.boolean().optional(),
  reason: text(REASON_LENGTH),
});
export type NewSuspension = z.infer<typeof NewSuspension>;

export const Suspension = z.strictObject({
  actId: Id,
  until: Time.nullable(),
  reason: z.string(),
  at: Time,
  by: Actor,
});
export type Suspension = z.infer<typeof Suspension>;

/** An account as staff see it. */
export const StaffAccount = z.strictObject({
  member: Member,
  email: z.string(),
  suspension: Suspension.nullable(),
  /** Set once the member's data were erased. */
  erasedAt: Time.nullable(),
  sessions: z.int(),
  posts: z.int(),
  groups: z.int(),
  head: Head,
});
export type StaffAccount = z.infer<typeof StaffAccount>;

/** `q`: how a username or display name begins, or an e-mail address. */
export const StaffAccountQuery = z.strictObject({
  ...PageQuery.shape,
  q: z.string().trim().max(254).optional(),
  suspended: z.enum(['true', 'false']).optional(),
});
export type StaffAccountQuery = z.infer<typeof StaffAccountQuery>;
export const StaffAccountLine = StaffAccount.pick({ member: true, email: true, suspension: true, erasedAt: true });
export type StaffAccountLine = z.infer<typeof StaffAccountLine>;
export const StaffAccounts = page(StaffAccountLine);
export type StaffAccounts = z.infer<typeof StaffAccounts>;

export const SuspensionEnd = z.strictObject({ reason: text(REASON_LENGTH) });

/** `username` once more, so that nobody is erased by a slip. `posts`: whether what they have posted stays without their name. */
export const NewErasure = z.strictObject({
  username: z.string().max(100),
  posts: z.enum(['keep', 'remove']),
  reason: text(REASON_LENGTH),
});
export type NewErasure = z.infer<typeof NewErasure>;

/** How far the erasure of a member's data is. It goes on by itself, also after a restart. */
export const Erasure = z.strictObject({
  accountId: Id,
  startedAt: Time,
  finishedAt: Time.nullable(),
});
export type Erasure = z.infer<typeof Erasure>;

/** The last hundred, the latest first. */
export const Erasures = page(Erasure);

/** What a member who is suspended writes to staff, once; signed with their password, as they cannot sign in. */
export const SuspensionAppeal = z.strictObject({
  login: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(200),
  message: text(1_000),
});

export type SuspensionAppeal = z.infer<typeof SuspensionAppeal>;

/** What a node was like in the seconds before `at`; rates are per second. `lag`: p99 of the event loop's, in milliseconds. */
export const NodeSample = z.strictObject({
  at: Time,
  sockets: z.int(),
  rooms: z.int(),
  requests: z.number(),
  writes: z.number(),
  deliveries: z.number(),
  lag: z.number(),
  memory: z.int(),
});
export type NodeSample = z.infer<typeof NodeSample>;

/** A node with its latest samples, the oldest first. `redis` is null without Redis. */
export const NodeState = z.strictObject({
  id: z.string(),
  version: z.string(),
  startedAt: Time,
  seenAt: Time,
  alive: z.boolean(),
  redis: z.boolean().nullable(),
  samples: z.array(NodeSample),
});
export type NodeState = z.infer<typeof NodeState>;

/** The site as it runs. `every`: the seconds between two samples. */
export const Overview = z.strictObject({
  at: Time,
  every: z.number(),
  nodes: z.array(NodeState),
  accounts: z.int(),
  groups: z.int(),
  openReports: z.int(),
});
export type Overview = z.infer<typeof Overview>;
